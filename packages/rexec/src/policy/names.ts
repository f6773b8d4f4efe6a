/** Words that policy documents use. */

export const PRESET_NAMES = ['none', 'pure', 'rexec', 'applet', 'trusted'] as const;
export type PresetName = (typeof PRESET_NAMES)[number];

export const HIDDEN_KINDS = [
  'function',
  'method',
  'class',
  'instance',
  'module',
  'frame',
  'traceback',
  'generator',
  'code',
] as const;
