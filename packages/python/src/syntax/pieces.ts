/**
 * Pieces of strings. V8 lets a piece keep the whole string alive, and a piece of a piece the first of them: what a program
 * holds would be much more than what the meter sees of it.
 */

/** Shorter pieces are copied by V8 in any case. */
const SLICED_MIN = 13;

/**
 * Units `from` to `to` of a text. They are copied as soon as they are in another octave than the text, so that a piece, of
 * however many pieces, keeps less than twice its length, and a text that loses a unit at a time is copied twice in all.
 */
export function pieceOf(text: string, from: number, to = text.length): string {
  const piece = text.slice(from, to);
  if (piece.length < SLICED_MIN || Math.clz32(piece.length) === Math.clz32(text.length)) return piece;
  return copyOf(piece);
}

/** The same text, which keeps no other alive. */
export function copyOf(piece: string): string {
  return piece.length < SLICED_MIN ? piece : (' ' + piece).slice(1);
}
