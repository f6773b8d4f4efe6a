/** Streams: what `_io` (library/modules/_io.py) has natively. */
import './bytes-io.js';
import './streams.js';
import './string-io.js';
