"""The expat parser (XML 1.0): documents in pieces, handlers for what is in them.

External entities are never read: a handler hears of them. What entities expand to is bounded, as in libexpat.
"""

import codecs as _codecs
import re as _re
import sys as _sys
from types import ModuleType as _ModuleType

EXPAT_VERSION = 'expat_2.7.3'
version_info = (2, 7, 3)
native_encoding = 'UTF-8'
features = [
    ('sizeof(XML_Char)', 1), ('sizeof(XML_LChar)', 1), ('XML_DTD', 0), ('XML_CONTEXT_BYTES', 1024), ('XML_NS', 0),
    ('XML_BLAP_MAX_AMP', 100), ('XML_BLAP_ACT_THRES', 8388608), ('XML_GE', 0),
]
XML_PARAM_ENTITY_PARSING_NEVER = 0
XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE = 1
XML_PARAM_ENTITY_PARSING_ALWAYS = 2

_ERRORS = (
    (1, 'NO_MEMORY', 'out of memory'),
    (2, 'SYNTAX', 'syntax error'),
    (3, 'NO_ELEMENTS', 'no element found'),
    (4, 'INVALID_TOKEN', 'not well-formed (invalid token)'),
    (5, 'UNCLOSED_TOKEN', 'unclosed token'),
    (6, 'PARTIAL_CHAR', 'partial character'),
    (7, 'TAG_MISMATCH', 'mismatched tag'),
    (8, 'DUPLICATE_ATTRIBUTE', 'duplicate attribute'),
    (9, 'JUNK_AFTER_DOC_ELEMENT', 'junk after document element'),
    (10, 'PARAM_ENTITY_REF', 'illegal parameter entity reference'),
    (11, 'UNDEFINED_ENTITY', 'undefined entity'),
    (12, 'RECURSIVE_ENTITY_REF', 'recursive entity reference'),
    (13, 'ASYNC_ENTITY', 'asynchronous entity'),
    (14, 'BAD_CHAR_REF', 'reference to invalid character number'),
    (15, 'BINARY_ENTITY_REF', 'reference to binary entity'),
    (16, 'ATTRIBUTE_EXTERNAL_ENTITY_REF', 'reference to external entity in attribute'),
    (17, 'MISPLACED_XML_PI', 'XML or text declaration not at start of entity'),
    (18, 'UNKNOWN_ENCODING', 'unknown encoding'),
    (19, 'INCORRECT_ENCODING', 'encoding specified in XML declaration is incorrect'),
    (20, 'UNCLOSED_CDATA_SECTION', 'unclosed CDATA section'),
    (21, 'EXTERNAL_ENTITY_HANDLING', 'error in processing external entity reference'),
    (22, 'NOT_STANDALONE', 'document is not standalone'),
    (23, 'UNEXPECTED_STATE', 'unexpected parser state - please send a bug report'),
    (24, 'ENTITY_DECLARED_IN_PE', 'entity declared in parameter entity'),
    (25, 'FEATURE_REQUIRES_XML_DTD', 'requested feature requires XML_DTD support in Expat'),
    (26, 'CANT_CHANGE_FEATURE_ONCE_PARSING', 'cannot change setting once parsing has begun'),
    (27, 'UNBOUND_PREFIX', 'unbound prefix'),
    (28, 'UNDECLARING_PREFIX', 'must not undeclare prefix'),
    (29, 'INCOMPLETE_PE', 'incomplete markup in parameter entity'),
    (30, 'XML_DECL', 'XML declaration not well-formed'),
    (31, 'TEXT_DECL', 'text declaration not well-formed'),
    (32, 'PUBLICID', 'illegal character(s) in public id'),
    (33, 'SUSPENDED', 'parser suspended'),
    (34, 'NOT_SUSPENDED', 'parser not suspended'),
    (35, 'ABORTED', 'parsing aborted'),
    (36, 'FINISHED', 'parsing finished'),
    (37, 'SUSPEND_PE', 'cannot suspend in external parameter entity'),
    (38, 'RESERVED_PREFIX_XML', 'reserved prefix (xml) must not be undeclared or bound to another namespace name'),
    (39, 'RESERVED_PREFIX_XMLNS', 'reserved prefix (xmlns) must not be declared or undeclared'),
    (40, 'RESERVED_NAMESPACE_URI', 'prefix must not be bound to one of the reserved namespace names'),
    (41, 'INVALID_ARGUMENT', 'invalid argument'),
    (42, 'NO_BUFFER', 'a successful prior call to function XML_GetBuffer is required'),
    (43, 'AMPLIFICATION_LIMIT_BREACH', 'limit on input amplification factor (from DTD and entities) breached'),
    (44, 'NOT_STARTED', 'parser not started'),
)


class ExpatError(Exception):
    pass


ExpatError.__module__ = 'xml.parsers.expat'
error = ExpatError
_MESSAGES = {code: text for code, name, text in _ERRORS}

errors = _ModuleType('pyexpat.errors', 'Constants used to describe error conditions.')
errors.codes = {text: code for code, name, text in _ERRORS}
errors.messages = dict(_MESSAGES)
for _code, _name, _text in _ERRORS:
    setattr(errors, f'XML_ERROR_{_name}', _text)

