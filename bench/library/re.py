# What programs do with `re`, on texts of the size that they have. A case answers a checksum.
import re

LOG = ''.join(
    f'2026-{i % 12 + 1:02d}-{i % 28 + 1:02d} {i % 24:02d}:{i % 60:02d}:{i * 7 % 60:02d},{i % 1000:03d} '
    f'{("INFO", "WARNING", "ERROR", "DEBUG")[i % 4]} [worker-{i % 9}] request id={i * 7919 % 100003} from '
    f'{i % 223 + 1}.{i * 3 % 256}.{i * 5 % 256}.{i * 11 % 256} took {i * 13 % 977}.{i % 10}ms path=/api/v1/items/{i}\n'
    for i in range(2000)
)
LINES = LOG.splitlines()
PROSE = ' '.join(
    f'The quick brown fox no. {i} jumps over {i * 31 % 97} lazy dogs, while Alice{i}@example{i % 7}.com writes to '
    f'http://www.site{i % 13}.org/path/{i}?q={i * 17} about "prices" ($ {i * 37 % 1000}.{i % 100:02d}) on {i % 28 + 1}/'
    f'{i % 12 + 1}/2026; it is well-known that it\'s so.'
    for i in range(1200)
)
SOURCE = ''.join(
    f'def function_{i}(alpha, beta={i}):\n    """Doc {i}."""\n    total = alpha * {i}.{i % 10} + beta ** 2 - 0x{i:x}\n'
    f'    if total >= {i} and name != "text\\n{i}":  # a comment\n        return [total, \'x\', {{}}]\n\n'
    for i in range(250)
)
MARKUP = '<ul>' + ''.join(
    f'<li class="item n{i}"><a href="/page/{i}">Title &amp; {i}</a> <b>bold {i}</b></li>\n' for i in range(1500)
) + '</ul>'
UNICODE = ' '.join(f'Ünïcödé wörd {i} — Привет мир, 你好 世界 ñandú {i}€' for i in range(2000))
TABLE = ''.join(f'{i};  name {i} , {i * 3}|x{i}\n' for i in range(4000))
FIELDS = [f'{i % 2 and "user" or "Us-er"}.{i}@mail{i % 9}.example.{"org" if i % 3 else "c"}' for i in range(3000)]

log_line = re.compile(
    r'^(?P<date>\d{4}-\d\d-\d\d) (?P<time>[\d:,]+) (?P<level>[A-Z]+) \[(?P<worker>[^\]]+)\] (?P<text>.*)$'
)
token = re.compile(
    r"""(?P<comment>\#[^\n]*)|(?P<string>\"{3}.*?\"{3}|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')"""
    r"""|(?P<number>0[xX][0-9a-fA-F]+|\d+\.\d*|\d+)|(?P<name>[A-Za-z_]\w*)|(?P<op>\*\*|[<>!=]=|[-+*/=<>()\[\]{}:,.])"""
    r"""|(?P<newline>\n)|(?P<space>[ \t]+)|(?P<other>.)"""
)


def count_words():
    counts = {}
    for word in re.findall(r'\b\w+\b', PROSE):
        counts[word] = counts.get(word, 0) + 1
    return len(counts)


def compile_patterns():
    total = 0
    for i in range(12):
        re.purge()
        total += re.compile(r'(?P<year>\d{4})-(?P<month>\d\d)|[a-f]+(?:x|y|zed)*?\s*$' + str(i)).groups
    return total


def cached_calls():
    return sum(1 for line in LINES if re.match(r'\d+-\d+', line) and re.search('id=(\\d+)', line))


CASES = {
    'log lines, named groups': lambda: sum(len(log_line.match(line).groupdict()['text']) for line in LINES),
    'e-mail search': lambda: len(re.findall(r'[\w.+-]+@[\w-]+\.[\w.-]+', PROSE)),
    'URL search': lambda: len(re.findall(r'https?://[^\s/]+(?:/[^\s?]*)?(?:\?\S*)?', PROSE)),
    'dates with groups': lambda: len(re.findall(r'(\d{1,2})/(\d{1,2})/(\d{4})', PROSE)),
    'IP addresses': lambda: len(re.findall(r'\b(?:\d{1,3}\.){3}\d{1,3}\b', LOG)),
    'tokenizer': lambda: sum(len(m.lastgroup) for m in token.finditer(SOURCE)),
    'word counts': count_words,
    'split on separators': lambda: len(re.split(r'\s*[;,|\n]\s*', TABLE)),
    'sub with a string': lambda: len(re.sub(r'\s+', ' ', PROSE)),
    'sub with a template': lambda: len(re.sub(r'(\d+)/(\d+)/(\d+)', r'\3-\2-\1', PROSE)),
    'sub with a function': lambda: len(re.sub(r'\d+', lambda m: str(int(m[0]) + 1), PROSE)),
    'numbers': lambda: len(re.findall(r'[-+]?\d+(?:\.\d+)?', LOG)),
    'greedy tags': lambda: len(re.findall(r'<(\w+)[^>]*>', MARKUP)),
    'lazy content': lambda: len(re.findall(r'<b>(.*?)</b>', MARKUP)),
    'back-reference': lambda: len(re.findall(r'<(\w+)[^>]*>([^<]*)</\1>', MARKUP)),
    'look-ahead and look-behind': lambda: len(re.findall(r'(?<=\$ )\d+(?=\.)|\w+(?=@)', PROSE)),
    'ignoring case': lambda: len(re.findall(r'alice\d+|FOX|lazy dogs', PROSE, re.I)),
    'lines of a text': lambda: len(re.findall(r'^.*ERROR.*$', LOG, re.M)),
    'alternation of literals': lambda: len(re.findall(r'ERROR|WARNING|timeout|refused', LOG)),
    'literal': lambda: len(re.findall(r'worker-7', LOG)),
    'Unicode words': lambda: len(re.findall(r'\w+', UNICODE)),
    'validation': lambda: sum(
        1 for field in FIELDS if re.fullmatch(r'[a-z0-9._%+-]+@[a-z0-9.-]+\.[a-z]{2,}', field)
    ),
    'bytes': lambda: len(re.findall(rb'id=(\d+)', LOG_BYTES)),
    'compile': compile_patterns,
    'calls with cached patterns': cached_calls,
}
LOG_BYTES = LOG.encode()
