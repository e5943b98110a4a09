import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { ParlandoError } from "../../../../../src/contract/errors.js";
import { PLAIN_MANNER } from "../../../../../src/contract/manner.js";
import { parseConfig } from "../../../../../src/tts/engines/piper/config.js";
import { divide } from "../../../../../src/tts/engines/piper/divide.js";
import { toIds } from "../../../../../src/tts/engines/piper/ids.js";
import { PIPER_DEFAULTS } from "../../../../../src/tts/engines/piper/model.js";
import { toSentences, type PiperSentence } from "../../../../../src/tts/engines/piper/phonemes.js";
import { toUtterances } from "../../../../../src/tts/engines/piper/utterance.js";
import { phonemeGoldens, tinyVoice } from "../../../../kit/piper.js";

const { config: json } = tinyVoice();
const config = parseConfig(json, "tiny.onnx.json");
const withLanguage = (voice: string): typeof config =>
  parseConfig(json.replace('"voice": "en-us"', `"voice": "${voice}"`), "x");
const spell = ({ phonemes }: Pick<PiperSentence, "phonemes">): string => phonemes.map(({ text }) => text).join("");

/** Words with what is said for them. */
function spoken({ phonemes, words }: PiperSentence): string[] {
  return words.map(
    ({ text }, at) =>
      `${text}=${phonemes
        .filter(({ word }) => word === at)
        .map((each) => each.text)
        .join("")}`,
  );
}

describe("ids as Piper makes them", () => {
  for (const language of ["en-us", "es", "ru"]) {
    const rows = phonemeGoldens(`phonemes.${language}.espeak-1.52.0-echogarden-data.jsonl.gz`);
    test(
      `300 texts in ${language}`,
      { skip: rows === undefined ? "no ../shared/models/piper here" : false },
      async () => {
        const voice = withLanguage(language);
        for (const { text, ids } of rows ?? []) {
          const sentences = await toSentences(text, voice);
          const made = sentences.map(({ phonemes }) =>
            toIds(
              phonemes.map((each) => each.text),
              voice,
            ),
          );
          assert.deepEqual(
            made.map((each) => each.ids),
            ids,
            text,
          );
          assert.deepEqual(
            made.flatMap(({ unknown }) => unknown),
            [],
            text,
          );
        }
      },
    );
  }

  test("start, pads and end; each phoneme knows its ids", () => {
    const { ids, ranges } = toIds(["a", "b"], config);
    assert.deepEqual(ids, [1, 0, 14, 0, 15, 0, 2]);
    assert.deepEqual(ranges, [
      { start: 2, end: 4 },
      { start: 4, end: 6 },
    ]);
  });

  test("what the voice does not know is named, once, and has no ids", () => {
    const { ids, ranges, unknown } = toIds(["a", "☃", "☃", "b"], config);
    assert.deepEqual(unknown, ["☃"]);
    assert.deepEqual(ids, [1, 0, 14, 0, 15, 0, 2]);
    assert.deepEqual(ranges[1], { start: 4, end: 4 });
  });

  test("a voice's own map replaces phonemes, also by several", () => {
    const mapped = parseConfig(json.replace('"phoneme_map": {}', '"phoneme_map": {"☃": ["a", "b"]}'), "x");
    assert.deepEqual(toIds(["☃"], mapped), {
      ids: [1, 0, 14, 0, 15, 0, 2],
      ranges: [{ start: 2, end: 6 }],
      unknown: [],
    });
  });
});

