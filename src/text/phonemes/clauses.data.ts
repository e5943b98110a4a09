/** How a mark ends a clause: what Piper's voices hear for it, and whether a sentence ends with it. */
export interface ClauseMark {
  /** `.` `,` `?` `!` `:` `;`, or empty where Piper hears nothing. */
  readonly terminator: string;
  readonly endsSentence: boolean;
  /** Ends a clause even when a letter follows at once. */
  readonly needsNoSpace: boolean;
}

/**
 * What espeak-ng 1.52 breaks clauses at, found by trying every punctuation mark and symbol of the BMP with it and
 * sorting them by the pause they leave. A row: terminator, ends a sentence, needs no space, the marks.
 */
const ROWS: readonly (readonly [terminator: string, endsSentence: boolean, needsNoSpace: boolean, marks: string])[] = [
  [
    ".",
    true,
    false,
    ".\u06d4\u0701\u1362\u166e\u1803\u1809\u2cf9\u2cfe\u2e33\u2e3c\ua4ff\ua60e\ua6f3\ufe12\ufe52\uff61",
  ],
  ["", true, true, "\u0589\u0964\u0df4\u0f0d\u3002\uff0e\uff01\uff1f"],
  ["", true, false, "\u0700\u0965\u0f0e\u10fb\u1368"],
  ["?", true, false, "?\u037e\u061f\u0704\u0709\u1367\u1945\u2047\u2753\u2754\u2cfa\u2cfb\ua60f\ua6f7\ufe16\ufe56"],
  ["!", true, false, "!\u0703\u07f9\u1944\u203c\u2755\u2757\u2762\u2763\ufe15\ufe57"],
  [",", false, false, ",\u055d\u060c\u0702\u07f8\u0f14\u1363\u1802\u1808\u2e32\u2e34\u2e41\ua4fe\ua60d\ua6f5"],
  [",", false, false, "\ufe10\ufe11\ufe50\ufe51\uff64"],
  [":", false, false, ":\u0706\u0707\u0708\u1365\u1366\u1804\u2982\ua6f4\ufe13\ufe55"],
  [";", false, false, ";\u0387\u061b\u1364\u204f\u2e35\ua6f6\ufe14\ufe54"],
  [";", false, false, "\u2013\u2014\u2e3a\u2e3b\ufe31\ufe32"],
  ["", false, true, "\u00a1\u00bf\u2026\u1801\u22ee\u22ef\u22f0\u22f1\u3001\ufe19\uff0c\uff1a\uff1b"],
];

export const CLAUSE_MARKS: ReadonlyMap<string, ClauseMark> = new Map(
  ROWS.flatMap(([terminator, endsSentence, needsNoSpace, marks]) =>
    marks.split("").map((mark) => [mark, { terminator, endsSentence, needsNoSpace }] as const),
  ),
);

/** Marks that may stand between a stop and the next word: `He said "no." Then` ends a clause at the stop. */
export const BRACKETS: ReadonlySet<string> = new Set(
  "()[]{}<>\"'`\u00ab\u00bb\u2014\u2015\u2016\u2017\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u300a\u300b",
);
