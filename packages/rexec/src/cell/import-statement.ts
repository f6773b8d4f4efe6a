/** The statement for a dotted name; anything else is a name that no module has. */
export function importStatement(name: string): string {
  const known = /^[\p{XID_Start}_][\p{XID_Continue}]*(\.[\p{XID_Start}_][\p{XID_Continue}]*)*$/u.test(name);
  return known ? `import ${name}\n` : `raise ModuleNotFoundError(${JSON.stringify(`No module named '${name}'`)})\n`;
}
