/** Loads the tables of native modules. */
import './import-types.js';
import './sys.js';
