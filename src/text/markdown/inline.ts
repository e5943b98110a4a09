import { isWordCharacter } from "../lexicon/lexicon.js";

/** A mark inside a line, and what is read in its place. Offsets in the line. */
export interface InlineMark {
  readonly start: number;
  readonly end: number;
  readonly spoken: string;
}

const TARGET = String.raw`\((?:[^()\n]|\([^()\n]*\))*\)`;

/**
 * The marks, by the name of their group. Code comes first: marks inside it are none.
 * Each looks no further than the next mark of its own kind, or a line full of marks would take quadratic time.
 */
const MARKS = new RegExp(
  [
    "(?<code>(?<!`)(?<ticks>`+)(?!`)[^`\\n]+\\k<ticks>(?!`))",
    "(?<tick>`+)",
    "(?<escape>\\\\(?=[!-/:-@[-`{-~]))",
    String.raw`(?<sounds>\[\[[^[\]\n]+\]\]|\[[^[\]\n]+\]\(\/[^/\n]+\/\))`,
    String.raw`(?<footnote>\[\^[^[\]\s]+\])`,
    String.raw`(?<open>!?\[(?=[^[\]\n]*\](?:${TARGET}|\[[^[\]\n]*\]))|\[(?=!\[))`,
    String.raw`(?<target>\](?:${TARGET}|\[[^[\]\n]*\]))`,
    String.raw`<(?<address>(?:https?:|mailto:)[^<>\s]+)>`,
    "(?<tag></?[A-Za-z][^<>\\n]*>|<!--[^<>\\n]*-->)",
    "(?<entity>&(?:amp|lt|gt|quot|apos|nbsp|#39);)",
    "(?<emphasis>\\*{1,3}|_{1,3}|~~)",
    "(?<cell>\\|)",
  ].join("|"),
  "gu",
);

const ENTITIES: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&apos;": "'",
  "&#39;": "'",
  "&nbsp;": " ",
};

/** The marks of a line between two offsets, in order. @param hasSounds `[word](/ipa/)` and `[[ipa]]` are left alone. */
export function inlineMarks(line: string, from: number, to: number, isRow: boolean, hasSounds: boolean): InlineMark[] {
  const marks: InlineMark[] = [];
  const add = (start: number, end: number, spoken = ""): void => {
    if (end <= to) marks.push({ start, end, spoken });
  };
  const pattern = new RegExp(MARKS);
  pattern.lastIndex = from;
  for (let match = pattern.exec(line); match !== null && match.index < to; match = pattern.exec(line)) {
    const groups = match.groups ?? {};
    const start = match.index;
    const end = start + match[0].length;
    const ticks = groups["ticks"]?.length;
    if (ticks !== undefined) {
      add(start, start + ticks);
      add(end - ticks, end);
    } else if (groups["escape"] !== undefined) {
      add(start, end);
      pattern.lastIndex = end + 1;
    } else if (groups["sounds"] !== undefined) {
      // Without sounds it is a link like any other: its opening bracket goes, the rest is looked at again.
      if (hasSounds) continue;
      if (!match[0].startsWith("[[")) add(start, start + 1);
      pattern.lastIndex = start + 1;
    } else if (groups["address"] !== undefined) {
      add(start, start + 1);
      add(end - 1, end);
    } else if (groups["entity"] !== undefined) add(start, end, ENTITIES[match[0]] ?? " ");
    else if (groups["cell"] !== undefined) {
      if (isRow) add(...withBlanks(line, start, end, marks.at(-1)?.end ?? from), ", ");
    } else if (groups["emphasis"] === undefined || isAtWordEdge(line, start, end)) add(start, end);
  }
  return marks;
}

/** A mark with the blanks around it, back to `from` at most. */
function withBlanks(line: string, start: number, end: number, from: number): [start: number, end: number] {
  const isBlank = (at: number): boolean => line[at] === " " || line[at] === "\t";
  while (start > from && isBlank(start - 1)) start--;
  while (isBlank(end)) end++;
  return [start, end];
}

/**
 * Whether a run of emphasis marks stands at the edge of a word, and not between blanks (5 * 3) or inside (snake_case).
 * Marks need no partner: the other one may be in a sentence that has not arrived.
 */
function isAtWordEdge(line: string, start: number, end: number): boolean {
  const before = characterBefore(line, start);
  const after = end < line.length ? String.fromCodePoint(line.codePointAt(end) as number) : " ";
  const isBeforeBlank = /\s/u.test(before);
  const isAfterBlank = /\s/u.test(after);
  if (isBeforeBlank && isAfterBlank) return false;
  if (!isWordCharacter(before) || !isWordCharacter(after)) return true;
  return line[start] !== "_" && end - start > 1 && !(/\d/.test(before) && /\d/.test(after));
}

function characterBefore(line: string, at: number): string {
  if (at === 0) return " ";
  const low = line.charCodeAt(at - 1);
  return line.slice(low >= 0xdc00 && low < 0xe000 ? Math.max(0, at - 2) : at - 1, at);
}
