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
