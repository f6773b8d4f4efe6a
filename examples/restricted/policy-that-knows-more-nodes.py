# An unknown kind of node is refused until a policy has a method for it.
import ast
from RestrictedPython import RestrictingNodeTransformer, compile_restricted_exec

class Matching(RestrictingNodeTransformer):
    visit_Match = visit_match_case = visit_MatchValue = visit_MatchAs = RestrictingNodeTransformer.visit_Pass

source = 'match x:\n    case 1: y = 1\n    case _: y = 2'
print(compile_restricted_exec(source).errors, compile_restricted_exec(source).warnings)
print(compile_restricted_exec(source, policy=Matching).errors)
print(compile_restricted_exec('match x:\n    case _x.y: z._a', policy=Matching).errors)
#> ('Line 1: Match statements are not allowed.',) ['Line 1: Match statement is not known to RestrictedPython']
#> ()
#> ('Line 2: "_x" is an invalid variable name because it starts with "_"', 'Line 2: "_a" is an invalid attribute name because it starts with "_".')
