import type { PhonemizedText, TextSpan } from "../../../contract/engine.js";
import { phonemize, type PhonemeClause } from "../../../text/phonemes/phonemize.js";
import type { PiperConfig } from "./config.js";
import { toIds } from "./ids.js";
import { alignWords, pairWords, wordsOf, type Word } from "./words.js";

/** A phoneme as the voices know it: one code point, decomposed. */
export interface Phoneme {
  readonly text: string;
  /** Index in the sentence's words; -1 for spaces and marks. */
  readonly word: number;
}

/** Where a clause ends within its sentence. */
export interface ClauseEnd {
  /** Phonemes before the end, mark and space included. */
  readonly phonemes: number;
  /** Of the text, the white space after it included. */
  readonly offset: number;
}

/** What Piper speaks in one go. */
export interface PiperSentence {
  readonly span: TextSpan;
  readonly phonemes: readonly Phoneme[];
  readonly words: readonly Word[];
  /** Of all clauses, the last included. */
  readonly clauseEnds: readonly ClauseEnd[];
}

/** `[[wˈɜːd]]`: phonemes written out in the text. */
const BLOCK = /(\[\[.*?\]\])/su;

interface Draft {
  start: number;
  end: number;
  readonly phonemes: Phoneme[];
  readonly words: Word[];
  readonly clauseEnds: ClauseEnd[];
}

/** Collects sentences as Piper does: a block of phonemes goes on with the sentence before it and the one after it. */
class Sentences {
  readonly done: Draft[] = [];
  private open: Draft | undefined;

  /** The sentence that is being spoken; begins one at `offset` where there is none. */
  current(offset: number): Draft {
    this.open ??= { start: offset, end: offset, phonemes: [], words: [], clauseEnds: [] };
    return this.open;
  }

  /** Reopens the last sentence: a block that follows a full stop is still part of what it ended. */
  reopen(): void {
    this.open ??= this.done.pop();
  }

  endClause(offset: number): void {
    const draft = this.current(offset);
    draft.end = offset;
    draft.clauseEnds.push({ phonemes: draft.phonemes.length, offset });
  }

  endSentence(): void {
    if (this.open !== undefined) this.done.push(this.open);
    this.open = undefined;
  }
}

/** A text as the sentences, clauses and phonemes that a voice is given, with the words they are of. */
export async function toSentences(text: string, config: PiperConfig): Promise<readonly PiperSentence[]> {
  const sentences = new Sentences();
  const parts = text.split(BLOCK);
  let offset = 0;
  for (const [at, part] of parts.entries()) {
    if (at % 2 === 1) addBlock(sentences, part, offset, spaceAround(parts, at));
    else if (config.phonemeType === "text") addText(sentences, part, offset);
    else {
      let from = offset;
      for (const piece of inPieces(part)) {
        await addSpoken(sentences, piece, from, config.espeakVoice);
        from += piece.length;
      }
    }
    offset += part.length;
  }
  sentences.endSentence();
  return sentences.done.map(({ start, end, ...draft }) => ({ ...draft, span: { start, end } }));
}

/** espeak takes 64 kB at a time; this many UTF-16 units are never more. */
const MOST_AT_ONCE = 8000;

/** A huge text in pieces, cut after sentences or at least between words where there are any. */
function inPieces(text: string): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > MOST_AT_ONCE) {
    const most = rest.slice(0, MOST_AT_ONCE);
    const sentence = /.*[.?!]\s/su.exec(most)?.[0].length ?? 0;
    const word = /.*\s/su.exec(most)?.[0].length ?? 0;
    // Never between the halves of one character.
    const anywhere = /[\ud800-\udbff]$/.test(most) ? MOST_AT_ONCE - 1 : MOST_AT_ONCE;
    const cut = sentence || word || anywhere;
    pieces.push(rest.slice(0, cut));
    rest = rest.slice(cut);
  }
  return [...pieces, rest];
}

/** Sentences for people to look at. */
export function describe(sentences: readonly PiperSentence[], config: PiperConfig): PhonemizedText {
  const spell = (phonemes: readonly Phoneme[]): string => phonemes.map(({ text }) => text).join("");
  const words = sentences.flatMap(({ phonemes, words: own }) =>
    own.map(({ text, span }, at) => ({ ...span, text, phonemes: spell(phonemes.filter(({ word }) => word === at)) })),
  );
  const all = sentences.flatMap(({ phonemes }) => phonemes.map(({ text }) => text));
  const phonemes = sentences.map((sentence) => spell(sentence.phonemes).trim()).join(" ");
  return { phonemes, words, unknown: toIds(all, config).unknown };
}

