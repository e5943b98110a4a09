import type { SsmlSpan, TextShift } from "./types.js";

/** What the open elements say about the text inside them. */
export type SpanState = Pick<SsmlSpan, "manner" | "emphasis" | "sayAs" | "phonemes" | "voice" | "language">;

/** Text as the parser gives it, with where it stood in the markup. */
export interface SourceText {
  readonly text: string;
  /** The markup it was written as. */
  readonly raw: string;
  readonly start: number;
}

/** Builds the flat list of spans. */
export class SpanList {
  private readonly spans: (SsmlSpan & { text: string; end: number; shifts: TextShift[] })[] = [];
  private lastState: SpanState | undefined;
  private pauseMs = 0;
  private marks: string[] = [];
  private begins: SsmlSpan["begins"];

  pause(ms: number): void {
    this.pauseMs += ms;
  }

  mark(name: string): void {
    this.marks.push(name);
  }

  begin(what: "sentence" | "paragraph"): void {
    if (this.begins !== "paragraph") this.begins = what;
  }

  /** Adds running text. White space alone is kept only between words. */
  addText(source: SourceText, state: SpanState): void {
    if (source.text.trim() === "" && (this.spans.length === 0 || this.hasNews)) return;
    const text = source.text.replace(/[\t\r\n]/g, " ");
    const last = this.spans.at(-1);
    if (last === undefined || this.lastState !== state || this.hasNews) {
      this.push({ text, start: source.start, end: source.start + source.raw.length, isReplaced: false }, state);
      this.shift(source, 0);
      return;
    }
    const at = last.text.length;
    last.text += text;
    last.end = source.start + source.raw.length;
    this.shift(source, at);
  }

  /** Adds a span that is read as a whole. @param text what is spoken in place of the source, if it is replaced. */
  addWhole(source: SourceText, state: SpanState, text?: string): void {
    const end = source.start + source.raw.length;
    const spoken = (text ?? source.text).replace(/[\t\r\n]/g, " ");
    this.push({ text: spoken, start: source.start, end, isReplaced: text !== undefined }, state);
    if (text === undefined) this.shift(source, 0);
    this.lastState = undefined;
  }

  /** @param end where the markup's last text ended. */
  finish(end: number, state: SpanState): SsmlSpan[] {
    if (this.pauseMs > 0 || this.marks.length > 0) this.push({ text: "", start: end, end, isReplaced: false }, state);
    return this.spans;
  }

  private get hasNews(): boolean {
    return this.pauseMs > 0 || this.marks.length > 0 || this.begins !== undefined;
  }

  private push(span: Pick<SsmlSpan, "text" | "start" | "end" | "isReplaced">, state: SpanState): void {
    const { pauseMs: pauseBeforeMs, marks, begins } = this;
    const isFirst = this.spans.length === 0;
    const boundary = begins === undefined || isFirst ? {} : { begins };
    this.spans.push({ ...state, ...span, pauseBeforeMs, marks, ...boundary, shifts: [] });
    this.lastState = state;
    this.pauseMs = 0;
    this.marks = [];
    this.begins = undefined;
  }

  /** Notes where the text added at `at` departs from the markup: entities, CR LF, a comment before it. */
  private shift(source: SourceText, at: number): void {
    const span = this.spans.at(-1);
    if (span === undefined) return;
    let by = span.shifts.at(-1)?.by ?? 0;
    const note = (offset: number, shift: number, isGap: boolean): void => {
      if (shift === by) return;
      by = shift;
      span.shifts.push({ at: offset, by, isGap });
    };
    note(at, source.start - span.start - at, true);
    if (source.raw.length === source.text.length) return;
    for (const { index, length, written } of longerWritings(source.raw)) {
      // `index` counts raw units; the text is behind by what has been noted so far.
      const offset = source.start + index - span.start - by;
      note(offset + length, by + written - length, false);
    }
  }
}

/** Character references and CR LF: what takes more room in the markup than in the text. */
function longerWritings(raw: string): { index: number; length: number; written: number }[] {
  return [...raw.matchAll(/&(?:#(\d+)|#x([\da-f]+)|\w+);|\r\n/gi)].map((match) => {
    const [whole, decimal, hex] = match;
    const codePoint = decimal === undefined ? Number.parseInt(hex ?? "0", 16) : Number(decimal);
    return { index: match.index, length: codePoint > 0xffff ? 2 : 1, written: whole.length };
  });
}

/** Where a part of a span's text stands in the markup, as UTF-16 offsets. */
export function markupRange(span: SsmlSpan, from: number, to: number): { start: number; end: number } {
  if (span.isReplaced) return { start: span.start, end: span.end };
  const start = span.start + from + shiftWhere(span.shifts, ({ at }) => at <= from);
  if (to <= from) return { start, end: start };
  const by = shiftWhere(span.shifts, ({ at, isGap }) => at < to || (at === to && !isGap));
  return { start, end: span.start + to + by };
}

/** The last shift for which a condition holds that holds for all before it, too. */
function shiftWhere(shifts: readonly TextShift[], holds: (shift: TextShift) => boolean): number {
  let low = 0;
  let high = shifts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const shift = shifts[middle];
    if (shift !== undefined && holds(shift)) low = middle + 1;
    else high = middle;
  }
  return shifts[low - 1]?.by ?? 0;
}
