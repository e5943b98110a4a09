/** A text as espeak may read it, with the way back to the text as it was written. */
export interface PlainText {
  readonly text: string;
  /** UTF-16 offset in the original of the code point at this index (0 = the first); the original's length past the end. */
  toOriginal(codePoint: number): number;
}

// espeak takes control characters as embedded commands, and private-use ones as its own spelling marks.
const COMMANDS = /[\p{Cc}\p{Co}]/u;
const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;" };

/**
 * Takes every meaning but that of plain words from a text, one code point for one code point:
 * controls but the line feed, private-use characters and halves of surrogate pairs become spaces, the second `[` of `[[` too.
 * @param ssml also escapes markup, for calls that parse it.
 */
export function toPlain(original: string, ssml: boolean): PlainText {
  const offsets: number[] = [];
  let text = "";
  let last = "";
  let at = 0;
  for (const char of original) {
    const plain = isCommand(char) || (char === "[" && last === "[") ? " " : char;
    const written = (ssml ? ENTITIES[plain] : undefined) ?? plain;
    // An entity counts as its characters: espeak's positions are those of the escaped text.
    for (let n = 0; n < written.length; n += plain.length) offsets.push(at);
    text += written;
    last = plain;
    at += char.length;
  }
  return { text, toOriginal: (codePoint) => offsets[codePoint] ?? original.length };
}

function isCommand(char: string): boolean {
  const code = char.codePointAt(0) ?? 0;
  if (code < 0x7f) return code < 0x20 && char !== "\n";
  return (code >= 0xd800 && code <= 0xdfff) || COMMANDS.test(char);
}
