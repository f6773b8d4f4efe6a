/** Where CPython's own library lies, as programs see it: in `__file__`, in tracebacks, and as a folder of their files. */
export const LIBRARY_FOLDER = '/lib/python3.14';
