/** mappingproxy: a read-only view of a mapping. */
import { MappingProxyType } from './builtin-types.js';
import { PyObject, type PyValue, type Shape } from './object.js';

export class PyMappingProxy extends PyObject {
  constructor(
    shape: Shape,
    readonly mapping: PyValue,
  ) {
    super(shape);
  }
}

export function mappingProxy(mapping: PyValue): PyMappingProxy {
  return new PyMappingProxy(MappingProxyType.root, mapping);
}
