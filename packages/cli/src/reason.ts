/** What an error of the operating system means, in a few words. */
const KNOWN = new Map([
  ['ENOENT', 'no such file'],
  ['EACCES', 'permission denied'],
  ['EPERM', 'not permitted'],
  ['EISDIR', 'it is a folder; name a file'],
  ['ENOTDIR', 'part of the path is not a folder'],
  ['ENAMETOOLONG', 'the name is too long'],
  ['ELOOP', 'too many symbolic links'],
  ['ENOSPC', 'no space left'],
  ['EIO', 'input/output error'],
  ['ENXIO', 'no such device'],
]);

export function reason(e: unknown): string {
  const { code } = e as NodeJS.ErrnoException;
  return (code !== undefined && KNOWN.get(code)) || code || String(e);
}
