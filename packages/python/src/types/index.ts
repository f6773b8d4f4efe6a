/** Loads every built-in class's behaviour. */