model = _ModuleType('pyexpat.model', 'Constants used to interpret content model information.')
for _name, _code in (('CTYPE_EMPTY', 1), ('CTYPE_ANY', 2), ('CTYPE_MIXED', 3), ('CTYPE_NAME', 4), ('CTYPE_CHOICE', 5),
                     ('CTYPE_SEQ', 6), ('CQUANT_NONE', 0), ('CQUANT_OPT', 1), ('CQUANT_REP', 2), ('CQUANT_PLUS', 3)):
    setattr(model, f'XML_{_name}', _code)
del _code, _name, _text
_sys.modules['pyexpat.errors'] = errors
_sys.modules['pyexpat.model'] = model


def ErrorString(code, /):
    return _MESSAGES.get(code)


_START = (':A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef'
          '\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff')
_NAME = f'[{_START}][{_START}\\-.0-9\xb7\u0300-\u036f\u203f-\u2040]*+'
_name = _re.compile(_NAME)
_space = _re.compile('[ \t\r\n]*+')
_text_run = _re.compile('[^<&]++')
_bad_char = _re.compile('[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]')
_start_tag = _re.compile(f'<({_NAME})((?:[ \t\r\n]++{_NAME}[ \t\r\n]*+=[ \t\r\n]*+(?:"[^<"]*+"|\'[^<\']*+\'))*+)'
                         '[ \t\r\n]*+(/?)>')
_attribute = _re.compile(f'[ \t\r\n]++({_NAME})[ \t\r\n]*+=[ \t\r\n]*+(?:"([^<"]*+)"|\'([^<\']*+)\')')
_end_tag = _re.compile(f'</({_NAME})[ \t\r\n]*+>')
_reference = _re.compile(f'&(?:#([0-9]++)|#x([0-9a-fA-F]++)|({_NAME}));')
_xml_decl = _re.compile(
    r'<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(["\'])([a-zA-Z0-9_.:-]+)\1'
    r'(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(["\'])([A-Za-z][A-Za-z0-9._-]*)\3)?'
    r'(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(["\'])(yes|no)\5)?[ \t\r\n]*\?>')
_doctype_tokens = _re.compile(
    '[ \t\r\n]+|<!--.*?-->|<\\?.*?\\?>|<![A-Z]+|"[^"]*"|\'[^\']*\'|[\\[\\]>|,()?*+]|%[^;\\s]*;|[^ \t\r\n<>\\[\\]"\'|,()?*+]+', _re.S)
_literal = '(?:"([^"]*)"|\'([^\']*)\')'
_declared_encoding = _re.compile(rb'<\?xml[ \t\r\n]+version[^>]*?encoding[ \t\r\n]*=[ \t\r\n]*["\']([A-Za-z0-9._-]+)["\']')
_PREDEFINED = {'lt': '<', 'gt': '>', 'amp': '&', 'quot': '"', 'apos': "'"}
_XML_NS = 'http://www.w3.org/XML/1998/namespace'
_ACTIVATION = 8388608
_AMPLIFICATION = 100
_DEEPEST = 64

_HANDLERS = (
    'StartElementHandler EndElementHandler ProcessingInstructionHandler CharacterDataHandler UnparsedEntityDeclHandler '
    'NotationDeclHandler StartNamespaceDeclHandler EndNamespaceDeclHandler CommentHandler StartCdataSectionHandler '
    'EndCdataSectionHandler DefaultHandler DefaultHandlerExpand NotStandaloneHandler ExternalEntityRefHandler '
    'StartDoctypeDeclHandler EndDoctypeDeclHandler EntityDeclHandler XmlDeclHandler ElementDeclHandler '
    'AttlistDeclHandler SkippedEntityHandler UnknownEncodingHandler'
).split()


class _Stop(Exception):
    """The input ends inside a token."""


class _Entity:
    __slots__ = ('value', 'system', 'public', 'notation', 'open')

    def __init__(self, value, system, public, notation):
        self.value = value
        self.system = system
        self.public = public
        self.notation = notation
        self.open = False


def _flag(name):
    return property(lambda self: getattr(self, name), lambda self, on: setattr(self, name, bool(on)))


