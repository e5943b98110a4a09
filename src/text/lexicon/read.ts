import { SaxesParser } from "saxes";
import { ParlandoError } from "../../contract/errors.js";
import { fromXSampa } from "../ssml/xsampa.js";
import type { LexiconEntry } from "./types.js";

/** Largest document read, UTF-16 units. */
const LARGEST_PLS = 20_000_000;

/** Entries of a table as configurations have it: a value between slashes is IPA, any other a spelling. */
export function entriesOf(table: Readonly<Record<string, string>>): LexiconEntry[] {
  return Object.entries(table).map(([written, said]) => {
    const ipa = /^\/(.+)\/$/u.exec(said.trim())?.[1];
    return ipa === undefined ? { written, spoken: said } : { written, ipa };
  });
}

/** A pronunciation lexicon as W3C's PLS 1.0 writes it. */
export interface PlsLexicon {
  /** BCP-47 tag. */
  readonly language: string | undefined;
  readonly entries: readonly LexiconEntry[];
}

interface Lexeme {
  readonly written: string[];
  phoneme: { readonly ipa: string; readonly isPreferred: boolean } | undefined;
  alias: string | undefined;
}

/**
 * Reads a PLS document (`<lexicon>`). Of several pronunciations the preferred one counts, else the first.
 * Case matters, as the standard has it.
 * @throws ParlandoError `invalid_request` with line and column.
 */
export function parsePls(xml: string): PlsLexicon {
  if (xml.length > LARGEST_PLS) {
    const message = `The lexicon has ${xml.length} characters; the limit is ${LARGEST_PLS}.`;
    throw new ParlandoError("payload_too_large", message);
  }
  return new PlsReader().read(xml);
}

class PlsReader {
  private readonly parser = new SaxesParser();
  private readonly entries: LexiconEntry[] = [];
  private readonly path: string[] = [];
  private language: string | undefined;
  private alphabet = "ipa";
  private lexeme: Lexeme | undefined;
  private attributes: Readonly<Record<string, string>> = {};
  private text = "";

  read(xml: string): PlsLexicon {
    const { parser } = this;
    parser.on("error", (error) => this.fail(error.message.replace(/^\d+:\d+: /, "").replace(/\.$/, "")));
    parser.on("doctype", () => this.fail("a DOCTYPE is not allowed"));
    parser.on("text", (text) => (this.text += text));
    parser.on("cdata", (text) => (this.text += text));
    parser.on("opentag", ({ name, attributes }) => this.open(name, attributes));
    parser.on("closetag", ({ name }) => this.close(name));
    parser.write(xml).close();
    return { language: this.language, entries: this.entries };
  }

  private open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (this.path.length === 0) {
      if (name !== "lexicon") this.fail(`the outermost element must be <lexicon>, not <${name}>`);
      this.language = attributes["xml:lang"];
      this.alphabet = attributes["alphabet"] ?? "ipa";
    }
    // Deeper elements belong to metadata, which is skipped; the path need not grow with them.
    if (this.path.length < 4) this.path.push(name);
    else this.fail(`<${name}> lies too deep for a lexicon`);
    if (name === "lexeme") this.lexeme = { written: [], phoneme: undefined, alias: undefined };
    this.attributes = attributes;
    this.text = "";
  }

  private close(name: string): void {
    this.path.pop();
    const { lexeme } = this;
    const text = this.text.trim();
    this.text = "";
    if (lexeme === undefined) return;
    if (name === "lexeme") this.endLexeme(lexeme);
    else if (text === "") return;
    else if (name === "grapheme") lexeme.written.push(text);
    else if (name === "alias") lexeme.alias ??= text;
    else if (name === "phoneme") this.endPhoneme(lexeme, text);
  }

  private endPhoneme(lexeme: Lexeme, text: string): void {
    const alphabet = this.attributes["alphabet"] ?? this.alphabet;
    if (alphabet !== "ipa" && alphabet !== "x-sampa")
      this.fail(`the alphabet "${alphabet}" is unknown: use ipa or x-sampa`);
    const isPreferred = this.attributes["prefer"] === "true";
    if (lexeme.phoneme !== undefined && (lexeme.phoneme.isPreferred || !isPreferred)) return;
    lexeme.phoneme = { ipa: alphabet === "ipa" ? text : fromXSampa(text), isPreferred };
  }

  private endLexeme({ written, phoneme, alias }: Lexeme): void {
    this.lexeme = undefined;
    if (written.length === 0) this.fail("a <lexeme> has no <grapheme>");
    if (phoneme === undefined && alias === undefined) this.fail("a <lexeme> has neither <phoneme> nor <alias>");
    const said = phoneme === undefined ? { spoken: alias ?? "" } : { ipa: phoneme.ipa };
    for (const form of written) this.entries.push({ written: form, ...said, matchCase: true });
  }

  private fail(message: string): never {
    const { line, columnIndex } = this.parser;
    throw new ParlandoError(
      "invalid_request",
      `Lexicon, line ${line}, column ${Math.max(1, columnIndex)}: ${message}.`,
    );
  }
}
