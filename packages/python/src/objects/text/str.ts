/** Everything that str needs, under one name: import from here. */
export * from './core.js';
export * from './search.js';
