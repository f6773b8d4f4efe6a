/**
 * The classes that imports leave behind in modules: ModuleSpec, the cell's own finders and loaders. The import system
 * itself is library/importing.py; here is what it asks of tables and powers.
 */

import { sourceText } from '../builtins/code.js';
import { STDLIB_MODULES } from '../builtins/stdlib-modules.js';
import { exactInt, sysModule } from '../builtins/support.js';
import { importDecisions, isGenuine } from '../machine/import-decisions.js';
import type { Machine } from '../machine/machine.js';
import { dropPrepared, importRecorders, takePrepared } from '../machine/prepared-imports.js';
import { library } from '../machine/provider.js';
import { isImportedElsewhere, noteImport } from '../machine/threads.js';
import { ListType, newBuiltinType, ObjectType, tuple, typeOf } from '../objects/builtin-types.js';
import type { PyBytes } from '../objects/bytes.js';
import type { PyCode } from '../objects/code.js';
import { defineIntrinsics, defineModule, defineType, moduleTable } from '../objects/define.js';
import { PyRaise } from '../objects/errors.js';
import { ImportErrorType, newException, typeError } from '../objects/exception-types.js';
import type { PyModule } from '../objects/function.js';
import { PyInstance, PyObject, type PyType, type PyValue, type R, type Shape } from '../objects/object.js';
import { PyList, PyTuple } from '../objects/sequence.js';
import { fromJS } from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';
import type { FoundSource } from '../powers.js';
import { setOwnAttribute } from '../protocols/attributes.js';
import { setField } from '../types/exceptions.js';
import { dictGet, dictSet } from '../types/object.js';
import { rememberSharedSource } from '../types/source-cache.js';
import { textOf } from '../types/type-names.js';
import { absentReason } from './absent.js';
import { classicPart, isClassicModule, libraryModuleCode, libraryModuleSource } from './library-modules.js';
import { isStandardFolder, standardModule, standardModuleCode } from './standard-library.js';

const FLAGS = { hasDict: true, hasWeakref: true };

/** `importlib.machinery.ModuleSpec` (PEP 451). */
export const ModuleSpecType = newBuiltinType('_frozen_importlib.ModuleSpec', ObjectType, FLAGS);
export const BuiltinImporterType = newBuiltinType('_frozen_importlib.BuiltinImporter', ObjectType, FLAGS);
export const FrozenImporterType = newBuiltinType('_frozen_importlib.FrozenImporter', ObjectType, FLAGS);
export const PathFinderType = newBuiltinType('_frozen_importlib_external.PathFinder', ObjectType, FLAGS);
export const SourceFileLoaderType = newBuiltinType('_frozen_importlib_external.SourceFileLoader', ObjectType, FLAGS);

/** Loader of one source module that the cell's finder knows. */
export class PySourceLoader extends PyObject {
  slotted: (PyValue | undefined)[] | null = null;
  constructor(
    shape: Shape,
    readonly name: PyValue,
    readonly path: PyValue,
  ) {
    super(shape);
  }
}

// -- specs -------------------------------------------------------------------------------------------------------------------

export class PyModuleSpec extends PyInstance {}

function initSpec(
  vm: VM,
  self: PyModuleSpec,
  name: PyValue,
  loader: PyValue,
  origin?: PyValue,
  loaderState?: PyValue,
  isPackage?: PyValue,
): void {
  const values: [string, PyValue][] = [
    ['name', name],
    ['loader', loader],
    ['origin', origin ?? null],
    ['loader_state', loaderState ?? null],
    ['submodule_search_locations', isPackage === true ? newList([]) : null],
    ['_uninitialized_submodules', newList([])],
    ['_uninitialized_submodules', newList([])],
    ['_set_fileattr', false],
    ['_cached', null],
  ];
  for (const [k, v] of values) setOwnAttribute(vm, self, k, v);
}

function newList(items: PyValue[]): PyValue {
  return new PyList(ListType.root, items);
}

