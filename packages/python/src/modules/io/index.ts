/** Streams: what `_io` (library/modules/_io.py) has natively. */
import './streams.js';
