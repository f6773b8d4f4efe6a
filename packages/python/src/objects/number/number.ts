/** Everything that int, float and complex need, under one name: import from here. */
export * from './complex.js';
export * from './decimal.js';
export * from './double.js';
export * from './float.js';
export * from './float-text.js';
export * from './hash.js';
export * from './int-text.js';
