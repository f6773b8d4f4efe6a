# What programs do with string, textwrap, difflib, urllib.parse, logging, argparse, pathlib, shlex, html. A case answers a checksum.
import argparse
import difflib
import fnmatch
import html
import io
import ipaddress
import logging
import pprint
import shlex
import string
import textwrap
import tomllib
import uuid
from pathlib import PurePosixPath
from urllib.parse import parse_qs, quote, unquote, urlencode, urljoin, urlsplit

PROSE = ' '.join(f'The quick brown fox no. {i} jumps over the lazy dog, well-known as it is.' for i in range(300))
TEMPLATE = string.Template('Dear $name, you owe ${amount} to $$them since $date.')
OLD = [f'line {i} of the text\n' for i in range(300)]
NEW = [f'line {i} of the {"book" if i % 17 == 0 else "text"}\n' for i in range(310) if i % 23]
URLS = [f'https://user@host{i % 9}.example.org:8080/a/b{i}/c?q={i}&lang=en&x=%20y#part{i}' for i in range(500)]
PATHS = [PurePosixPath(f'/srv/data/{i % 9}/archive.{i}.tar.gz') for i in range(1000)]
MARKUP = '<p class="x">Tom & Jerry\'s "show"</p>\n' * 500
TOML = ''.join(
    f'[section{i}]\nname = "thing {i}"\nvalues = [1, 2.5, true, "x"]\nsince = 2026-01-0{i % 9 + 1}\nratio = {i}.25\n'
    for i in range(60)
)


class Fields(string.Formatter):
    pass


def logged():
    stream = io.StringIO()
    logger = logging.getLogger('bench')
    logger.handlers.clear()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter('%(levelname)s:%(name)s:%(message)s'))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    for i in range(800):
        logger.info('request %d of %s', i, 'worker')
        logger.debug('not said %d', i)
    return len(stream.getvalue())


def arguments():
    total = 0
    for i in range(20):
        parser = argparse.ArgumentParser(prog='tool', description='What it does')
        parser.add_argument('files', nargs='*')
        parser.add_argument('-n', '--count', type=int, default=1, help='how many')
        parser.add_argument('--name', choices=['a', 'b'])
        parser.add_argument('-v', '--verbose', action='store_true')
        args = parser.parse_args(['x', 'y', '-n', str(i), '--name=b', '-v'])
        total += args.count + len(args.files) + args.verbose
    return total


def help_text():
    parser = argparse.ArgumentParser(prog='tool', description='What it does and why it does so. ' * 4)
    for i in range(12):
        parser.add_argument(f'--option{i}', type=int, default=i, help=f'the option no. {i} ' * 4)
    return sum(len(parser.format_help()) > 100 for _ in range(5))


def paths():
    total = 0
    for path in PATHS:
        other = path.parent / 'other' / path.name
        total += len(other.suffix) + len(path.stem) + len(path.parts) + len(str(other.with_suffix('.zip')))
        total += other.is_relative_to('/srv')
    return total


def urls():
    total = 0
    for url in URLS:
        parts = urlsplit(url)
        total += len(parts.hostname) + parts.port + len(parse_qs(parts.query)) + len(urljoin(url, '../d'))
    return total


def addresses():
    network = ipaddress.ip_network('10.0.0.0/16')
    return sum(ipaddress.ip_address(f'10.{i % 3}.{i % 251}.7') in network for i in range(1000))


CASES = {
    'Template': lambda: sum(len(TEMPLATE.substitute(name='Ann', amount=i, date='May')) for i in range(2000)),
    'Formatter': lambda: sum(len(Fields().format('{0:>5} {name!r} {1}', i, 'x', name='n')) for i in range(1500)),
    'textwrap.wrap': lambda: sum(len(textwrap.wrap(PROSE[i:], 70)) for i in range(5)),
    'dedent, indent': lambda: len(textwrap.dedent(textwrap.indent('\n'.join(OLD), '    '))),
    'unified_diff': lambda: sum(map(len, difflib.unified_diff(OLD, NEW))),
    'SequenceMatcher': lambda: difflib.SequenceMatcher(None, PROSE[:1500], PROSE[700:2200]).ratio(),
    'get_close_matches': lambda: len(difflib.get_close_matches('line 77 of text', OLD)),
    'urllib.parse': urls,
    'quote, urlencode': lambda: sum(len(unquote(quote(u))) + len(urlencode({'a': u, 'b': 1})) for u in URLS),
    'logging': logged,
    'argparse': arguments,
    'argparse, help': help_text,
    'PurePath': paths,
    'shlex': lambda: sum(len(shlex.split('cmd "a b" --x=\'y z\' plain # no')) for _ in range(300)),
    'html': lambda: len(html.unescape(html.escape(MARKUP))),
    'fnmatch': lambda: len(fnmatch.filter((p.name for p in PATHS), '*.1?.tar.*')),
    'pprint': lambda: len(pprint.pformat([{'name': f'n{i}', 'values': list(range(i % 20))} for i in range(60)])),
    'tomllib': lambda: len(tomllib.loads(TOML)),
    'ipaddress': addresses,
    'uuid': lambda: len({str(uuid.UUID(int=i * 7919)) for i in range(2000)}),
}
