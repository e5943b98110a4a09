import { SaxesParser } from "saxes";
import { ParlandoError } from "../../contract/errors.js";
import { BLOCKS, ELEMENTS, type Opened } from "./elements.js";
import { SpanList, type SpanState } from "./spans.js";
import { SSML_LIMITS, type SsmlLimits, type SsmlSpan } from "./types.js";

const ROOT_STATE: SpanState = { manner: { speed: 1, pitch: 1, volume: 1 } };

/**
 * Reads SSML into a flat list of spans, in the order in which they are spoken.
 * Unknown attributes are ignored; unknown elements are errors, since what they meant would be lost.
 * @throws ParlandoError `invalid_request` with line and column; `text_too_long` over the limit of characters.
 */
export function parseSsml(markup: string, limits: SsmlLimits = SSML_LIMITS): SsmlSpan[] {
  if (markup.length > limits.maxCharacters) {
    throw new ParlandoError(
      "text_too_long",
      `The SSML has ${markup.length} characters; the limit is ${limits.maxCharacters}. Send it in parts.`,
    );
  }
  return new Reader(markup, limits).read();
}

/** Whether a text is SSML by its looks; plain text may contain `<` and `&`. */
export function looksLikeSsml(text: string): boolean {
  return /^\uFEFF?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^]*?-->\s*)?<speak[\s>/]/.test(text);
}

interface Element extends Opened {
  readonly name: string;
  /** Gathered text of an element that is read as a whole. */
  readonly gathered: { text: string; start: number; end: number };
}

class Reader {
  private readonly parser = new SaxesParser();
  private readonly spans = new SpanList();
  private readonly stack: Element[] = [];
  /** Where the markup that has been dealt with ends. */
  private doneTo = 0;

  constructor(
    private readonly markup: string,
    private readonly limits: SsmlLimits,
  ) {}

  read(): SsmlSpan[] {
    const { parser } = this;
    parser.on("error", (error) => this.failXml(error.message));
    parser.on("doctype", () => this.fail("a DOCTYPE is not allowed"));
    parser.on("text", (text) => this.text(text, this.doneTo, parser.position - 1));
    parser.on("cdata", (text) => {
      this.text(text, parser.position - text.length - 3, parser.position - 3);
      this.doneTo = parser.position;
    });
    // The parser reports a comment at its second hyphen, one character early.
    parser.on("comment", () => (this.doneTo = parser.position + 1));
    parser.on("processinginstruction", () => (this.doneTo = parser.position));
    parser.on("opentagstart", ({ name }) => this.checkDepth(name));
    parser.on("opentag", ({ name, attributes }) => this.open(name, attributes));
    parser.on("closetag", () => this.close());
    parser.write(this.markup).close();
    return this.spans.finish(this.doneTo, ROOT_STATE);
  }

  private get innermost(): Element | undefined {
    return this.stack.at(-1);
  }

  private checkDepth(name: string): void {
    if (this.stack.length >= this.limits.maxDepth) {
      this.fail(`<${name}> lies in ${this.stack.length} others; the limit is ${this.limits.maxDepth}`);
    }
    if (this.stack.length === 0 && name !== "speak") this.fail(`the outermost element must be <speak>, not <${name}>`);
    if (!Object.hasOwn(ELEMENTS, name)) {
      this.fail(`unknown element <${name}>; known are ${Object.keys(ELEMENTS).join(", ")}`);
    }
  }

  private open(name: string, attributes: Record<string, string>): void {
    this.doneTo = this.parser.position;
    const outer = this.innermost;
    const { spans, limits } = this;
    const fail = (message: string): never => this.fail(message);
    const opened = ELEMENTS[name]?.({ attributes, state: outer?.state ?? ROOT_STATE, spans, limits, fail });
    const gathered = { text: "", start: this.doneTo, end: this.doneTo };
    // What lies in a whole belongs to it.
    if (outer?.whole !== undefined) this.stack.push({ ...outer, name });
    else if (opened !== undefined) {
      this.stack.push({ ...opened, name, gathered, isSilent: outer?.isSilent === true || opened.isSilent === true });
    }
  }

  private close(): void {
    const element = this.stack.pop();
    if (element === undefined) return;
    if (element.whole !== undefined && this.innermost?.gathered !== element.gathered) this.endWhole(element);
    this.doneTo = this.parser.position;
    const block = BLOCKS[element.name];
    if (block !== undefined) this.spans.begin(block);
  }

  private endWhole({ gathered, state, whole, isSilent }: Element): void {
    const isEmpty = gathered.text.trim() === "" && whole?.alias === undefined && state.phonemes === undefined;
    if (isEmpty || isSilent === true) return;
    const raw = this.markup.slice(gathered.start, gathered.end);
    this.spans.addWhole({ text: gathered.text, raw, start: gathered.start }, state, whole?.alias);
  }

  private text(text: string, start: number, end: number): void {
    const element = this.innermost;
    this.doneTo = end;
    if (element === undefined || element.isSilent === true) return;
    if (element.whole !== undefined) {
      if (element.gathered.text === "") element.gathered.start = start;
      element.gathered.text += text;
      element.gathered.end = end;
      return;
    }
    this.spans.addText({ text, raw: this.markup.slice(start, end), start }, element.state);
  }

  /** The parser's own message, or the bare ampersand that misled it. */
  private failXml(message: string): never {
    const bare = /&(?!(?:#\d+|#x[\da-fA-F]+|[A-Za-z]\w*);)/.exec(this.markup.replace(/<!\[CDATA\[[^]*?\]\]>/g, blank));
    if (bare !== null && bare.index < this.parser.position) {
      const lines = this.markup.slice(0, bare.index).split("\n");
      this.failAt(lines.length, (lines.at(-1)?.length ?? 0) + 1, "a bare & is not allowed; write &amp;");
    }
    return this.fail(message.replace(/^\d+:\d+: /, "").replace(/\.$/, ""));
  }

  private fail(message: string): never {
    return this.failAt(this.parser.line, Math.max(1, this.parser.columnIndex), message);
  }

  private failAt(line: number, column: number, message: string): never {
    throw new ParlandoError("invalid_request", `SSML, line ${line}, column ${column}: ${message}.`);
  }
}

const blank = (part: string): string => part.replace(/[^\n]/g, " ");