defineType(ModuleSpecType, {
  new: [
    '($type, *args, **kwargs)',
    null,
    (vm: VM, cls: PyType) => {
      vm.alloc(600);
      return new PyModuleSpec(cls.root);
    },
  ],
  methods: {
    __init__: ['($self, /, name, loader, *, origin=None, loader_state=None, is_package=None)', null, initSpec],
    __repr__: ['($self, /)', null, (vm: VM, self: PyModuleSpec) => vm.lib('spec_repr', [self])],
    __eq__: [
      '($self, value, /)',
      null,
      (vm: VM, self: PyModuleSpec, other: PyValue) => vm.lib('spec_equal', [self, other]),
    ],
  },
  getset: {
    __dict__: { get: dictGet, set: dictSet },
    parent: { get: (vm, self: PyModuleSpec) => vm.lib('spec_parent', [self]) },
    cached: {
      get: (vm, self: PyModuleSpec) => vm.lib('spec_cached', [self]),
      set: (vm, self: PyModuleSpec, v) => setOwnAttribute(vm, self, '_cached', v),
    },
    has_location: {
      get: (vm, self: PyModuleSpec) => vm.lib('spec_has_location', [self]),
      set: (vm, self: PyModuleSpec, v) => setOwnAttribute(vm, self, '_set_fileattr', v),
    },
  },
  attrs: { __hash__: null },
});

// -- finders and loaders ---------------------------------------------------------------------------------------------------------

function nameOf(v: PyValue): string {
  return textOf(v) ?? '';
}

/** Rows that the loaders of native and of library modules share. */
function loaderMethods(kind: 'native' | 'library') {
  return {
    classmethods: {
      find_spec: [
        '($cls, fullname, path=None, target=None)',
        null,
        (vm: VM, _cls: PyType, name: PyValue): R =>
          embeddedKind(vm, nameOf(name)) === kind ? vm.lib('find_native_spec', [name]) : null,
      ],
      is_package: ['($cls, fullname)', null, (): R => false],
      get_code: [
        '($cls, fullname)',
        null,
        (vm: VM, _cls: PyType, name: PyValue): R => (kind === 'native' ? null : vm.lib('code_for_program', [name])),
      ],
      get_source: ['($cls, fullname)', null, (): R => null],
      load_module: [
        '($cls, fullname)',
        null,
        (vm: VM, cls: PyType, name: PyValue): R => vm.lib('load_by_loader', [cls, name]),
      ],
    },
    staticmethods: {
      create_module: [
        '(spec)',
        null,
        (vm: VM, spec: PyValue): R => vm.lib(kind === 'native' ? 'create_native_module' : 'create_no_module', [spec]),
      ],
      exec_module: [
        '(module)',
        null,
        (vm: VM, module: PyValue): R => (kind === 'native' ? null : vm.lib('exec_library_module', [module])),
      ],
    },
  } as const;
}

defineType(BuiltinImporterType, { ...loaderMethods('native') });
defineType(FrozenImporterType, { ...loaderMethods('library') });

defineType(PathFinderType, {
  classmethods: {
    find_spec: [
      '($cls, fullname, path=None, target=None)',
      null,
      (vm: VM, _cls: PyType, name: PyValue, path?: PyValue) => vm.lib('find_source_spec', [name, path ?? null]),
    ],
  },
  staticmethods: {
    invalidate_caches: ['()', null, () => null],
    find_distributions: [
      '(context=None)',
      null,
      (vm: VM, context: PyValue = null) => vm.lib('find_distributions', [context]),
    ],
  },
});

defineType(SourceFileLoaderType, {
  new: [
    '($type, fullname, path)',
    null,
    (vm: VM, cls: PyType, name: PyValue, path: PyValue) => {
      vm.alloc(64);
      return new PySourceLoader(cls.root, name, path);
    },
  ],
  methods: {
    create_module: ['($self, spec, /)', null, () => null],
    exec_module: [
      '($self, module, /)',
      null,
      (vm: VM, self: PySourceLoader, module: PyValue) => vm.lib('exec_source_module', [self, module]),
    ],
    get_source: [
      '($self, fullname, /)',
      null,
      (vm: VM, self: PySourceLoader, name: PyValue) => {
        if (nameOf(name) !== nameOf(self.name))
          throw typeError(`loader for ${nameOf(self.name)} cannot handle ${nameOf(name)}`);
        return vm.lib('source_for_program', [name, self.path]);
      },
    ],
    get_code: [
      '($self, fullname, /)',
      null,
      (vm: VM, self: PySourceLoader, name: PyValue) => vm.lib('source_code_for_program', [name, self.path]),
    ],
    load_module: [
      '($self, fullname=None, /)',
      null,
      (vm: VM, self: PySourceLoader, name?: PyValue) => vm.lib('load_by_loader', [self, name ?? self.name]),
    ],
    get_resource_reader: [
      '($self, name, /)',
      null,
      (vm: VM, self: PySourceLoader, _name: PyValue) => vm.lib('source_resource_reader', [self]),
    ],
    get_filename: ['($self, name=None, /)', null, (_vm: VM, self: PySourceLoader) => self.path],
    is_package: [
      '($self, fullname, /)',
      null,
      (vm: VM, self: PySourceLoader, name: PyValue) => vm.lib('source_is_package', [name, self.path]),
    ],
    get_data: [
      '($self, path, /)',
      null,
      (vm: VM, _self: PySourceLoader, path: PyValue) => vm.lib('data_of_file', [path]),
    ],
  },
  getset: {
    __dict__: { get: dictGet, set: dictSet },
    name: { get: (_vm, self: PySourceLoader) => self.name },
    path: { get: (_vm, self: PySourceLoader) => self.path },
  },
});

