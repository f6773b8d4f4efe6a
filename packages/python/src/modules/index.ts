/** Loads the tables of native modules. */
import './_abc.js';
import './_ast.js';
import './_imp.js';
import './_typing.js';
import './_weakref.js';
import './atexit.js';
import './errno.js';
import './gc.js';
import './import-types.js';
import './_collections.js';
import './itertools.js';
import './codecs.js';
import './math.js';
import './string.js';
import './sys.js';
import './time.js';
