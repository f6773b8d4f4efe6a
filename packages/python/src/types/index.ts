/** Loads every built-in class's behaviour. */
import './bool.js';
import './float.js';
import './int.js';
import './str.js';