interface SpaceAround {
  readonly before: boolean;
  readonly after: boolean;
}

function spaceAround(parts: readonly string[], at: number): SpaceAround {
  return { before: (parts[at - 1] ?? "").endsWith(" "), after: (parts[at + 1] ?? "").startsWith(" ") };
}

function addBlock(sentences: Sentences, block: string, offset: number, { before, after }: SpaceAround): void {
  sentences.reopen();
  const { phonemes, words } = sentences.current(offset);
  const ipa = block.slice(2, -2).trim();
  const space: Phoneme = { text: " ", word: -1 };
  if (before) phonemes.push(space);
  for (const text of ipa.normalize("NFD")) phonemes.push({ text, word: text === " " ? -1 : words.length });
  if (after) phonemes.push(space);
  if (ipa !== "") words.push({ text: ipa, span: { start: offset, end: offset + block.length } });
  sentences.endClause(offset + block.length);
}

/** Voices trained on letters: the text itself, decomposed. */
function addText(sentences: Sentences, text: string, offset: number): void {
  if (text === "") return;
  const draft = sentences.current(offset);
  const words = wordsOf(text, offset);
  let word = 0;
  let at = offset;
  for (const char of text) {
    while (word < words.length && at >= (words[word] as Word).span.end) word++;
    const isWithin = word < words.length && at >= (words[word] as Word).span.start;
    for (const each of char.normalize("NFD")) {
      draft.phonemes.push({ text: each, word: isWithin ? draft.words.length + word : -1 });
    }
    at += char.length;
  }
  draft.words.push(...words);
  sentences.endClause(offset + text.length);
}

async function addSpoken(sentences: Sentences, text: string, offset: number, language: string): Promise<void> {
  for (const clause of await phonemize(text, language)) {
    const { start, end, terminator, endsSentence } = clause;
    const draft = sentences.current(offset + start);
    const words = wordsOf(text.slice(start, end), offset + start);
    const phonemes = Array.from(clause.ipa.normalize("NFD"));
    const owners = await ownersOf(clause, phonemes, words, language);
    for (const [at, each] of phonemes.entries()) {
      const owner = owners[at] ?? -1;
      draft.phonemes.push({ text: each, word: owner < 0 ? -1 : draft.words.length + owner });
    }
    draft.words.push(...words);
    const ending = terminator + (",:;".includes(terminator) && terminator !== "" ? " " : "");
    for (const each of ending) draft.phonemes.push({ text: each, word: -1 });
    sentences.endClause(offset + end);
    if (endsSentence) sentences.endSentence();
  }
}

/** Which word each phoneme is of. One more call of espeak where it has not spoken one piece for each word. */
async function ownersOf(
  { ipa }: PhonemeClause,
  phonemes: readonly string[],
  words: readonly Word[],
  language: string,
): Promise<readonly number[]> {
  if (words.length === 0) return phonemes.map(() => -1);
  const pieces = ipa.split(" ").filter((piece) => piece !== "").length;
  if (pieces === words.length) return pairWords(phonemes);
  return alignWords(phonemes, await spokenAlone(words, language));
}

/** Words as they are spoken alone, by language: half of any text is a few hundred words. */
const ALONE = new Map<string, Map<string, string>>();
const MOST_WORDS = 4000;

async function spokenAlone(words: readonly Word[], language: string): Promise<readonly string[]> {
  let known = ALONE.get(language);
  if (known === undefined || known.size > MOST_WORDS) ALONE.set(language, (known = new Map()));
  const fresh = [...new Set(words.map(({ text }) => text))].filter((text) => !known.has(text));
  for (const text of fresh) known.set(text, "");
  let at = 0;
  let from = 0;
  // Each a paragraph of its own. A word may be several clauses ("a.b"): the paragraph tells whose they are.
  for (const clause of await phonemize(fresh.join("\n\n"), language)) {
    while (at < fresh.length - 1 && clause.start >= from + (fresh[at] ?? "").length + 2) {
      from += (fresh[at] ?? "").length + 2;
      at++;
    }
    const text = fresh[at] ?? "";
    known.set(text, `${known.get(text) ?? ""}${clause.ipa}`);
  }
  return words.map(({ text }) => known.get(text) ?? "");
}
