/** Loads the built-in functions. */
