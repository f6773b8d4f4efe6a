/** Loads the tables of native modules. */
import './_typing.js';
import './_weakref.js';
import './import-types.js';
import './math.js';
import './sys.js';
