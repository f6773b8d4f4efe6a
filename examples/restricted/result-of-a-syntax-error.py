# What is no Python is an error with the line and its text.
from RestrictedPython import compile_restricted_exec

for source in ('x = = 1', 'def f(:', 'x = (1', "'abc", 'if x:\npass', 'a\x00b'):
    print(compile_restricted_exec(source).errors)
#> ("Line 1: SyntaxError: invalid syntax at statement: 'x = = 1'",)
#> ("Line 1: SyntaxError: invalid syntax at statement: 'def f(:'",)
#> ("Line 1: SyntaxError: '(' was never closed at statement: 'x = (1'",)
#> ('Line 1: SyntaxError: unterminated string literal (detected at line 1) at statement: "\'abc"',)
#> ("Line 2: IndentationError: expected an indented block after 'if' statement on line 1 at statement: 'pass'",)
#> ('Line None: SyntaxError: source code string cannot contain null bytes at statement: None',)
