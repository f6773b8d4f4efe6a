// Tables of the library as files: the length of the index (four bytes), the index (name: offset, length, size), and each
// value as JSON, deflated. So a program that imports one module reads little and inflates one value.

/** `inflate`: bytes and the size of what comes out -> bytes. */
export function openTable(file, inflate) {
  const start = 4 + new DataView(file.buffer, file.byteOffset).getUint32(0, true);
  const text = (bytes) => new TextDecoder().decode(bytes);
  const index = new Map(Object.entries(JSON.parse(text(file.subarray(4, start)))));
  return {
    /** What makes the value; undefined: there is none. */
    get(key) {
      const found = index.get(key);
      if (found === undefined) return undefined;
      const [offset, length, size] = found;
      const at = start + offset;
      return () => JSON.parse(text(inflate(file.subarray(at, at + length), size)));
    },
  };
}
