/** Everything that str needs, under one name: import from here. */
export * from './case.js';
export * from './core.js';
export * from './predicates.js';
export * from './repr.js';
export * from './search.js';
export * from './words.js';
