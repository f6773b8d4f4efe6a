/** The policy document's shape for editors. */
import { toJSONSchema } from 'zod';
import { policySchema } from './schema.js';

/** The document's shape as JSON Schema (2020-12). */
export function policyJsonSchema(): Record<string, unknown> {
  return {
    ...toJSONSchema(policySchema()),
    title: 'rexec policy',
    description: 'What a cell of rexec may do. Everything that is not allowed is refused.',
  };
}