describe("words and what is said for them", () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ["Hello, world.", ["Hello=həlˈoʊ", "world=wˈɜːld"]],
    ["the first of the month", ["the=ðə", "first=fˈɜːst", "of=ʌv", "the=ðə", "month=mˈʌnθ"]],
    ["and 25 people", ["and=ænd", "25=twˈɛntifˈaɪv", "people=pˈiːpəl"]],
    ["(“yes”) – no", ["yes=jˈɛs", "no=nˈoʊ"]],
  ];
  for (const [text, expected] of cases) {
    test(text, async () => {
      const [sentence] = await toSentences(text, config);
      assert.deepEqual(sentence === undefined ? [] : spoken(sentence), expected);
      for (const { text: word, span } of sentence?.words ?? []) assert.equal(text.slice(span.start, span.end), word);
    });
  }

  test("spans hold in texts of any characters", async () => {
    const pieces = fc.array(
      fc.constantFrom("word", "2.5", "ёж", "👍", "é", " ", ". ", ", ", "-", "—", "\n", "[[ab]]", "&", "”"),
      { maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(pieces, async (parts) => {
        const text = parts.join("");
        for (const sentence of await toSentences(text, config)) {
          for (const { text: word, span } of sentence.words) {
            const written = text.slice(span.start, span.end);
            assert.ok(written === word || written === `[[${word}]]`, JSON.stringify([text, word]));
          }
          assert.ok(sentence.phonemes.every(({ word }) => word < sentence.words.length));
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe("phonemes written out in the text", () => {
  test("stand between the words around them", async () => {
    const [sentence, ...more] = await toSentences("I said [[ həlˈoʊ ]] to him.", config);
    assert.ok(sentence !== undefined && more.length === 0);
    assert.equal(spell(sentence), "aɪ sˈɛd həlˈoʊ tə hˌɪm.");
    assert.deepEqual(spoken(sentence)[2], "həlˈoʊ=həlˈoʊ");
  });

  test("go on with the sentence that ended before them", async () => {
    const sentences = await toSentences("Yes. [[nˈoʊ]] way", config);
    assert.deepEqual(sentences.map(spell), ["jˈɛs. nˈoʊ wˈeɪ"]);
  });

  test("are decomposed, as the voices were trained", async () => {
    const [sentence] = await toSentences("[[ç]]", config);
    assert.deepEqual(
      sentence?.phonemes.map(({ text }) => text),
      ["c", "\u0327"],
    );
  });
});

test("a voice of letters is given the text itself, decomposed", async () => {
  const letters = parseConfig(json.replace('"phoneme_type": "espeak"', '"phoneme_type": "text"'), "x");
  const [sentence] = await toSentences("Ça va", letters);
  assert.ok(sentence !== undefined);
  assert.deepEqual(
    sentence.phonemes.map(({ text, word }) => [text, word]),
    [
      ["C", 0],
      ["\u0327", 0],
      ["a", 0],
      [" ", -1],
      ["v", 1],
      ["a", 1],
    ],
  );
});

describe("what is spoken in one go", () => {
  const options = { ...PIPER_DEFAULTS, most: 1000, speaker: 0, msPerId: 25 };
  const clause = "one two three four five six seven eight nine ten eleven twelve";
  const long = `${clause}, ${clause}, ${clause}, ${clause}.`;

  test("a short sentence whole", async () => {
    const [one, ...more] = await toUtterances("Good morning, all.", config, PLAIN_MANNER, options);
    assert.equal(more.length, 0);
    assert.deepEqual([one?.span, one?.before, one?.after], [{ start: 0, end: 18 }, undefined, undefined]);
  });

  test("the first clause of a long one divided off, the seam known to both", async () => {
    const [first, second, ...more] = await toUtterances(long, config, PLAIN_MANNER, options);
    assert.ok(first !== undefined && second !== undefined && more.length === 0);
    assert.equal(long.slice(first.span.start, first.span.end), `${clause},`);
    assert.equal(first.phonemes.at(-1)?.text, ",");
    assert.ok(first.after !== undefined && first.after === second.before);
    assert.ok(first.ids.length >= 40 && first.ids.length <= 230, String(first.ids.length));
  });

  test("a setting keeps it whole", async () => {
    assert.equal(
      (await toUtterances(long, config, PLAIN_MANNER, { ...options, firstClauseAbove: Infinity })).length,
      1,
    );
  });

  test("a clause after what says nothing is not divided off", async () => {
    const utterances = await toUtterances(`${long} …, —`, config, PLAIN_MANNER, options);
    assert.equal(utterances.length, 2);
  });

  test("never longer than the most ids, never cutting a word or losing a phoneme", async () => {
    const words = fc.array(fc.constantFrom("one", "seven,", "eleven;", "strength:", "a", "ninety-nine"), {
      minLength: 1,
      maxLength: 120,
    });
    await fc.assert(
      fc.asyncProperty(words, fc.integer({ min: 60, max: 300 }), async (list, most) => {
        const [sentence] = await toSentences(list.join(" "), config);
        if (sentence === undefined) return;
        const parts = divide(sentence, config, { ...options, most, firstClauseAbove: 150 });
        const joined = parts.map(spell).join("").replaceAll(" ", "");
        assert.equal(joined, spell(sentence).replaceAll(" ", ""));
        for (const part of parts) {
          assert.ok(
            toIds(
              part.phonemes.map(({ text }) => text),
              config,
            ).ids.length <=
              most + 3,
          );
          const own = new Set(part.phonemes.map(({ word }) => word).filter((word) => word >= 0));
          assert.ok(own.size > 0);
          for (const other of parts) {
            if (other !== part) assert.ok(other.phonemes.every(({ word }) => !own.has(word)));
          }
        }
        assert.deepEqual(
          parts.map(({ isDivided }) => isDivided),
          parts.map((_, at) => at < parts.length - 1),
        );
      }),
      { numRuns: 60 },
    );
  });

  test("a word longer than all that may be spoken is cut where it must be", async () => {
    const text = "lalala".repeat(500);
    const utterances = await toUtterances(text, config, PLAIN_MANNER, options);
    assert.ok(utterances.every(({ ids }) => ids.length <= options.most + 3));
    assert.equal(utterances.map(({ span }) => text.slice(span.start, span.end)).join(""), text);
  });

  test("spans are in order and cover all but white space", async () => {
    for (const text of ['  "Dr. Lee left." (He did!) ', "One. Two? Three…  ", "— Wait: [[stɑp]]. ”"]) {
      const utterances = await toUtterances(text, config, PLAIN_MANNER, options);
      let at = 0;
      for (const { span } of utterances) {
        assert.equal(text.slice(at, span.start).trim(), "", text);
        assert.ok(span.end > span.start);
        at = span.end;
      }
      assert.equal(text.slice(at).trim(), "", text);
    }
  });

  for (const silent of ["", "   ", "…", "?!", " — ", '"'] as const) {
    test(`${JSON.stringify(silent)} is nothing to say`, async () => {
      assert.deepEqual(await toUtterances(silent, config, PLAIN_MANNER, options), []);
    });
  }

  test("speed goes into the length scale, the seed into every part of its own", async () => {
    const utterances = await toUtterances(`${long} ${long}`, config, { ...PLAIN_MANNER, speed: 2, seed: 7 }, options);
    assert.deepEqual([...new Set(utterances.map(({ spoken: each }) => each.lengthScale))], [0.5]);
    const seeds = utterances.map(({ spoken: each }) => each.seed);
    assert.equal(seeds[0], 7);
    assert.equal(new Set(seeds).size, utterances.length);
  });
});

describe("a configuration that cannot be used says why", () => {
  const bad: readonly (readonly [string, string, RegExp])[] = [
    ["no JSON", "<html>", /tiny\.json is not JSON/],
    ["a list", "[]", /has no object/],
    [
      "an unknown phoneme type",
      json.replace('"phoneme_type": "espeak"', '"phoneme_type": "pinyin"'),
      /phonemes of the type "pinyin"/,
    ],
    ["no rate", json.replace('"sample_rate": 22050', '"sample_rate": "fast"'), /audio\.sample_rate/],
    ["no espeak voice", json.replace('"voice": "en-us"', '"voice": ""'), /espeak\.voice/],
    ["no map", json.replace('"phoneme_id_map"', '"other_map"'), /phoneme_id_map/],
    ["no end mark", json.replace('"$": [', '"€": ['), /no ids for \$/],
    ["an id beyond the symbols", json.replace('"num_symbols": 256', '"num_symbols": 40'), /beyond its 40 symbols/],
    ["no speakers", json.replace('"num_speakers": 3', '"num_speakers": 0'), /num_speakers/],
    ["a length scale of zero", json.replace('"length_scale": 1', '"length_scale": 0'), /inference\.length_scale/],
  ];
  for (const [what, text, message] of bad) {
    test(what, () => {
      assert.throws(
        () => parseConfig(text, "tiny.json"),
        (error: unknown) =>
          error instanceof ParlandoError && error.code === "engine_failed" && message.test(error.message),
      );
    });
  }

  test("what may be left out has the values of Piper's training", () => {
    const { inference, speakers } = parseConfig(
      JSON.stringify({
        audio: { sample_rate: 16000 },
        espeak: { voice: "de" },
        phoneme_id_map: { "^": [1], $: [2], _: [0] },
      }),
      "x",
    );
    assert.deepEqual(inference, { noiseScale: 0.667, lengthScale: 1, noiseW: 0.8 });
    assert.equal(speakers, 1);
  });
});
