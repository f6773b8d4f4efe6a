/** Streams: what `_io` (library/natives/_io.py) has natively. */
import './buffered.js';
import './bytes-io.js';
import './streams.js';
import './string-io.js';