const reprText = (name: string): string => `'${name}'`;

function missing(message: string, name: PyValue): PyRaise {
  const e = newException(ImportErrorType, [fromJS(message)]);
  setField(e, 'msg', fromJS(message));
  setField(e, 'name', name);
  return new PyRaise(e);
}

function sourceOf(vm: VM, name: PyValue): PyValue {
  const source = findSource(vm, nameOf(name))?.source;
  if (source === undefined) throw typeError(`there is no source of ${nameOf(name)}`);
  return fromJS(source);
}

function foundSources(vm: VM): Map<string, FoundSource> {
  let known = vm.moduleState.get('found-sources') as Map<string, FoundSource> | undefined;
  if (known === undefined) {
    known = new Map();
    vm.moduleState.set('found-sources', known);
  }
  return known;
}

/** The folders in which the supervisor looks for a module: for `a.b`, below each of its own the folder `a`. */
function searchedFolders(vm: VM, name: string): string[] {
  const below = name.split('.').slice(0, -1).join('/');
  return (vm.restrictions.path ?? []).map((folder) => (below === '' ? folder : `${folder}/${below}`));
}

/** A source of the supervisor's: one that is known, is none of the library's, and lies where only the supervisor looks. */
function isGiven(vm: VM, name: string): boolean {
  const known = foundSources(vm).get(name);
  if (known === undefined || known === standardModule(name)) return false;
  // What has no place among the cell's files is the host's own.
  if (vm.restrictions.path === undefined || known.filename.startsWith('<')) return true;
  const tail = name.slice(name.lastIndexOf('.') + 1);
  return searchedFolders(vm, name).some((folder) =>
    [`${folder}/${tail}.py`, `${folder}/${tail}/__init__.py`].includes(known.filename),
  );
}

/** With a system, its answer to `import` has put the source here already: what it gave is what runs. */
function findSource(vm: VM, name: string): FoundSource | null {
  const known = foundSources(vm);
  const hit = known.get(name);
  if (hit !== undefined) return hit;
  vm.charge(50);
  const standard = standardModule(name);
  if (standard === undefined) return null;
  known.set(name, standard);
  return standard;
}

/** The supervisor's answer: None (the cell's own module of this name) or (source, filename, is it a package). */
function decide(vm: VM, name: string, answer: PyValue): null {
  vm.alloc(100 + name.length * 2);
  importDecisions(vm).allowed.add(name);
  if (!(answer instanceof PyTuple)) return null;
  const [source, filename, isPackage] = answer.items;
  findSource(vm, name);
  const known = vm.moduleState.get('found-sources') as Map<string, FoundSource>;
  known.set(name, {
    source: textOf(source!) ?? '',
    filename: textOf(filename!) ?? '',
    isPackage: isPackage === true,
  });
  return null;
}

/** A module that the host gave by its name: nobody is asked about it. */
export function admitModule(vm: VM, name: string): void {
  importDecisions(vm).allowed.add(name);
}

/** Where the cell's own module of this name comes from; null: there is none, or the supervisor gave a source for it. */
function embeddedKind(vm: VM, name: string): 'native' | 'library' | null {
  const given = (vm.moduleState.get('found-sources') as Map<string, FoundSource> | undefined)?.get(name);
  if (given !== undefined && given !== standardModule(name)) return null;
  if (moduleTable.has(name)) return 'native';
  if (isClassicModule(name) && vm.restrictions.classic !== true) return null;
  return libraryModuleSource(name) === undefined ? null : 'library';
}

/** Whether the library may have this module unasked: it is the library's own, or one that CPython has and we have not. */
function isEmbedded(name: string): boolean {
  if (moduleTable.has(name) || libraryModuleSource(name) !== undefined) return true;
  if (standardModule(name) !== undefined) return true;
  const top = name.split('.', 1)[0]!;
  return STDLIB_MODULES.has(top);
}

