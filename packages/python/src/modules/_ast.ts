/** `_ast`: the node classes and the flags of compile(). */

import { astTypes } from '../builtins/ast-types.js';
import { defineModule } from '../objects/define.js';

defineModule('_ast', {
  types: [...astTypes.values()],
  values: () => [
    ['PyCF_ALLOW_TOP_LEVEL_AWAIT', 0x2000],
    ['PyCF_ONLY_AST', 0x400],
    ['PyCF_OPTIMIZED_AST', 0x8400],
    ['PyCF_TYPE_COMMENTS', 0x1000],
  ],
});
