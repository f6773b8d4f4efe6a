"""The interface of RestrictedPython: programs in a part of Python, whose host sees to what they reach."""
from RestrictedPython.compile import (
    CompileResult,
    compile_restricted,
    compile_restricted_eval,
    compile_restricted_exec,
    compile_restricted_function,
    compile_restricted_single,
)
from RestrictedPython.Eval import RestrictionCapableEval
from RestrictedPython.Guards import safe_builtins, safe_globals
from RestrictedPython.Limits import limited_builtins
from RestrictedPython.PrintCollector import PrintCollector
from RestrictedPython.transformer import RestrictingNodeTransformer
from RestrictedPython.Utilities import utility_builtins
