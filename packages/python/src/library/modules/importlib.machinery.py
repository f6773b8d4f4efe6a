"""The classes of the import system."""
from importlib._bootstrap import BuiltinImporter, FrozenImporter, ModuleSpec
from importlib._bootstrap_external import (
    AppleFrameworkLoader,
    BYTECODE_SUFFIXES,
    DEBUG_BYTECODE_SUFFIXES,
    EXTENSION_SUFFIXES,
    OPTIMIZED_BYTECODE_SUFFIXES,
    SOURCE_SUFFIXES,
    ExtensionFileLoader,
    FileFinder,
    NamespaceLoader,
    PathFinder,
    SourceFileLoader,
    SourcelessFileLoader,
    WindowsRegistryFinder,
)


def all_suffixes():
    """Every file suffix that a module can have."""
    return SOURCE_SUFFIXES + BYTECODE_SUFFIXES + EXTENSION_SUFFIXES


__all__ = [
    'AppleFrameworkLoader', 'BuiltinImporter', 'ExtensionFileLoader', 'FileFinder', 'FrozenImporter', 'ModuleSpec', 'NamespaceLoader',
    'PathFinder', 'SourceFileLoader', 'SourcelessFileLoader', 'WindowsRegistryFinder',
    'all_suffixes',
]
