/** Loads every built-in class's behaviour. */
import './bool.js';
import './bytearray.js';
import './bytes.js';
import './complex.js';
import './float.js';
import './int.js';
import './memoryview.js';
import './str.js';
