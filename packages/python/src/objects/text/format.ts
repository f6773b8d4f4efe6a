/** Formatting, under one name: `format()`, `%` and `str.format`. */
export * from './format-fields.js';
export * from './format-number.js';
export * from './format-percent.js';
export * from './format-spec.js';
