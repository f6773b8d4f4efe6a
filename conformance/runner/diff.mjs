// Compares two texts line by line: `-` is CPython's line, `+` is ours.

/** What differs from run to run: addresses, the depth at which recursion ended, the folders of program and library. */
export function mask(text, name) {
  return text
    .replaceAll(new RegExp(`(?:[^\\s"]*/)?${name.replaceAll('.', '\\.')}`, 'g'), name)
    .replaceAll('/lib/python314.zip/', '/lib/python3.14/')
    .replace(/0x[0-9a-f]+/gi, '0x…')
    .replace(/\[Previous line repeated \d+ more times?\]/g, '[Previous line repeated … more times]');
}

export function diff(expected, actual, { context = 2 } = {}) {
  const a = expected.split('\n');
  const b = actual.split('\n');
  const edits = a.length * b.length > 4_000_000 ? plain(a, b) : aligned(a, b);
  const near = edits.map((_, i) =>
    edits.slice(Math.max(0, i - context), i + context + 1).some(([sign]) => sign !== ' '),
  );
  const lines = [];
  edits.forEach(([sign, line], i) => {
    if (near[i]) lines.push(`${sign} ${line}`);
    else if (near[i - 1]) lines.push('  …');
  });
  return lines.join('\n');
}

function plain(a, b) {
  return [...a.map((line) => ['-', line]), ...b.map((line) => ['+', line])];
}

function aligned(a, b) {
  const width = b.length + 1;
  const longest = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      longest[i * width + j] =
        a[i] === b[j]
          ? longest[(i + 1) * width + j + 1] + 1
          : Math.max(longest[(i + 1) * width + j], longest[i * width + j + 1]);
    }
  }
  const edits = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      edits.push([' ', a[i++]]);
      j++;
    } else if (i < a.length && (j === b.length || longest[(i + 1) * width + j] >= longest[i * width + j + 1])) {
      edits.push(['-', a[i++]]);
    } else {
      edits.push(['+', b[j++]]);
    }
  }
  return edits;
}
