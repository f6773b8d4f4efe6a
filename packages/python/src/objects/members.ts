/**
 * Attributes of built-in classes that are fields of a C struct in CPython: their descriptors are `member_descriptor`s, all
 * others `getset_descriptor`s (what `inspect.ismemberdescriptor` tells, and the words that refuse to set one).
 */
const MEMBERS = new Map<string, ReadonlySet<string>>(
  (
    [
      ['AttributeError', 'name obj'],
      ['BaseException', '__suppress_context__'],
      ['BaseExceptionGroup', 'exceptions message'],
      ['DirEntry', 'name path'],
      ['GenericAlias', '__args__ __origin__ __unpacked__'],
      ['ImportError', 'msg name name_from path'],
      ['Match', 'endpos pos re string'],
      ['NameError', 'name'],
      ['OSError', 'errno filename filename2 strerror'],
      ['Pattern', 'flags groups pattern'],
      ['ReferenceType', '__callback__'],
      ['SimpleNamespace', '__dict__'],
      ['StopIteration', 'value'],
      ['SyntaxError', '_metadata end_lineno end_offset filename lineno msg offset print_file_and_line text'],
      ['SystemExit', 'code'],
      ['UnicodeDecodeError', 'encoding end object reason start'],
      ['UnicodeEncodeError', 'encoding end object reason start'],
      ['UnicodeTranslateError', 'encoding end object reason start'],
      ['async_generator', 'ag_running'],
      ['builtin_function_or_method', '__module__'],
      ['classmethod', '__func__ __wrapped__'],
      ['classmethod_descriptor', '__name__ __objclass__'],
      [
        'code',
        'co_argcount co_consts co_exceptiontable co_filename co_firstlineno co_flags co_kwonlyargcount co_linetable co_name co_names co_nlocals co_posonlyargcount co_qualname co_stacksize',
      ],
      ['complex', 'imag real'],
      ['coroutine', 'cr_origin'],
      ['defaultdict', 'default_factory'],
      ['frame', 'f_trace_lines'],
      ['function', '__builtins__ __closure__ __doc__ __globals__ __module__'],
      ['getset_descriptor', '__name__ __objclass__'],
      ['member_descriptor', '__name__ __objclass__'],
      ['method', '__func__ __self__'],
      ['method-wrapper', '__self__'],
      ['method_descriptor', '__name__ __objclass__'],
      ['module', '__dict__'],
      ['partial', 'args func keywords'],
      ['property', '__doc__ fdel fget fset'],
      ['range', 'start step stop'],
      ['slice', 'start step stop'],
      ['staticmethod', '__func__ __wrapped__'],
      ['super', '__self__ __self_class__ __thisclass__'],
      ['traceback', 'tb_frame tb_lasti'],
      ['type', '__base__ __basicsize__ __dictoffset__ __flags__ __itemsize__ __weakrefoffset__'],
      ['wrapper_descriptor', '__name__ __objclass__'],
    ] as const
  ).map(([cls, names]) => [cls, new Set(names.split(' '))]),
);

export const isMember = (cls: string, name: string): boolean => MEMBERS.get(cls)?.has(name) === true;
