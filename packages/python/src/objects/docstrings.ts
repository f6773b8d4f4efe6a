/**
 * Docstrings of built-in functions, in our own words: one sentence each, for those whose table gives none. By qualified
 * name; a name alone stands for the methods of that name of all classes.
 */
const TEXT = `
module math|Mathematical functions of real numbers, as C and IEEE 754 have them.
module cmath|Mathematical functions of complex numbers.
module time|Clocks, calendar times and waiting.
module sys|The interpreter itself: its parameters, its state and its hooks.
module gc|The collection of objects that nothing reaches.
module atexit|Functions to be called when the program ends.
module errno|The numbers of the system's errors, by name.
class int|An integer of any size.
class bool|The two truth values, True and False, which are integers too.
class float|A floating-point number of double precision.
class complex|A complex number: a real and an imaginary part.
class str|Text: an immutable sequence of Unicode code points.
class bytes|An immutable sequence of bytes.
class bytearray|A mutable sequence of bytes.
class memoryview|A window on the bytes of another object.
class BaseException|The base of all exceptions.
class BaseExceptionGroup|Several exceptions that are raised as one.
class Exception|The base of all exceptions that do not end the program by themselves.
class ArithmeticError|The base of errors in arithmetic.
class FloatingPointError|A floating-point operation has failed.
class OverflowError|A result is too large for its representation.
class ZeroDivisionError|A division or a remainder by zero.
class AssertionError|An assert statement has failed.
class AttributeError|There is no such attribute, or it cannot be set.
class BufferError|A buffer cannot be given or changed as asked.
class EOFError|The input ended where more was wanted.
class ImportError|A module, or a name of one, cannot be imported.
class ModuleNotFoundError|There is no such module.
class LookupError|The base of errors in looking something up.
class IndexError|An index is beyond the ends of a sequence.
class KeyError|A mapping has no such key.
class MemoryError|There is no memory left for this.
class NameError|No such name in any scope.
class UnboundLocalError|A local name is used before it has a value.
class OSError|A call of the system has failed.
class BlockingIOError|The operation would wait, and may not.
class ChildProcessError|An operation on a child process has failed.
class ConnectionError|The base of errors of connections.
class BrokenPipeError|Nobody reads at the other end.
class ConnectionAbortedError|The connection was given up.
class ConnectionRefusedError|The other side refused the connection.
class ConnectionResetError|The other side broke the connection off.
class FileExistsError|The file is there already.
class FileNotFoundError|There is no such file.
class InterruptedError|A signal interrupted the call.
class IsADirectoryError|It is a directory.
class NotADirectoryError|It is no directory.
class PermissionError|This is not allowed.
class ProcessLookupError|There is no such process.
class TimeoutError|It took too long.
class ReferenceError|A weak proxy was used whose object is gone.
class RuntimeError|An error of no class of its own.
class NotImplementedError|A method that subclasses have to provide.
class RecursionError|Calls are nested too deeply.
class PythonFinalizationError|The interpreter is ending.
class StopIteration|An iterator has no more values.
class StopAsyncIteration|An asynchronous iterator has no more values.
class SyntaxError|The text is not Python.
class IndentationError|The indentation is wrong.
class TabError|Tabs and spaces are mixed in indentation.
class SystemError|An error within the interpreter.
class SystemExit|The program asks for its end.
class TypeError|A value is of the wrong class for this.
class ValueError|A value of the right class is not one that fits.
class UnicodeError|The base of errors in encoding and decoding.
class UnicodeDecodeError|Bytes that cannot be decoded.
class UnicodeEncodeError|Text that cannot be encoded.
class UnicodeTranslateError|Text that cannot be translated.
class GeneratorExit|A generator is being closed.
class KeyboardInterrupt|The user interrupted the program.
class Warning|The base of categories of warnings.
class BytesWarning|Warns of bytes that are taken for text.
class DeprecationWarning|Warns developers of what will go away.
class EncodingWarning|Warns of encodings that depend on the place.
class FutureWarning|Warns users of what will change.
class ImportWarning|Warns of probable mistakes in imports.
class PendingDeprecationWarning|Warns of what may go away some day.
class ResourceWarning|Warns of resources that were not closed.
class RuntimeWarning|Warns of doubtful behaviour at run time.
class SyntaxWarning|Warns of doubtful syntax.
class UnicodeWarning|Warns of doubtful use of Unicode.
class UserWarning|Warnings of programs themselves.
abs|The size of a number, without its sign.
aiter|The asynchronous iterator of an asynchronous iterable.
all|Whether every item of an iterable is true.
anext|An awaitable for the next value of an asynchronous iterator.
any|Whether some item of an iterable is true.
ascii|The repr of an object, with what is not ASCII escaped.
bin|An integer's binary digits, as text that starts with 0b.
breakpoint|Call the hook for debuggers, sys.breakpointhook.
callable|Whether an object can be called.
chr|The character of a code point.
compile|Make a code object of source text or a syntax tree.
delattr|Take the named attribute from an object.
dir|The sorted names in the current scope, or those of an object's attributes.
divmod|Quotient and remainder of two numbers, as a tuple.
eval|The value of an expression that is given as text or code.
exec|Run statements that are given as text or code.
format|An object as text, by a format specification.
getattr|The named attribute of an object, or the default where it has none.
globals|The namespace of the current module.
hasattr|Whether an object has an attribute of this name.
hash|The hash of an object; equal objects have equal ones.
hex|An integer's hexadecimal digits, as text that starts with 0x.
id|The identity of an object: no two have the same at one time.
input|Read a line of text, without its end, after showing a prompt.
isinstance|Whether an object is an instance of a class, or of one of a tuple of classes.
issubclass|Whether a class derives from another, or from one of a tuple of classes.
iter|An iterator over an iterable, or over the results of a callable until a sentinel comes.
len|How many items a container has.
locals|The names of the current scope and their values.
max|The largest of the arguments, or of the items of an iterable.
min|The smallest of the arguments, or of the items of an iterable.
next|The next item of an iterator, or the default where there is none.
oct|An integer's octal digits, as text that starts with 0o.
open|Open a file and give a stream on it.
ord|The code point of a character.
pow|A number raised to a power, modulo a third number if that is given.
print|Write values as text to a stream, with separators between them and an end.
repr|An object as text for developers.
round|A number rounded to so many decimal digits, half to even.
setattr|Give an object an attribute of this name.
sorted|A new list of the items of an iterable, in ascending order.
sum|The total of a start value and the items of an iterable.
vars|The namespace of an object, or the local names.
__import__|What the import statement calls.
__build_class__|What the class statement calls.
math.acos|Arc cosine, in radians.
math.acosh|Inverse hyperbolic cosine.
math.asin|Arc sine, in radians.
math.asinh|Inverse hyperbolic sine.
math.atan|Arc tangent, in radians.
math.atan2|The angle, in radians, of the point (x, y) as seen from the origin.
math.atanh|Inverse hyperbolic tangent.
math.cbrt|Cube root.
math.ceil|The smallest integer that is not below x.
math.comb|In how many ways k items can be chosen of n, in any order.
math.copysign|The size of x with the sign of y.
math.cos|Cosine of an angle in radians.
math.cosh|Hyperbolic cosine.
math.degrees|An angle in radians, in degrees.
math.dist|How far two points lie apart.
math.erf|The error function.
math.erfc|One less the error function.
math.exp|e to the power of x.
math.exp2|2 to the power of x.
math.expm1|e to the power of x, less one, exact for small x.
math.fabs|The size of a number, as a float.
math.factorial|The product of all integers from 1 to n.
math.floor|The largest integer that is not above x.
math.fma|x times y plus z, rounded once.
math.fmod|Remainder with the sign of x, as C computes it.
math.frexp|Mantissa and exponent of a float: x is m times 2 to the power of e.
math.fsum|An exactly rounded sum of floats.
math.gamma|The gamma function.
math.gcd|The greatest common divisor.
math.hypot|The length of the vector with these coordinates.
math.isclose|Whether two numbers are nearly equal, by a relative or an absolute tolerance.
math.isfinite|Whether a number is neither infinite nor NaN.
math.isinf|Whether a number is infinite.
math.isnan|Whether a number is NaN.
math.isqrt|The integer part of the square root of an integer.
math.lcm|The least common multiple.
math.ldexp|x times 2 to the power of i.
math.lgamma|Natural logarithm of the size of the gamma function.
math.log|Logarithm to a base, which is e unless it is given.
math.log10|Logarithm to base 10.
math.log1p|Natural logarithm of 1 + x, exact for small x.
math.log2|Logarithm to base 2.
math.modf|Fractional and integer part of a number, both as floats.
math.nextafter|The float that comes so many steps after x towards y.
math.perm|In how many ways k items can be chosen of n, in order.
math.pow|x to the power of y, as floats.
math.prod|The product of a start value and the items of an iterable.
math.radians|An angle in degrees, in radians.
math.remainder|x less the nearest multiple of y, by IEEE 754.
math.sin|Sine of an angle in radians.
math.sinh|Hyperbolic sine.
math.sqrt|Square root.
math.sumprod|The sum of the products of two iterables' items.
math.tan|Tangent of an angle in radians.
math.tanh|Hyperbolic tangent.
math.trunc|The integer part of a number.
math.ulp|The value of a float's least significant bit.
time.asctime|A time tuple as text of fixed form.
time.ctime|Seconds since the epoch as text of fixed form, in local time.
time.get_clock_info|What is known of a clock.
time.gmtime|Seconds since the epoch as a time tuple in UTC.
time.localtime|Seconds since the epoch as a time tuple in local time.
time.mktime|A time tuple in local time as seconds since the epoch.
time.monotonic|Seconds of a clock that never goes back.
time.monotonic_ns|Nanoseconds of a clock that never goes back.
time.perf_counter|Seconds of the clock for measuring short times.
time.perf_counter_ns|Nanoseconds of the clock for measuring short times.
time.process_time|Seconds of computing of this program.
time.process_time_ns|Nanoseconds of computing of this program.
time.sleep|Wait so many seconds.
time.strftime|A time tuple as text by a format.
time.strptime|A time tuple from text by a format.
time.time|Seconds since the epoch.
time.time_ns|Nanoseconds since the epoch.
itertools.tee|Several iterators over one iterable, independent of each other.
sys.exit|End the program by SystemExit.
sys.getrecursionlimit|How many calls may be nested.
sys.setrecursionlimit|Set how many calls may be nested.
sys.getsizeof|Bytes that an object takes.
sys.intern|The one str object that stands for all equal ones.
sys.exc_info|Class, value and traceback of the exception being handled.
sys.exception|The exception being handled.
sys.getrefcount|A count of references; nothing counts them here.
sys.displayhook|Show the value of an expression at the prompt.
sys.excepthook|Show an exception that nothing has caught.
sys.addaudithook|Add a function that hears of audit events.
sys.audit|Raise an audit event.
capitalize|A copy with the first character in title case and the rest in lower case.
casefold|A copy for comparing without regard to case.
center|A copy in the middle of so many characters.
count|How often a part occurs, without overlaps.
encode|The text as bytes in an encoding.
decode|The bytes as text in an encoding.
endswith|Whether it ends with a suffix, or with one of a tuple.
expandtabs|A copy with spaces in place of tabs.
find|The lowest index of a part, or -1.
str.format|The text with its replacement fields filled in.
format_map|The text with its replacement fields filled in from a mapping.
index|The lowest index of a part or an item; an error where there is none.
isalnum|Whether there is something, and all of it letters or digits.
isalpha|Whether there is something, and all of it letters.
isascii|Whether all of it is ASCII.
isdecimal|Whether there is something, and all of it decimal digits.
isdigit|Whether there is something, and all of it digits.
isidentifier|Whether it could be a name in Python.
islower|Whether there are letters with case, all of them lower.
isnumeric|Whether there is something, and all of it numeric.
isprintable|Whether all of it can be printed.
isspace|Whether there is something, and all of it white space.
istitle|Whether there are words, each in title case.
isupper|Whether there are letters with case, all of them upper.
join|All parts of an iterable with this between them.
ljust|A copy at the left of so many characters.
lower|A copy in lower case.
lstrip|A copy without leading white space, or without the given characters.
partition|What comes before a separator, the separator, and the rest.
removeprefix|A copy without a prefix, if it has it.
removesuffix|A copy without a suffix, if it has it.
replace|A copy with a part replaced by another, everywhere or so many times.
rfind|The highest index of a part, or -1.
rindex|The highest index of a part; an error where there is none.
rjust|A copy at the right of so many characters.
rpartition|What comes before the last separator, the separator, and the rest.
rsplit|The parts between separators, split from the right.
rstrip|A copy without trailing white space, or without the given characters.
split|The parts between separators, or between runs of white space.
splitlines|The lines, with or without their ends.
startswith|Whether it starts with a prefix, or with one of a tuple.
strip|A copy without white space around it, or without the given characters.
swapcase|A copy with upper and lower case swapped.
title|A copy with each word in title case.
translate|A copy with each character replaced by a table.
upper|A copy in upper case.
zfill|A copy with zeros on the left, after a sign.
conjugate|The complex conjugate.
bit_length|How many bits the number takes in binary.
bit_count|How many ones are in the binary digits of the number's size.
as_integer_ratio|Two integers whose quotient is the number.
is_integer|Whether the number is an integer.
to_bytes|The integer as bytes.
from_bytes|The integer that these bytes stand for.
from_number|A number of this class from another number.
fromhex|An object of this class from hexadecimal digits.
hex|The value in hexadecimal digits.
add_note|Add a line to what is shown with the exception.
with_traceback|Set the traceback and give the exception back.
append|Add one item at the end.
extend|Add all items of an iterable at the end.
insert|Insert an item before an index.
remove|Remove the first item that is equal to a value.
reverse|Reverse the order of the items, in place.
clear|Remove all items.
copy|A shallow copy.
pop|Remove an item and give it back.
__init__|Set up a new instance.
__new__|Make an instance of a class.
_operator.add|a + b
_operator.and_|a & b
_operator.concat|a + b, of sequences
_operator.contains|b in a
_operator.eq|a == b
_operator.floordiv|a // b
_operator.ge|a >= b
_operator.getitem|a[b]
_operator.gt|a > b
_operator.iadd|a += b
_operator.iand|a &= b
_operator.iconcat|a += b, of sequences
_operator.ifloordiv|a //= b
_operator.ilshift|a <<= b
_operator.imatmul|a @= b
_operator.imod|a %= b
_operator.imul|a *= b
_operator.index|a as an exact integer
_operator.inv|~a
_operator.invert|~a
_operator.ior|a |= b
_operator.ipow|a **= b
_operator.irshift|a >>= b
_operator.is_|a is b
_operator.is_not|a is not b
_operator.is_none|a is None
_operator.is_not_none|a is not None
_operator.isub|a -= b
_operator.itruediv|a /= b
_operator.ixor|a ^= b
_operator.le|a <= b
_operator.lshift|a << b
_operator.lt|a < b
_operator.matmul|a @ b
_operator.mod|a % b
_operator.mul|a * b
_operator.ne|a != b
_operator.neg|-a
_operator.not_|not a
_operator.or_|a | b
_operator.pos|+a
_operator.pow|a ** b
_operator.rshift|a >> b
_operator.setitem|a[b] = c
_operator.delitem|del a[b]
_operator.sub|a - b
_operator.truediv|a / b
_operator.truth|Whether a is true.
_operator.xor|a ^ b
_operator.abs|abs(a)
_operator.call|obj(*args, **kwargs)
_operator.countOf|How often b occurs in a.
_operator.indexOf|Where b first occurs in a.
_operator.length_hint|About how many items an iterator still gives.
_heapq.heapify|Make a list a heap, in place.
_heapq.heappop|Take the smallest item out of a heap.
_heapq.heappush|Put an item into a heap.
_heapq.heappushpop|Put an item into a heap, then take the smallest out.
_heapq.heapreplace|Take the smallest item out of a heap, then put one in.
_heapq.heapify_max|Make a list a heap with the largest item first, in place.
_heapq.heappop_max|Take the largest item out of such a heap.
_heapq.heappush_max|Put an item into such a heap.
_heapq.heappushpop_max|Put an item into such a heap, then take the largest out.
_heapq.heapreplace_max|Take the largest item out of such a heap, then put one in.
class accumulate|What a sum, or another function of two, comes to item after item.
class batched|Tuples of so many items, the last one perhaps shorter.
class chain|The items of the first iterable, then those of the next.
class combinations|All choices of so many items, each position at most once.
class combinations_with_replacement|All choices of so many items, with repetitions.
class compress|The items whose selectors are true.
class count|Numbers without end, from a start by a step.
class cycle|The items again and again.
class dropwhile|The items from the first for which the predicate is false.
class filterfalse|The items for which the predicate is false.
class groupby|Neighbours with the same key, as pairs of key and group.
class islice|Items by position: start, stop, step.
class pairwise|Each item with the next.
class permutations|All orders of so many items.
class product|All tuples of one item of each iterable.
class repeat|The same object, for ever or so many times.
class starmap|The function called with each tuple of arguments.
class takewhile|The items up to the first for which the predicate is false.
class zip_longest|Items side by side until the longest iterable ends.
gc.collect|Look for what nothing reaches, finalize it, and say how much it was.
gc.disable|No collection of its own accord.
gc.enable|Collections of their own accord again.
gc.isenabled|Whether collections come of their own accord.
gc.freeze|Let what lives now be left out of collections.
gc.unfreeze|Take back freeze().
gc.get_freeze_count|How much freeze() left out.
gc.get_count|Counters of the generations.
gc.get_debug|The debugging flags.
gc.set_debug|Set the debugging flags.
gc.get_objects|Objects that are collected.
gc.get_referents|Objects to which these refer directly.
gc.get_referrers|Objects that refer directly to these.
gc.get_stats|Figures of each generation.
gc.get_threshold|Thresholds of the generations.
gc.set_threshold|Set thresholds of the generations.
gc.is_finalized|Whether the object was finalized.
gc.is_tracked|Whether the object is one that collections look at.
_struct.calcsize|How many bytes a format takes.
_struct.pack|Values as bytes, by a format.
_struct.pack_into|Write values into a buffer, by a format.
_struct.unpack|The values in a buffer of just that size, by a format.
_struct.unpack_from|The values in a buffer from an offset on, by a format.
_struct.iter_unpack|The values of one record after another, by a format.
_struct._clearcache|Forget compiled formats.
sys._clear_internal_caches|Forget what only makes things faster.
sys._clear_type_cache|Forget looked-up attributes of classes.
sys._getframe|The frame of the caller, or one so many calls above it.
sys._getframemodulename|The name of the module of a frame on the stack.
sys._is_gil_enabled|Whether one thread runs at a time.
sys._is_interned|Whether a string is interned.
sys.breakpointhook|What breakpoint() calls.
sys.call_tracing|Call a function with a tuple of arguments.
sys.get_asyncgen_hooks|What is called for new asynchronous generators and abandoned ones.
sys.set_asyncgen_hooks|Set what is called for new asynchronous generators and abandoned ones.
sys.get_coroutine_origin_tracking_depth|How many frames are remembered of where a coroutine was made.
sys.set_coroutine_origin_tracking_depth|Set how many frames are remembered of where a coroutine was made.
sys.get_int_max_str_digits|The most digits of an integer that is converted from or to text.
sys.set_int_max_str_digits|Set the most digits of an integer that is converted from or to text.
sys.getallocatedblocks|How many blocks of memory are in use.
sys.getdefaultencoding|The encoding that strings use by default.
sys.getfilesystemencoding|The encoding of names of files.
sys.getfilesystemencodeerrors|What is done with names of files that cannot be encoded.
sys.getprofile|The profiling function.
sys.setprofile|Set the profiling function.
sys.gettrace|The tracing function.
sys.settrace|Set the tracing function.
sys._setprofileallthreads|Set the profiling function of all threads.
sys._settraceallthreads|Set the tracing function of all threads.
sys.getswitchinterval|Seconds after which another thread goes on.
sys.setswitchinterval|Set the seconds after which another thread goes on.
sys.getunicodeinternedsize|How many strings are interned.
sys.is_finalizing|Whether the interpreter is ending.
sys.is_stack_trampoline_active|Whether a profiler of the system is told what runs.
sys.unraisablehook|What is called for exceptions that nobody can catch.
posix.access|Whether a file may be used in a way.
posix.chdir|Make a folder the current one.
posix.chmod|Change the permissions of a file.
posix.close|Close a file descriptor.
posix.fdatasync|Let what was written reach the disk.
posix.fstat|What is known of an open file.
posix.fsync|Let what was written reach the disk.
posix.ftruncate|Cut an open file to a length.
posix.get_inheritable|Whether child processes get a descriptor.
posix.isatty|Whether a descriptor is of a terminal.
posix.listdir|The names in a folder.
posix.lseek|Move the position in an open file.
posix.lstat|What is known of a file, or of a link itself.
posix.mkdir|Make a folder.
posix.open|Open a file: its descriptor.
posix.pread|Read bytes from a place in an open file.
posix.pwrite|Write bytes at a place in an open file.
posix.read|Read bytes from a descriptor.
posix.readinto|Read bytes from a descriptor into a buffer.
posix.readlink|Where a link leads.
posix.remove|Delete a file.
posix.rename|Give a file another name.
posix.replace|Give a file another name, in the place of what has it.
posix.rmdir|Delete an empty folder.
posix.scandir|The entries of a folder, one after another.
posix.stat|What is known of a file.
posix.symlink|Make a link.
posix.truncate|Cut a file to a length.
posix.umask|Set which permissions new files do not get; the ones before.
posix.unlink|Delete a file.
posix.utime|Set the times of a file.
posix.write|Write bytes to a descriptor.
_socket.close|Close a socket by its number.
_socket.dup|Another number for a socket.
_socket.getdefaulttimeout|Seconds that new sockets wait at most, or None.
_socket.setdefaulttimeout|Set the seconds that new sockets wait at most.
_socket.gethostbyaddr|The names and addresses of a host.
_socket.gethostbyname|The address of a host.
_socket.gethostbyname_ex|The name, aliases and addresses of a host.
_socket.gethostname|The name of this host.
_socket.getnameinfo|Host and port of an address as text.
_socket.getprotobyname|The number of a protocol.
_socket.getservbyname|The port of a service.
_socket.getservbyport|The service of a port.
_socket.htonl|32 bits from this machine's order to the network's.
_socket.htons|16 bits from this machine's order to the network's.
_socket.ntohl|32 bits from the network's order to this machine's.
_socket.ntohs|16 bits from the network's order to this machine's.
_socket.inet_aton|The bytes of an IPv4 address.
_socket.inet_ntoa|The text of an IPv4 address.
_socket.inet_pton|The bytes of an address of a family.
_socket.inet_ntop|The text of an address of a family.
_codecs.decode|Decode with the codec of an encoding.
_codecs.encode|Encode with the codec of an encoding.
_codecs.lookup|The codec of an encoding.
_codecs.lookup_error|What handles errors under a name.
_codecs.register|Add a function that finds codecs.
_codecs.register_error|Give a handler of errors a name.
_codecs.unregister|Take away a function that finds codecs.
zlib.adler32|The Adler-32 checksum of bytes.
zlib.crc32|The CRC-32 checksum of bytes.
__repr__|repr(self)
__str__|str(self)
__hash__|hash(self)
__len__|len(self)
__iter__|iter(self)
__next__|next(self)
__contains__|key in self
__getitem__|self[key]
__setitem__|Set self[key].
__delitem__|Delete self[key].
__lt__|self < value
__le__|self <= value
__eq__|self == value
__ne__|self != value
__gt__|self > value
__ge__|self >= value
__add__|self + value
__radd__|value + self
__iadd__|self += value
__sub__|self - value
__rsub__|value - self
__mul__|self * value
__rmul__|value * self
__imul__|self *= value
__truediv__|self / value
__rtruediv__|value / self
__floordiv__|self // value
__rfloordiv__|value // self
__mod__|self % value
__rmod__|value % self
__divmod__|divmod(self, value)
__rdivmod__|divmod(value, self)
__pow__|pow(self, value, mod)
__rpow__|pow(value, self, mod)
__and__|self & value
__rand__|value & self
__or__|self | value
__ror__|value | self
__xor__|self ^ value
__rxor__|value ^ self
__lshift__|self << value
__rlshift__|value << self
__rshift__|self >> value
__rrshift__|value >> self
__neg__|-self
__pos__|+self
__invert__|~self
__abs__|abs(self)
__bool__|Whether the value is true.
__int__|int(self)
__float__|float(self)
__index__|The integer that this stands for.
__round__|The number rounded to so many digits.
__trunc__|The integer part.
__floor__|The largest integer that is not above.
__ceil__|The smallest integer that is not below.
__format__|The value as text, by a format specification.
__sizeof__|Bytes in memory.
__reduce__|How pickle makes it again.
__call__|Call it.
`;

const table = new Map(
  TEXT.trim()
    .split('\n')
    .map((line) => {
      const at = line.indexOf('|');
      return [line.slice(0, at), line.slice(at + 1)] as const;
    }),
);

/** The docstring of a function by its qualified name, of `class X` or of `module x`; null: there is none. */
export function docOf(what: string): string | null {
  return table.get(what) ?? null;
}

/** The docstring of a method: its own, or that of all methods of its name. */
export function methodDoc(name: string, qualname: string): string | null {
  return table.get(qualname) ?? table.get(name) ?? null;
}