/** The native module of this cell; `sys` and `builtins` are there from the start. */
function nativeModule(vm: VM, name: string): PyModule {
  if (name === 'sys') return sysModule(vm);
  if (name === 'builtins') return vm.modules.getStr('builtins') as PyModule;
  const made = vm.moduleState.get(`module:${name}`) as PyModule | undefined;
  if (made !== undefined) return made;
  vm.alloc(2000);
  const module = library().module(vm, name);
  vm.moduleState.set(`module:${name}`, module);
  return module;
}

defineIntrinsics({
  sys_modules: ['()', (vm: VM) => vm.modules],
  absent_reason: ['(name, /)', (_vm: VM, name: PyValue) => absentReason(nameOf(name)) ?? null],
  sys_module: ['()', (vm: VM) => sysModule(vm)],
  builtin_importer: ['()', () => BuiltinImporterType],
  frozen_importer: ['()', () => FrozenImporterType],
  native_module_kind: [
    '(name, /)',
    (_vm: VM, name: PyValue) => {
      const text = nameOf(name);
      if (moduleTable.has(text)) return 'native';
      return libraryModuleSource(text) === undefined ? null : 'module';
    },
  ],
  native_module: [
    '(name, /)',
    (vm: VM, name: PyValue) => {
      if (!moduleTable.has(nameOf(name))) throw missing(`${reprText(nameOf(name))} is not a built-in module`, name);
      return nativeModule(vm, nameOf(name));
    },
  ],
  library_module_code: [
    '(name, /)',
    (_vm: VM, name: PyValue) => {
      if (libraryModuleSource(nameOf(name)) === undefined)
        throw missing(`${reprText(nameOf(name))} is not a frozen module`, name);
      return libraryModuleCode(nameOf(name));
    },
  ],
  /** Whether the supervisor gave the source of this module with its answer to `import`. */
  source_is_given: ['(name, /)', (vm: VM, name: PyValue) => isGiven(vm, nameOf(name))],
  /** Whether the supervisor, or the cell itself, looks for the module in this folder. */
  is_searched_folder: [
    '(folder, name, /)',
    (vm: VM, folder: PyValue, name: PyValue) =>
      isStandardFolder(nameOf(folder)) || searchedFolders(vm, nameOf(name)).includes(nameOf(folder)),
  ],
  /** A source that was found on the program's own `sys.path`. */
  source_found: [
    '(name, source, filename, is_package, /)',
    (vm: VM, name: PyValue, source: PyValue, filename: PyValue, isPackage: PyValue) => {
      const bytes = source as PyBytes;
      vm.charge(bytes.bytes.length);
      vm.alloc(100 + bytes.bytes.length * 2);
      const file = nameOf(filename);
      foundSources(vm).set(nameOf(name), {
        source: sourceText(vm, bytes, file)!,
        filename: file,
        isPackage: isPackage === true,
      });
      return null;
    },
  ],
  source_gone: [
    '(name, /)',
    (vm: VM, name: PyValue) => {
      const text = nameOf(name);
      if (!isGiven(vm, text)) foundSources(vm).delete(text);
      return null;
    },
  ],
  find_source: [
    '(name, /)',
    (vm: VM, name: PyValue) => {
      const s = findSource(vm, nameOf(name));
      return s === null ? null : tuple([fromJS(s.filename), s.isPackage]);
    },
  ],
  /** Code of a source module: shared where it is one of the standard library. */
  source_module_code: [
    '(name, /)',
    (vm: VM, name: PyValue) => {
      const found = findSource(vm, nameOf(name));
      if (found === null || found !== standardModule(nameOf(name))) return null;
      rememberSharedSource(vm, found.filename, found);
      return standardModuleCode(nameOf(name));
    },
  ],
  source_loader: [
    '(name, path, /)',
    (_vm: VM, name: PyValue, path: PyValue) => new PySourceLoader(SourceFileLoaderType.root, name, path),
  ],
  make_spec: [
    '(name, loader, origin, locations, has_location, /)',
    (vm: VM, name: PyValue, loader: PyValue, origin: PyValue, locations: PyValue, hasLocation: PyValue) => {
      const spec = new PyModuleSpec(ModuleSpecType.root);
      initSpec(vm, spec, name, loader, origin);
      setOwnAttribute(vm, spec, 'submodule_search_locations', locations);
      setOwnAttribute(vm, spec, '_set_fileattr', hasLocation);
      return spec;
    },
  ],
  exact_text: [
    '(s, /)',
    (_vm: VM, s: PyValue) => {
      const text = textOf(s);
      if (text === undefined) throw typeError('module name must be a string');
      return text;
    },
  ],
  exact_int: [
    '(n, /)',
    (_vm: VM, v: PyValue) => {
      const n = exactInt(v);
      if (n === undefined) throw typeError(`'${typeOf(v).name}' object cannot be interpreted as an integer`);
      return n;
    },
  ],
  /** The supervisor was asked about the name, so everyone who hears events has heard of it. */
  import_was_asked: [
    '(name, /)',
    (vm: VM, name: PyValue) => vm.powers.system !== undefined && importDecisions(vm).allowed.has(nameOf(name)),
  ],
  import_is_decided: [
    '(name, /)',
    (vm: VM, name: PyValue) =>
      vm.powers.system === undefined ||
      (vm.restrictions.eachImport !== true && importDecisions(vm).allowed.has(nameOf(name))),
  ],
  import_decide: ['(name, answer, /)', (vm: VM, name: PyValue, answer: PyValue) => decide(vm, nameOf(name), answer)],
  /**
   * A module of the library's own that stands in `sys.modules`, ready; None: whatever an import has to do. `import a.b`
   * answers `a`, so a name with a dot is never answered here.
   */
  imported_already: [
    '(name, /)',
    (vm: VM, name: PyValue) => {
      const text = nameOf(name);
      const module = text.includes('.') ? undefined : vm.modules.getStr(text);
      const ready = module !== undefined && isEmbedded(text) && isGenuine(vm, text);
      return ready && !isImportedElsewhere(vm as Machine, text) ? module : null;
    },
  ],
  import_is_embedded: ['(name, /)', (_vm: VM, name: PyValue) => isEmbedded(nameOf(name))],
  is_embedded_package: ['(name, /)', (_vm: VM, name: PyValue) => standardModule(nameOf(name))?.isPackage ?? false],
  import_is_loading: ['(name, /)', (vm: VM, name: PyValue) => (importDecisions(vm).loading.get(nameOf(name)) ?? 0) > 0],
  import_loading: [
    '(name, begins, /)',
    (vm: VM, name: PyValue, begins: PyValue) => {
      const { loading } = importDecisions(vm);
      noteImport(vm as Machine, nameOf(name), begins === true);
      const n = (loading.get(nameOf(name)) ?? 0) + (begins === true ? 1 : -1);
      if (n > 0) loading.set(nameOf(name), n);
      else loading.delete(nameOf(name));
      return null;
    },
  ],
  /** The load of a module: true where it was prepared, and is done. */
  import_take: [
    '(name, /)',
    (vm: VM, name: PyValue) => {
      importRecorders.get(vm)?.enters(nameOf(name));
      // What the supervisor gave in a library module's place runs, and from then on nothing is prepared.
      return isGiven(vm, nameOf(name)) ? dropPrepared(vm) : takePrepared(vm, nameOf(name));
    },
  ],
  import_taken: [
    '()',
    (vm: VM) => {
      importRecorders.get(vm)?.leaves();
      return null;
    },
  ],
  source_loader_name: ['(loader, /)', (_vm: VM, loader: PySourceLoader) => loader.name],
  source_of_module: ['(name, /)', (vm: VM, name: PyValue) => sourceOf(vm, name)],
  /** A library module whose code runs in the module's namespace too; None: there is none. */
  module_part: [
    '(name, /)',
    (vm: VM, name: PyValue) => (vm.restrictions.classic === true ? (classicPart(nameOf(name)) ?? null) : null),
  ],
  code_is_embedded: ['(code, /)', (_vm: VM, code: PyCode) => code.origin !== null],
  import_refused: ['(name, /)', (vm: VM, name: PyValue) => vm.powers.refused?.('import', nameOf(name))],
  import_from_error: [
    '(message, name, path, name_from, /)',
    (_vm: VM, message: PyValue, name: PyValue, path: PyValue, from: PyValue) => {
      const e = newException(ImportErrorType, [message]);
      setField(e, 'msg', message);
      setField(e, 'name', name);
      setField(e, 'path', path);
      setField(e, 'name_from', from);
      return e;
    },
  ],
});

/** `_import_types` is the library's own name for it: tests put None in the place of the other. */
for (const name of ['_frozen_importlib', '_import_types']) {
  defineModule(name, {
    types: [ModuleSpecType, BuiltinImporterType, FrozenImporterType, PathFinderType, SourceFileLoaderType],
  });
}
