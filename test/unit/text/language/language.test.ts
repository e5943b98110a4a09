import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { detectLanguage, languageSpans } from "../../../../src/text/language/index.js";

const AMONG = ["en", "ru", "es", "de", "fr", "it", "pt", "zh", "ja", "ko", "uk", "hi", "ar"];

const TEXTS: readonly (readonly [string, string])[] = [
  ["en", "Good morning, how are you today?"],
  ["en", "The quick brown fox jumps over the lazy dog."],
  ["de", "Guten Morgen, wie geht es Ihnen heute?"],
  ["es", "Buenos días, ¿cómo está usted?"],
  ["fr", "Bonjour, je voudrais une baguette, s'il vous plaît."],
  ["it", "Buongiorno, vorrei un caffè, per favore."],
  ["pt", "Bom dia, você pode me ajudar, por favor?"],
  ["ru", "Привет, как дела?"],
  ["uk", "Привіт, як твої справи?"],
  ["zh", "今天天气很好。"],
  ["ja", "今日はいい天気ですね。"],
  ["ko", "안녕하세요"],
  ["hi", "आप कैसे हैं?"],
  ["ar", "كيف حالك؟"],
];

for (const [language, text] of TEXTS) {
  test(`${text} is ${language}`, () => assert.equal(detectLanguage(text, AMONG), language));
}

test("only a language of the list is answered, in the list's own spelling", () => {
  assert.equal(detectLanguage("Guten Morgen, wie geht es Ihnen?", ["en-US", "de-AT"]), "de-AT");
  assert.equal(detectLanguage("Guten Morgen", ["en-US"]), "en-US");
  assert.equal(detectLanguage("Jeg vet ikke hva du mener", ["en", "nb-NO"]), "nb-NO");
  assert.equal(detectLanguage("Привет", ["en-US"]), undefined);
  assert.equal(detectLanguage("今日はいい天気ですね", ["zh-CN"]), "zh-CN");
  assert.equal(detectLanguage("12:30", AMONG), undefined);
  assert.equal(detectLanguage("", AMONG), undefined);
});

test("where nothing speaks for either, the order of the list decides", () => {
  assert.equal(detectLanguage("zzz", ["de", "en"]), "de");
  assert.equal(detectLanguage("zzz", ["en", "de"]), "en");
});

/** A bar before each change of language. */
const MIXED: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ["Установи |Visual Studio Code 2, |потом запусти |Docker.", ["ru", "en"], ["ru", "en", "ru", "en"]],
  ["|iPhone 15 |вышел", ["ru", "en"], ["en", "ru"]],
  ["Людовик XIV, витамин C и 5 GB памяти", ["ru", "en"], ["ru"]],
  ["Файл README готов", ["ru"], ["ru"]],
  ["Look at «|Привет» |there", ["en", "ru"], ["en", "ru", "en"]],
  ["我用|iPhone|打电话", ["zh", "en"], ["zh", "en", "zh"]],
  ["Only English here, 12 km.", ["en", "ru"], ["en"]],
  ["12:30!", ["en", "ru"], ["en"]],
];

for (const [marked, among, languages] of MIXED) {
  test(`languages of: ${marked}`, () => {
    const text = marked.replaceAll("|", "");
    const spans = languageSpans(text, among);
    const joined = spans.map(({ start, end }) => text.slice(start, end)).join("|");
    assert.equal(joined, marked.replace(/^\|/, ""));
    assert.deepEqual(
      spans.map(({ language }) => language),
      languages,
    );
  });
}

test("spans cover any text and never touch", () => {
  const text = fc.string({
    unit: fc.oneof(fc.constantFrom("а", "b", " ", "你", "1", "XI", "."), fc.string({ unit: "binary" })),
  });
  fc.assert(
    fc.property(text, (value) => {
      let at = 0;
      for (const span of languageSpans(value, ["ru", "en", "zh"])) {
        assert.equal(span.start, at);
        at = span.end;
      }
      assert.equal(at, value.length);
    }),
  );
});
