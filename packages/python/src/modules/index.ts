/** Loads the tables of native modules. */
