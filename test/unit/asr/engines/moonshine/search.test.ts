import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { search, type Answer, type View } from "../../../../../src/asr/engines/moonshine/search.js";

const END = 2;
const [A, B, C, D] = [3, 4, 5, 6];
const VOCABULARY = 7;

/** Probabilities of the next token after some tokens; what is not named ends there. */
type Grammar = Readonly<Record<string, Readonly<Record<number, number>>>>;

/** A view that speaks a grammar, and remembers its beginnings by their parents as the decoder does. */
class GrammarView implements View {
  runs = 0;
  private beginnings: number[][] = [[]];
  private readonly grammar: Grammar;
  constructor(grammar: Grammar) {
    this.grammar = grammar;
  }

  next(tokens: readonly number[], parents: readonly number[]): Promise<Float32Array> {
    const before = this.beginnings;
    this.beginnings = tokens.map((token, at) => [
      ...(before[parents[at] ?? -1] ?? []),
      ...(this.runs > 0 ? [token] : []),
    ]);
    this.runs += 1;
    const logits = new Float32Array(tokens.length * VOCABULARY).fill(-30);
    for (const [at, ids] of this.beginnings.entries()) {
      const next = this.grammar[ids.join(" ")] ?? { [END]: 1 };
      for (const [id, probability] of Object.entries(next))
        logits[at * VOCABULARY + Number(id)] = Math.log(probability);
    }
    return Promise.resolve(logits);
  }
}

async function found(grammars: readonly Grammar[], width: number, maxTokens = 8): Promise<Answer & { yields: number }> {
  const searching = search(
    grammars.map((grammar) => new GrammarView(grammar)),
    width,
    maxTokens,
  );
  for (let yields = 0; ; yields += 1) {
    const step = await searching.next();
    if (step.done === true) return { ...step.value, yields };
  }
}

const MISLEADING: Grammar = { "": { [A]: 0.6, [B]: 0.4 }, [A]: { [C]: 0.3, [D]: 0.3, [END]: 0.2 }, [B]: { [C]: 0.99 } };

describe("search", () => {
  test("one view and a width of 1 take the likeliest token each time", async () => {
    const { ids, logProbability, yields } = await found([MISLEADING], 1);
    assert.deepEqual(ids, [A, C, END]);
    assert.ok(Math.abs(logProbability - Math.log(0.6 * (0.3 / 0.8))) < 1e-3, `${logProbability}`);
    assert.equal(yields, 3);
  });

  test("more width finds what begins badly and goes on well", async () => {
    assert.deepEqual((await found([MISLEADING], 2)).ids, [B, C, END]);
  });

  test("views agree on what none of them may find likeliest", async () => {
    const views = [{ "": { [A]: 0.55, [C]: 0.44, [B]: 0.01 } }, { "": { [B]: 0.55, [C]: 0.44, [A]: 0.01 } }];
    const { ids, yields } = await found(views, 1);
    assert.deepEqual(ids, [C, END]);
    assert.equal(yields, 4);
  });

  test("silence is believed when it is likelier than all words together", async () => {
    assert.deepEqual((await found([{ "": { [END]: 0.6, [A]: 0.4 } }], 3)).ids, [END]);
    assert.deepEqual((await found([{ "": { [END]: 0.4, [A]: 0.3, [B]: 0.3 }, [B]: { [C]: 1 } }], 3)).ids, [B, C, END]);
  });

  test("what repeats itself without end is ended", async () => {
    const { ids } = await found([{ "": { [A]: 1 }, ...endless(A, 40) }], 2, 40);
    assert.ok(ids.length < 20, `${ids.length}`);
  });

  test("the longest answer is given when none ends", async () => {
    const grammar = { "": { [A]: 1 }, [A]: { [B]: 1 }, [`${A} ${B}`]: { [C]: 1 } };
    assert.deepEqual((await found([grammar], 2, 3)).ids, [A, B, C]);
  });
});

function endless(id: number, most: number): Grammar {
  const lengths = Array.from({ length: most }, (_, at) => at + 1);
  return Object.fromEntries(lengths.map((length) => [Array(length).fill(id).join(" "), { [id]: 1 }]));
}
