/** A policy as the command line names it: a file (TOML, or JSON by its ending), or a preset. */
import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Policy, PolicyError, PRESET_NAMES, type PresetName } from 'rexec/apart';
import { readText, UsageError } from './source.js';

/** `a.toml` -> its policy. Bad documents are UsageErrors of one line. */
export function loadPolicy(name: string): Policy {
  try {
    return readPolicy(name);
  } catch (e) {
    if (e instanceof PolicyError) throw new UsageError(e.message);
    throw e;
  }
}

/** As `loadPolicy`, with all that is wrong in a PolicyError. */
export function readPolicy(name: string): Policy {
  if ((PRESET_NAMES as readonly string[]).includes(name)) return Policy.from(name as PresetName);
  let text: string;
  try {
    text = readText(name);
  } catch (e) {
    if (!(e instanceof UsageError) || /[./\\]/.test(name)) throw e;
    throw new UsageError(`${e.message}; it is no preset either (${PRESET_NAMES.join(', ')})`);
  }
  return Policy.parse(text, {
    filename: name === '-' ? '<stdin>' : name,
    folder: name === '-' ? process.cwd() : dirname(resolve(name)),
    folderExists: (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true,
  });
}