class xmlparser:
    __module__ = 'pyexpat'

    def __init__(self, encoding, separator, intern):
        for name in _HANDLERS:
            setattr(self, name, None)
        self.intern = intern
        self._buffer = []
        self._buffer_used = 0
        self._buffer_size = 8192
        self._buffer_text = False
        self._ordered_attributes = False
        self._specified_attributes = False
        self._namespace_prefixes = False
        self.ErrorCode = 0
        self.CurrentLineNumber = 1
        self.CurrentColumnNumber = 0
        self.CurrentByteIndex = 0
        self._encoding = encoding
        self._separator = separator
        self._decoder = None
        self._raw = b''
        self._text = ''
        self._at = 0
        self._finished = False
        self._prolog = True
        self._begun = False
        self._stack = []
        self._spaces = [{'xml': _XML_NS}]
        self._entities = {}
        self._parameters = {}
        self._attlists = {}
        self._has_doctype = False
        self._external = False
        self._standalone = False
        self._cdata = False
        self._base = None
        self._direct = 0
        self._expanded = 0
        self._deferral = True
        self._literal_at = None

    ErrorLineNumber = property(lambda self: self.CurrentLineNumber)
    ErrorColumnNumber = property(lambda self: self.CurrentColumnNumber)
    ErrorByteIndex = property(lambda self: self.CurrentByteIndex)
    buffer_used = property(lambda self: self._buffer_used)
    ordered_attributes = _flag('_ordered_attributes')
    specified_attributes = _flag('_specified_attributes')
    namespace_prefixes = _flag('_namespace_prefixes')

    @property
    def buffer_text(self):
        return self._buffer_text

    @buffer_text.setter
    def buffer_text(self, on):
        self._flush()
        self._buffer_text = bool(on)

    @property
    def buffer_size(self):
        return self._buffer_size

    @buffer_size.setter
    def buffer_size(self, size):
        if not isinstance(size, int):
            raise TypeError('buffer_size must be an integer')
        if size <= 0:
            raise ValueError('buffer_size must be greater than zero')
        if size > 2147483647:
            raise ValueError('buffer_size must not be greater than 2147483647')
        if size != self._buffer_size:
            self._flush()
        self._buffer_size = size

    # -- input ----------------------------------------------------------------------------------------------------------

    def Parse(self, data, isfinal=False, /):
        if self._finished:
            self._fail(36)
        if isinstance(data, str):
            if self._decoder is None and not self._raw:
                self._decoder = _codecs.getincrementaldecoder('utf-8')()
                self._is_text = True
            text = data
        else:
            text = self._decode(bytes(data), isfinal)
        if '\r' in text or self._text[-1:] == '\r':
            text = self._normalized(text, isfinal)
        self._direct += len(text)
        self._text = self._text[self._at:] + text
        self._at = 0
        try:
            self._run(isfinal)
        except _Stop:
            if isfinal:
                self._fail(5)
        if isfinal:
            self._finish()
            self._finished = True
        self._flush()
        return 1

    def ParseFile(self, file, /):
        while True:
            data = file.read(65536)
            if not data:
                return self.Parse(b'', True)
            self.Parse(data, False)

    def _normalized(self, text, isfinal):
        # A carriage return at the end of a piece waits for what follows.
        if self._held_return:
            text = '\r' + text
            self._held_return = False
        if text.endswith('\r') and not isfinal:
            text = text[:-1]
            self._held_return = True
        return text.replace('\r\n', '\n').replace('\r', '\n')

    _held_return = False
    _fragment = False
    _is_text = False

    def _decode(self, data, isfinal):
        if self._decoder is None:
            data = self._raw + data
            if len(data) < 4 and not isfinal or (data.startswith(b'<?xml') and b'>' not in data and not isfinal):
                self._raw = data
                return ''
            self._raw = b''
            self._decoder = self._decoder_for(data)
        elif self._is_text:
            self._is_text = False
        try:
            text = self._decoder.decode(data, isfinal)
        except UnicodeDecodeError as fault:
            good = data[:fault.start].decode(self._decoder_name, 'replace')
            self._text = self._text[self._at:] + good
            self._at = 0
            try:
                self._run(False)
            except _Stop:
                pass
            self._advance(len(self._text))
            raised = True
        else:
            raised = False
        if raised:
            self._fail(4)
        return text.removeprefix('\ufeff') if self._direct == 0 else text

    _decoder_name = 'utf-8'

    def _decoder_for(self, data):
        name = self._encoding
        if name is None:
            if data.startswith((b'\xff\xfe', b'\xfe\xff')):
                name = 'utf-16'
            elif data.startswith(b'<\x00'):
                name = 'utf-16-le'
            elif data.startswith(b'\x00<'):
                name = 'utf-16-be'
            else:
                found = _declared_encoding.match(data.removeprefix(b'\xef\xbb\xbf'))
                name = 'utf-8' if found is None else found[1].decode().lower()
                if name.startswith('utf-16') or name.startswith('utf-32') or name.startswith('ucs'):
                    self._fail(19)
        try:
            info = _codecs.lookup(name)
            if not info._is_text_encoding:
                raise LookupError
        except LookupError:
            info = None
        if info is None:
            self._fail(18)
        self._decoder_name = info.name
        return info.incrementaldecoder('strict')

    # -- positions and errors ----------------------------------------------------------------------------------------------

    def _advance(self, end):
        """What lies before `end` is done with."""
        part = self._text[self._at:end]
        self._at = end
        lines = part.count('\n')
        if lines:
            self.CurrentLineNumber += lines
            self.CurrentColumnNumber = len(part) - part.rfind('\n') - 1
        else:
            self.CurrentColumnNumber += len(part)
        self.CurrentByteIndex += len(part) if part.isascii() else len(part.encode('utf-8', 'replace'))

    def _fail(self, code, at=None):
        if at is not None and self._literal_at is None:
            self._advance(at)
        self._flush()
        self._finished = True
        self.ErrorCode = code
        raised = ExpatError(f'{_MESSAGES[code]}: line {self.ErrorLineNumber}, column {self.ErrorColumnNumber}')
        raised.code = code
        raised.lineno = self.ErrorLineNumber
        raised.offset = self.ErrorColumnNumber
        raise raised

    # -- handlers ------------------------------------------------------------------------------------------------------------

    def _characters(self, text):
        if not text:
            return
        if self.CharacterDataHandler is None:
            self._default(text)
        elif '\n' not in text:
            self._piece(text)
        else:
            for part in _re.split('(\n)', text):
                if part:
                    self._piece(part)

    def _piece(self, part):
        if not self._buffer_text:
            self.CharacterDataHandler(part)
            return
        if self._buffer_used + len(part) > self._buffer_size:
            self._flush()
            if len(part) > self._buffer_size:
                self.CharacterDataHandler(part)
                return
        self._buffer.append(part)
        self._buffer_used += len(part)

    def _flush(self):
        if self._buffer:
            text = ''.join(self._buffer)
            self._buffer = []
            self._buffer_used = 0
            if self.CharacterDataHandler is not None:
                self.CharacterDataHandler(text)

    def _default(self, text):
        handler = self.DefaultHandlerExpand or self.DefaultHandler
        if handler is not None:
            self._flush()
            handler(text)

    def _call(self, handler, text, *args):
        if handler is None:
            self._default(text)
            return None
        self._flush()
        return handler(*args)

    # -- the document ----------------------------------------------------------------------------------------------------------

    def _run(self, isfinal):
        while self._at < len(self._text):
            if self._stack:
                self._content(self._text, isfinal)
            else:
                self._outside(isfinal)

    def _finish(self):
        if self._cdata:
            self._advance(len(self._text))
            self._fail(20)
        if self._fragment and len(self._stack) == 1:
            return
        if self._stack or self._prolog:
            self._advance(len(self._text))
            self._fail(3)

    def _outside(self, isfinal):
        text, at = self._text, self._at
        end = _space.match(text, at).end()
        if end > at:
            self._default(text[at:end])
            self._advance(end)
            self._begun = True
            return
        if text[at] != '<':
            self._fail(2 if self._prolog else 9)
        rest = text[at:at + 9]
        if rest.startswith('<?'):
            self._instruction(text)
        elif rest.startswith('<!--'):
            self._comment(text)
        elif len(rest) < 9 and ('<!DOCTYPE'.startswith(rest) or '<!--'.startswith(rest)) and len(rest) > 1:
            raise _Stop
        elif rest.startswith('<!DOCTYPE'):
            if not self._prolog or self._has_doctype:
                self._fail(9 if not self._prolog else 2)
            self._doctype()
        elif len(rest) == 1:
            raise _Stop
        elif rest.startswith('<!') or rest.startswith('</'):
            self._fail(4, at + 1 if rest[1] == '/' else at + 2)
        elif not self._prolog:
            self._fail(9)
        else:
            self._start(text)
        self._begun = True

    def _content(self, text, isfinal):
        """One token of an element's content."""
        at = self._at
        if self._cdata:
            return self._cdata_text(text, isfinal)
        c = text[at]
        if c == '<':
            two = text[at:at + 2]
            if two == '</':
                self._end(text)
            elif two == '<!':
                if text.startswith('<!--', at):
                    self._comment(text)
                elif text.startswith('<![CDATA[', at):
                    self._call(self.StartCdataSectionHandler, '<![CDATA[')
                    self._advance(at + 9)
                    self._cdata = True
                elif len(text) - at < 9 and ('<![CDATA['.startswith(text[at:]) or '<!--'.startswith(text[at:])):
                    raise _Stop
                else:
                    self._fail(4, at + 2)
            elif two == '<?':
                self._instruction(text)
            elif two == '<':
                raise _Stop
            else:
                self._start(text)
        elif c == '&':
            found = _reference.match(text, at)
            if found is None:
                self._bad_reference(text, at)
            self._refer(found, text)
            self._advance(found.end())
        else:
            end = _text_run.match(text, at).end()
            run = text[at:end]
            close = run.find(']]>')
            bad = _bad_char.search(run)
            if bad is not None and not 0 <= close < bad.start():
                self._characters(run[:bad.start()])
                self._fail(4, at + bad.start())
            if close >= 0:
                self._characters(run[:close])
                self._fail(4, at + close + 2)
            if end == len(text) and not isfinal:
                # These may go on.
                keep = 2 if run.endswith(']]') else 1 if run.endswith(']') else 0
                if keep == len(run):
                    raise _Stop
                end -= keep
                run = run[:len(run) - keep]
            self._characters(run)
            self._advance(end)

    def _cdata_text(self, text, isfinal):
        at = self._at
        end = text.find(']]>', at)
        run = text[at:] if end < 0 else text[at:end]
        if end < 0 and not isfinal:
            run = run.rstrip(']')
            if not run:
                raise _Stop
        bad = _bad_char.search(run)
        if bad is not None:
            self._fail(4, at + bad.start())
        self._characters(run)
        self._advance(at + len(run))
        if end >= 0:
            self._cdata = False
            self._call(self.EndCdataSectionHandler, ']]>')
            self._advance(end + 3)

    def _comment(self, text):
        at = self._at
        end = text.find('--', at + 4)
        if end < 0 or end + 2 >= len(text):
            raise _Stop
        if text[end + 2] != '>':
            self._fail(4, end + 2)
        bad = _bad_char.search(text, at, end)
        if bad is not None:
            self._fail(4, bad.start())
        self._call(self.CommentHandler, text[at:end + 3], text[at + 4:end])
        self._advance(end + 3)

    def _instruction(self, text):
        at = self._at
        end = text.find('?>', at + 2)
        if end < 0:
            raise _Stop
        name = _name.match(text, at + 2, end)
        if name is None:
            self._fail(4, at + 2)
        whole = text[at:end + 2]
        if name[0].lower() == 'xml':
            if name[0] != 'xml':
                self._fail(4, at + 2)
            if self._begun or self._stack:
                self._fail(17)
            found = _xml_decl.fullmatch(whole)
            if found is None:
                self._fail(30)
            standalone = {None: -1, 'yes': 1, 'no': 0}[found[6]]
            self._standalone = standalone == 1
            self._call(self.XmlDeclHandler, whole, found[2], found[4], standalone)
        else:
            after = text[name.end():end]
            if after and after[0] not in ' \t\r\n':
                self._fail(4, name.end())
            self._call(self.ProcessingInstructionHandler, whole, name[0], after.lstrip(' \t\r\n'))
        self._advance(end + 2)

    def _bad_reference(self, text, at):
        end = _re.compile(f'&(?:#(?:x[0-9a-fA-F]*|[0-9]*)|(?:{_NAME})?)').match(text, at).end()
        if end == len(text) and self._literal_at is None:
            raise _Stop
        self._fail(4, end)

    def _char(self, found):
        code = int(found[1]) if found[1] is not None and len(found[1]) < 10 else (
            int(found[2], 16) if found[2] is not None and len(found[2]) < 10 else 0x110000)
        if code > 0x10ffff or _bad_char.match(chr(code)):
            self._fail(14)
        return chr(code)

    def _refer(self, found, text):
        name = found[3]
        if name is None:
            return self._characters(self._char(found))
        if name in _PREDEFINED:
            return self._characters(_PREDEFINED[name])
        entity = self._entities.get(name)
        if entity is None:
            if self._has_doctype and self._external and not self._standalone:
                if self.SkippedEntityHandler is not None:
                    self._flush()
                    self.SkippedEntityHandler(name, 0)
                else:
                    self._default(found[0])
                return
            self._fail(11)
        if entity.notation is not None:
            self._fail(15)
        if entity.open:
            self._fail(12)
        if entity.value is None:
            if self.ExternalEntityRefHandler is None:
                return self._default(found[0])
            self._flush()
            if not self.ExternalEntityRefHandler(name, self._base, entity.system, entity.public):
                self._fail(21)
            return
        if self.DefaultHandler is not None and self.DefaultHandlerExpand is None:
            return self._default(found[0])
        self._expand(entity)

    def _pay(self, n):
        self._expanded += n
        total = self._direct + self._expanded
        if total > _ACTIVATION and total > _AMPLIFICATION * self._direct:
            self._fail(43)

    def _expand(self, entity):
        """The text of an entity in the place of a reference to it."""
        self._pay(len(entity.value))
        saved = self._text, self._at, self._literal_at
        place = self.CurrentLineNumber, self.CurrentColumnNumber, self.CurrentByteIndex
        depth = len(self._stack)
        self._deeper()
        entity.open = True
        self._text, self._at = entity.value, 0
        self._literal_at = place
        try:
            while self._at < len(self._text):
                self._content(self._text, True)
                self.CurrentLineNumber, self.CurrentColumnNumber, self.CurrentByteIndex = place
            if len(self._stack) != depth:
                self._fail(13)
        except _Stop:
            self._fail(13)
        finally:
            entity.open = False
            self._nested -= 1
            self._text, self._at, self._literal_at = saved

    _nested = 0

    def _deeper(self):
        self._nested += 1
        if self._nested > _DEEPEST:
            self._fail(43)

    # -- elements ----------------------------------------------------------------------------------------------------------------

    def _start(self, text):
        at = self._at
        found = _start_tag.match(text, at)
        if found is None:
            self._bad_tag(text, at)
        name, inside, empty = found[1], found[2], found[3]
        attributes = {}
        if inside:
            for one in _attribute.finditer(inside):
                key = one[1]
                if key in attributes:
                    self._fail(8, found.start(2) + one.start(1))
                value = one[2] if one[2] is not None else one[3]
                attributes[key] = self._value(value, found.start(2) + one.start(1))
        declared = self._attlists.get(name)
        if declared is not None:
            self._declared(declared, attributes)
        self._prolog = False
        spaces = 0
        shown = name
        if self._separator is not None:
            shown, attributes, spaces = self._resolve(name, attributes)
        self._stack.append((name, shown, spaces))
        if self.intern is not None:
            shown = self.intern.setdefault(shown, shown)
        given = attributes
        if self.ordered_attributes:
            given = [part for pair in attributes.items() for part in pair]
        self._call(self.StartElementHandler, found[0], shown, given)
        if empty:
            self._advance(found.end())
            self._close('' if self.EndElementHandler is None else found[0])
        else:
            self._advance(found.end())

    def _bad_tag(self, text, at):
        """Where a tag goes wrong, or that it goes on."""
        name = _name.match(text, at + 1)
        if name is None:
            self._fail(4, at + 1)
        i = name.end()
        one = _re.compile(f'[ \t\r\n]++{_NAME}[ \t\r\n]*+=[ \t\r\n]*+(?:"[^<"]*+"|\'[^<\']*+\')')
        while (found := one.match(text, i)) is not None:
            i = found.end()
        part = _re.compile(f'[ \t\r\n]*+(?:/|(?<=[ \t\r\n])(?:{_NAME})[ \t\r\n]*+(?:=[ \t\r\n]*+(?:"[^<"]*+|\'[^<\']*+)?)?)?')
        i = part.match(text, i).end()
        if i == len(text) and self._literal_at is None:
            raise _Stop
        self._fail(4, i)

    def _value(self, value, at=None):
        """An attribute's value: blanks are spaces, references are what they stand for."""
        bad = _bad_char.search(value)
        if bad is not None:
            self._fail(4, at)
        if '\n' in value or '\t' in value:
            value = value.replace('\n', ' ').replace('\t', ' ')
        if '&' not in value:
            return value
        out = []
        i = 0
        while True:
            j = value.find('&', i)
            if j < 0:
                out.append(value[i:])
                return ''.join(out)
            out.append(value[i:j])
            found = _reference.match(value, j)
            if found is None:
                self._fail(4, at)
            out.append(self._attribute_reference(found))
            i = found.end()

    def _attribute_reference(self, found):
        name = found[3]
        if name is None:
            return self._char(found)
        if name in _PREDEFINED:
            return _PREDEFINED[name]
        entity = self._entities.get(name)
        if entity is None:
            if self._has_doctype and self._external and not self._standalone:
                return ''
            self._fail(11)
        if entity.notation is not None:
            self._fail(15)
        if entity.value is None:
            self._fail(16)
        if entity.open:
            self._fail(12)
        if '<' in entity.value:
            self._fail(4)
        self._pay(len(entity.value))
        self._deeper()
        entity.open = True
        try:
            return self._value(entity.value)
        finally:
            entity.open = False
            self._nested -= 1

    def _declared(self, declared, attributes):
        """What the document type says of attributes: defaults, and which are no plain text."""
        for key, (kind, value) in declared.items():
            if key in attributes:
                if kind != 'CDATA':
                    attributes[key] = ' '.join(attributes[key].split(' ')).strip(' ') if '  ' not in attributes[key] \
                        else ' '.join(part for part in attributes[key].split(' ') if part)
            elif value is not None and not self.specified_attributes:
                attributes[key] = value

    def _resolve(self, name, attributes):
        made = {}
        for key, value in attributes.items():
            if key == 'xmlns':
                made[None] = value
            elif key.startswith('xmlns:'):
                prefix = key[6:]
                if prefix == 'xmlns':
                    self._fail(39)
                if (prefix == 'xml') != (value == _XML_NS):
                    self._fail(38 if prefix == 'xml' else 40)
                if not value:
                    self._fail(28)
                made[prefix] = value
        if made:
            self._spaces.append({**self._spaces[-1], **made})
            for prefix, value in made.items():
                if self.StartNamespaceDeclHandler is not None:
                    self._flush()
                    self.StartNamespaceDeclHandler(prefix, value or None)
        shown = {}
        for key, value in attributes.items():
            if key == 'xmlns' or key.startswith('xmlns:'):
                continue
            full = self._full(key, False) if ':' in key else key
            if full in shown:
                self._fail(8)
            shown[full] = value
        return self._full(name, True), shown, tuple(made)

    def _full(self, name, is_element):
        prefix, colon, local = name.partition(':')
        if not colon:
            prefix, local = None, name
            uri = self._spaces[-1].get(None) if is_element else None
        else:
            uri = self._spaces[-1].get(prefix)
            if not uri:
                self._fail(27)
            if ':' in local:
                self._fail(4)
        if not uri:
            return local
        full = f'{uri}{self._separator}{local}'
        if self.namespace_prefixes and prefix:
            full += f'{self._separator}{prefix}'
        return full

    def _end(self, text):
        at = self._at
        found = _end_tag.match(text, at)
        if found is None:
            name = _name.match(text, at + 2)
            if name is None:
                if at + 2 == len(text) and self._literal_at is None:
                    raise _Stop
                self._fail(4, at + 2)
            end = _space.match(text, name.end()).end()
            if end == len(text) and self._literal_at is None:
                raise _Stop
            self._fail(4, end)
        if self._stack[-1][0] != found[1]:
            self._fail(7, at + 2)
        self._close(found[0])
        self._advance(found.end())

    def _close(self, text):
        name, shown, spaces = self._stack.pop()
        self._call(self.EndElementHandler, text, shown)
        if spaces:
            self._spaces.pop()
            for prefix in reversed(spaces):
                if self.EndNamespaceDeclHandler is not None:
                    self._flush()
                    self.EndNamespaceDeclHandler(prefix)

    # -- the document type -----------------------------------------------------------------------------------------------------

    def _doctype(self):
        text, at = self._text, self._at
        tokens = []
        i = at
        inside = False
        while True:
            found = _doctype_tokens.match(text, i)
            if found is None or (found.end() == len(text) and found[0] != '>'):
                if i >= len(text) or found is not None or text[i] in '<"\'':
                    raise _Stop
                self._fail(4, i)
            token = found[0]
            tokens.append(token)
            i = found.end()
            if token == '[' and not inside:
                inside = True
                depth = 0
            elif inside:
                if token.startswith('<!') and not token.startswith('<!--'):
                    depth += 1
                elif token == '>':
                    depth -= 1
                elif token == ']' and depth == 0:
                    inside = False
            elif token == '>':
                break
        self._has_doctype = True
        if self.StartDoctypeDeclHandler is None and (self.DefaultHandlerExpand or self.DefaultHandler):
            for token in tokens:
                self._default(token)
        self._declare(text[at:i], i)
        self._advance(i)

    def _declare(self, whole, end):
        head = _re.compile(
            f'<!DOCTYPE[ \t\r\n]+({_NAME})(?:[ \t\r\n]+(?:SYSTEM[ \t\r\n]+{_literal}|PUBLIC[ \t\r\n]+{_literal}'
            f'[ \t\r\n]+{_literal}))?[ \t\r\n]*').match(whole)
        if head is None:
            self._fail(2, self._at + 9)
        system = next((g for g in (head[2], head[3], head[6], head[7]) if g is not None), None)
        public = next((g for g in (head[4], head[5]) if g is not None), None)
        if public is not None:
            public = ' '.join(public.split())
        rest = whole[head.end():]
        subset = rest.startswith('[')
        self._external = system is not None
        if system is not None and not self._standalone and self.NotStandaloneHandler is not None:
            if not self.NotStandaloneHandler():
                self._fail(22)
        if self.StartDoctypeDeclHandler is not None:
            self._flush()
            self.StartDoctypeDeclHandler(head[1], system, public, 1 if subset else 0)
        if subset:
            self._subset(rest[1:rest.rindex(']')])
        elif rest != '>':
            self._fail(2)
        if self.EndDoctypeDeclHandler is not None:
            self._flush()
            self.EndDoctypeDeclHandler()

    def _subset(self, text):
        i = 0
        while True:
            i = _space.match(text, i).end()
            if i >= len(text):
                return
            if text.startswith('<!--', i):
                end = text.find('-->', i + 4)
                if end < 0:
                    self._fail(4)
                if self.CommentHandler is not None:
                    self.CommentHandler(text[i + 4:end])
                i = end + 3
            elif text.startswith('<?', i):
                end = text.find('?>', i)
                name = _name.match(text, i + 2)
                if end < 0 or name is None:
                    self._fail(4)
                if self.ProcessingInstructionHandler is not None:
                    self.ProcessingInstructionHandler(name[0], text[name.end():end].lstrip(' \t\r\n'))
                i = end + 2
            elif text[i] == '%':
                found = _re.compile(f'%({_NAME});').match(text, i)
                if found is None:
                    self._fail(4)
                # Parameter entities are not read: what follows may be declared elsewhere.
                self._external = True
                if found[1] in self._parameters:
                    if self.NotStandaloneHandler is not None and not self._standalone:
                        if not self.NotStandaloneHandler():
                            self._fail(22)
                elif self.SkippedEntityHandler is not None:
                    self.SkippedEntityHandler(found[1], 1)
                i = found.end()
            else:
                found = _re.compile('<!([A-Z]+)[ \t\r\n]+((?:"[^"]*"|\'[^\']*\'|[^"\'>])*)>').match(text, i)
                reader = None if found is None else getattr(self, f'_declare_{found[1].lower()}', None)
                if reader is None:
                    self._fail(2)
                reader(found[2].rstrip(' \t\r\n'))
                i = found.end()

    def _identifiers(self, text):
        """`SYSTEM "s"` or `PUBLIC "p" "s"` at the start: system, public and the rest."""
        found = _re.compile(f'(?:SYSTEM[ \t\r\n]+{_literal}|PUBLIC[ \t\r\n]+{_literal}(?:[ \t\r\n]+{_literal})?)').match(text)
        if found is None:
            self._fail(2)
        parts = [next((g for g in pair if g is not None), None) for pair in
                 ((found[1], found[2], found[5], found[6]), (found[3], found[4]))]
        public = parts[1] if parts[1] is None else ' '.join(parts[1].split())
        return parts[0], public, text[found.end():].strip(' \t\r\n')

    def _declare_entity(self, text):
        found = _re.compile(f'(%[ \t\r\n]+)?({_NAME})[ \t\r\n]+').match(text)
        if found is None:
            self._fail(2)
        name, rest = found[2], text[found.end():]
        table = self._parameters if found[1] else self._entities
        literal = _re.compile(_literal).fullmatch(rest)
        if literal is not None:
            value = literal[1] if literal[1] is not None else literal[2]
            value = _reference.sub(lambda m: m[0] if m[3] is not None else self._char(m), value)
            entity = _Entity(value, None, None, None)
        else:
            system, public, after = self._identifiers(rest)
            notation = None
            if after:
                match = _re.compile(f'NDATA[ \t\r\n]+({_NAME})').fullmatch(after)
                if match is None or found[1]:
                    self._fail(2)
                notation = match[1]
            entity = _Entity(None, system, public, notation)
        if name in table:
            return
        table[name] = entity
        if entity.notation is not None and self.UnparsedEntityDeclHandler is not None:
            self.UnparsedEntityDeclHandler(name, self._base, entity.system, entity.public, entity.notation)
        elif self.EntityDeclHandler is not None:
            self.EntityDeclHandler(name, 1 if found[1] else 0, entity.value, self._base, entity.system, entity.public,
                                   entity.notation)

    def _declare_notation(self, text):
        found = _re.compile(f'({_NAME})[ \t\r\n]+').match(text)
        if found is None:
            self._fail(2)
        system, public, after = self._identifiers(text[found.end():])
        if self.NotationDeclHandler is not None:
            self.NotationDeclHandler(found[1], self._base, system, public)

    def _declare_attlist(self, text):
        name = _name.match(text)
        if name is None:
            self._fail(2)
        one = _re.compile(
            f'[ \t\r\n]+({_NAME})[ \t\r\n]+([A-Z]+(?:[ \t\r\n]+\\([^)]*\\))?|\\([^)]*\\))[ \t\r\n]+'
            f'(?:(#REQUIRED|#IMPLIED)|(#FIXED[ \t\r\n]+)?{_literal})')
        i = name.end()
        table = self._attlists.setdefault(name[0], {})
        while i < len(text):
            found = one.match(text, i)
            if found is None:
                self._fail(2)
            key, kind = found[1], ''.join(found[2].split())
            value = found[5] if found[5] is not None else found[6]
            if value is not None:
                value = self._value(value)
            if key not in table:
                table[key] = kind, value
                if self.AttlistDeclHandler is not None:
                    required = 1 if found[3] == '#REQUIRED' or found[4] else 0
                    self.AttlistDeclHandler(name[0], key, kind, value, required)
            i = found.end()

    def _declare_element(self, text):
        found = _re.compile(f'({_NAME})[ \t\r\n]+(.*)', _re.S).fullmatch(text)
        if found is None:
            self._fail(2)
        if self.ElementDeclHandler is not None:
            self.ElementDeclHandler(found[1], self._model(''.join(found[2].split())))

    _QUANTIFIERS = {'': 0, '?': 1, '*': 2, '+': 3}

    def _model(self, text):
        if text == 'EMPTY':
            return (1, 0, None, ())
        if text == 'ANY':
            return (2, 0, None, ())
        tokens = _re.findall(f'#PCDATA|{_NAME}|[(),|?*+]', text)
        if ''.join(tokens) != text or not tokens or tokens[0] != '(':
            self._fail(2)
        stack = []
        made = None
        for token in tokens:
            if token == '(':
                stack.append([6, []])
                if len(stack) > _DEEPEST:
                    self._fail(2)
            elif token in '?*+':
                if made is None:
                    self._fail(2)
                made[1] = self._QUANTIFIERS[token]
            elif token == '|':
                if not stack:
                    self._fail(2)
                stack[-1][0] = max(stack[-1][0], 5) if stack[-1][0] == 3 else 5
                if stack[-1][1] and stack[-1][1][0] is None:
                    stack[-1][0] = 3
            elif token == ')':
                if not stack:
                    self._fail(2)
                kind, children = stack.pop()
                if children and children[0] is None:
                    kind = 3
                    children = children[1:]
                made = [kind, 0, None, children]
                if stack:
                    stack[-1][1].append(made)
            elif token == '#PCDATA':
                stack[-1][1].append(None)
            elif token != ',':
                made = [4, 0, token, []]
                stack[-1][1].append(made)
        if stack:
            self._fail(2)
        return self._frozen(made)

    def _frozen(self, made):
        kind, quantifier, name, children = made
        return kind, quantifier, name, tuple([self._frozen(child) for child in children])

    # -- settings ------------------------------------------------------------------------------------------------------------------

    def SetBase(self, base, /):
        self._base = base

    def GetBase(self, /):
        return self._base

    def GetInputContext(self, /):
        return None

    def SetParamEntityParsing(self, flag, /):
        return 1 if flag in (0, 1, 2) else 0

    def UseForeignDTD(self, flag=True, /):
        if self._begun:
            self._fail(26)

    def SetReparseDeferralEnabled(self, enabled, /):
        self._deferral = bool(enabled)

    def GetReparseDeferralEnabled(self, /):
        return self._deferral

    def SetAllocTrackerActivationThreshold(self, threshold, /):
        pass

    def SetAllocTrackerMaximumAmplification(self, factor, /):
        pass

    def ExternalEntityParserCreate(self, context, encoding=None, /):
        made = xmlparser(encoding, self._separator, self.intern)
        for name in _HANDLERS:
            setattr(made, name, getattr(self, name))
        for name in ('buffer_text', 'ordered_attributes', 'specified_attributes', 'namespace_prefixes', '_entities',
                     '_parameters', '_attlists', '_has_doctype', '_external', '_standalone', '_spaces', '_base'):
            setattr(made, name, getattr(self, name))
        # Its content stands in an element of the document.
        made._fragment = True
        made._stack.append(('', '', ()))
        return made


XMLParserType = xmlparser


def ParserCreate(encoding=None, namespace_separator=None, intern=None):
    if encoding is not None and not isinstance(encoding, str):
        raise TypeError(f"ParserCreate() argument 'encoding' must be str or None, not {type(encoding).__name__}")
    if namespace_separator is not None:
        if not isinstance(namespace_separator, str):
            raise TypeError("ParserCreate() argument 'namespace_separator' must be str or None, not "
                            f'{type(namespace_separator).__name__}')
        if len(namespace_separator) > 1:
            raise ValueError('namespace_separator must be at most one character, omitted, or None')
    return xmlparser(encoding, namespace_separator, {} if intern is None else intern)
