import { alternatives } from "../european/numerals.js";
import { romanValue } from "../european/roman.js";
import type { Found, Rule } from "../types.js";
import { governed } from "./context.js";
import { type Case, cardinal } from "./grammar.js";
import {
  ABBREVIATIONS,
  ACRONYMS,
  BEFORE_NAMES,
  BEFORE_NUMBERS,
  INITIALISMS,
  LETTERS,
  WEEKDAYS,
} from "./abbreviations.data.js";
import { type Noun, toNoun } from "./nouns.js";

const dense = (written: string): string => written.replaceAll(" ", "");
const table = (written: Readonly<Record<string, string>>): Map<string, string> =>
  new Map(Object.entries(written).map(([key, said]) => [dense(key), said]));

const SAID = table(ABBREVIATIONS);
const START = String.raw`(?<![\p{L}\p{N}.])`;

const cases = (forms: string): Record<Case, string> => {
  const [nom = "", gen = "", dat = "", acc = "", ins = "", pre = ""] = forms.split(" ");
  return { nom, gen, dat, acc, ins, pre };
};

/** Nouns whose declension has a vowel of its own, or that are adjectives. */
const IRREGULAR: Readonly<Record<string, Record<Case, string>>> = {
  "переул_к m": cases("переулок переулка переулку переулок переулком переулке"),
  "посёл_к m": cases("посёлок посёлка посёлку посёлок посёлком посёлке"),
  "рисун_к m": cases("рисунок рисунка рисунку рисунок рисунком рисунке"),
  "участ_к m": cases("участок участка участку участок участком участке"),
  "стат_ f": cases("статья статьи статье статью статьёй статье"),
  "приложени n0": cases("приложение приложения приложению приложение приложением приложении"),
  "набережн A": cases("набережная набережной набережной набережную набережной набережной"),
};

function namesOf(written: string): Record<Case, string> {
  const irregular = IRREGULAR[written];
  if (irregular !== undefined) return irregular;
  const noun: Noun = toNoun(written);
  return { ...noun.one };
}

const NUMBERED = new Map(Object.entries(BEFORE_NUMBERS).map(([key, written]) => [dense(key), namesOf(written)]));
const NAMED = new Map(Object.entries(BEFORE_NAMES).map(([key, written]) => [dense(key), namesOf(written)]));

/** Abbreviations with stops and hyphens. */
export function abbreviationRules(): Rule[] {
  return [
    ...weekdayRules(),
    {
      name: "magnitude",
      needs: /в (?:тыс|мл)/u,
      pattern: /(?<=(?:^|\P{L})[вВ] )(?<what>тыс|млн|млрд)\.?(?= ?(?:руб|долл|евро|штук|тонн|чел|₽|\$|€))/gu,
      say: ({ group }) => ({ тыс: "тысячах", млн: "миллионах", млрд: "миллиардах" })[group("what")],
    },
    {
      name: "abbreviation",
      needs: /Н\. Н/u,
      pattern: /(?<![\p{L}])Н\.(?= Новгород)/gu,
      say: ({ before }) => (/(?:^|\s)(?:в|из|до|под) (?:г\. )?$/u.test(before(9)) ? "Нижнем" : "Нижний"),
    },
    {
      name: "abbreviation",
      pattern: new RegExp(String.raw`${START}(?:${alternatives(Object.keys(BEFORE_NUMBERS))})(?= ?[+(\dIVX№])`, "gu"),
      say: (found) => sayNumbered(found),
    },
    {
      name: "abbreviation",
      needs: /св\./iu,
      pattern: new RegExp(String.raw`${START}[Сс]в\.(?= ?(?<name>\p{Lu}\p{Ll}+))`, "gu"),
      say: ({ group, before }) => sayHoly(group("name"), before()),
    },
    {
      name: "abbreviation",
      pattern: new RegExp(
        String.raw`${START}(?:${alternatives(Object.keys(BEFORE_NAMES))})(?= ?(?:[«"]?\p{Lu}|им\.|\d{1,3}(?:-\p{L}| (?:\p{Lu}|лет))))`,
        "gu",
      ),
      say: (found) => sayNamed(found),
    },
    {
      name: "address",
      needs: /(?:ул|пр|пл|наб|пер|ш)\.|пр-т|б-р/u,
      pattern:
        /(?<=(?<before>\p{L}{0,4} ?)\p{Lu}\p{L}{2,20}(?<ending>ая|ой|ую|ый|ий|ое|ом|ого) )(?<what>ул\.|пр\.|пл\.|наб\.|пер\.|ш\.|пр-т|б-р)(?!\p{L})/gu,
      say: ({ group }) => {
        const forms = NAMED.get(group("what"));
        const endings: Readonly<Record<string, Case>> = { ую: "acc", ом: "pre", ого: "gen" };
        const isIn = /(?:^|\s)(?:на|в) $/u.test(group("before"));
        return forms?.[
          group("ending") === "ой" && forms.nom !== "проспект"
            ? isIn
              ? "pre"
              : "gen"
            : (endings[group("ending")] ?? "nom")
        ];
      },
    },
    {
      name: "abbreviation",
      needs: /обл|р-н/u,
      pattern: /(?<=\p{L}(?<ending>ая|ой|ую|ий|ого|ом|ем) )(?<what>обл\.|р-н)(?!\p{L})/gu,
      say: ({ group }) => sayAfterAdjective(group("what"), group("ending")),
    },
    {
      name: "abbreviation",
      pattern: new RegExp(String.raw`${START}(?:${alternatives(Object.keys(ABBREVIATIONS))})(?![\p{L}\p{N}])`, "gu"),
      say: (found) => keepStop(found, SAID.get(dense(found.match))),
    },
  ];
}

/** "стр. 12–15" and "№№ 1, 2" are more than one. */
/** Days of the week, and parts of a century or a decade. */
function weekdayRules(): Rule[] {
  const weekday = Object.keys(WEEKDAYS).join("|");
  return [
    {
      name: "weekday",
      pattern: new RegExp(
        String.raw`(?<!\p{L})(?<a>${weekday})\.?(?<joint> ?[–—-] ?|, | и )(?<b>${weekday})(?!\p{L})\.?`,
        "giu",
      ),
      say: ({ group }) => {
        const [a, b] = [group("a"), group("b")].map((day) => WEEKDAYS[day.toLowerCase()] ?? "");
        const joint = /[–—-]/u.test(group("joint")) ? " – " : group("joint");
        return `${a ?? ""}${joint}${b ?? ""}`;
      },
    },
    {
      name: "weekday",
      pattern: new RegExp(String.raw`(?<!\p{L})(?<a>${weekday})(?=,? \d{1,2}(?:[.:]\d\d| \p{Ll}))`, "giu"),
      say: ({ group }) => WEEKDAYS[group("a").toLowerCase()],
    },
    {
      name: "weekday",
      pattern: new RegExp(
        String.raw`(?<=(?<!\p{L})(?<p>в|во|на|до|с|со|от|кроме|после|по|к|ко|каждый|каждую) )(?<a>${weekday})(?!\p{L})\.?`,
        "giu",
      ),
      say: ({ group }) => sayWeekday(group("a"), group("p").toLowerCase()),
    },
    {
      name: "abbreviation",
      needs: /(?:сер|нач|кон|пол)\./u,
      pattern:
        /(?<=(?<p>(?<!\p{L})(?:в|во|на|с|со|до|к) )?(?:(?<=-[йя]) )?)(?<![\p{L}.])(?<what>сер|нач|кон|пол)\.(?= (?:[IVXХ]{1,6}(?!\p{L})|\d))/gu,
      say: ({ group, before }) => sayPartOfTime(group("what"), before()),
    },
  ];
}

function sayNumbered({ match, after, before }: Found): string | undefined {
  const forms = NUMBERED.get(dense(match));
  if (forms === undefined) return undefined;
  const isStreet = /(?<!\p{L})(?:д\.|дом|корп\.|вл\.) ?\d{1,4}\p{L}?(?:[/-]\d{1,3})?,? ?$/u.test(before());
  const space = /^[\dIVX]/u.test(after(1)) ? " " : "";
  if (match === "стр." && isStreet) return `строение${space}`;
  if (/^[сС]\.$/u.test(match) && !/(?:^|[.,;:(]) ?$/u.test(before(4))) return undefined;
  if (/^ ?\d{1,4} ?[–—-] ?\d/u.test(after(12)) && forms.nom === "страница") return `страницы${space}`;
  return forms[/^(?:с|со)$/u.test(lastWord(before())) ? "ins" : caseOfPlace(before())] + space;
}

const lastWord = (before: string): string => /(\p{L}+) $/u.exec(before)?.[1]?.toLowerCase() ?? "";

function sayNamed(found: Found): string | undefined {
  const forms = NAMED.get(dense(found.match));
  const before = found.before();
  if (forms === undefined) return undefined;
  if (/^(?:с|м|р|о|п|д|ст|г)\.$/u.test(found.match) && /\d ?$/u.test(before)) return undefined;
  const space = found.after(1) === " " ? "" : " ";
  return forms[caseOfPlace(before)] + space;
}

/** "в г. Казани": places stand in the prepositional behind "в" and "на". */
function caseOfPlace(before: string): Case {
  const word = lastWord(before);
  if (/^(?:в|во|на|о|об|при)$/u.test(word)) return "pre";
  if (/^(?:с|со|возле|вдоль|мимо|жители|жителей|мэр|мэра|центр|центре|центра|администрация|администрации)$/u.test(word))
    return "gen";
  if (/^(?:к|ко|по)$/u.test(word)) return "dat";
  if (/^(?:под|за)$/u.test(word)) return "ins";
  return governed(before) ?? "nom";
}

const WEEKDAY_FORMS: Readonly<Record<string, string>> = {
  пн: "понедельник понедельника понедельникам",
  вт: "вторник вторника вторникам",
  ср: "среду среды средам",
  чт: "четверг четверга четвергам",
  пт: "пятницу пятницы пятницам",
  сб: "субботу субботы субботам",
  вс: "воскресенье воскресенья воскресеньям",
};

/** "в пт", "до пн", "по сб". */
function sayWeekday(short: string, preposition: string): string {
  const [accusative = "", genitive = "", dative = ""] = (WEEKDAY_FORMS[short.toLowerCase()] ?? "").split(" ");
  if (/^(?:до|с|со|от|кроме|после)$/u.test(preposition)) return genitive;
  return /^(?:по|к|ко)$/u.test(preposition) ? dative : accusative;
}

/** "в сер. XIX в.", "2-я пол. XX в." */
function sayPartOfTime(short: string, before: string): string {
  const forms: Readonly<Record<string, readonly [string, string, string]>> = {
    сер: ["середина", "середине", "середины"],
    нач: ["начало", "начале", "начала"],
    кон: ["конец", "конце", "конца"],
    пол: ["половина", "половине", "половины"],
  };
  const [nominative, prepositional, genitive] = forms[short] ?? ["", "", ""];
  if (/(?:^|\s)(?:в|во|на) (?:\S{1,8}-[йе] )?$/iu.test(before)) return prepositional;
  return /(?:^|\s)(?:с|со|до|из|от) (?:\S{1,8}-[йе] )?$/iu.test(before) ? genitive : nominative;
}

function sayHoly(name: string, before: string): string {
  const isFemale =
    /[ая]$/u.test(name) &&
    !/^(?:Илья|Лука|Никита|Фома|Савва|Николая|Георгия|Петра|Павла|Владимира|Андрея|Иоанна)$/u.test(name);
  if (isFemale) return "святая";
  if (/[ая]$/u.test(name) && (governed(before) === "gen" || /\p{L} $/u.test(before))) return "святого";
  return "святой";
}

function sayAfterAdjective(what: string, ending: string): string {
  if (what === "обл.") return ending === "ой" ? "области" : "область";
  const forms: Readonly<Record<string, string>> = { ого: "района", ом: "районе", ем: "районе" };
  return forms[ending] ?? "район";
}

/** Abbreviations that sentences end with; others open something. */
const CLOSING =
  /(?:далее|подобное|другие|прочее|эры|рублей|копеек|тысяч|миллионов|миллиардов|штук|человек|секунд|месяц|сутки|области?|минимум|максимум|век|года|район|понедельник|вторник|четверг|пятница|суббота|воскресенье)$/u;

/** The stop of an abbreviation before a new sentence is a full stop, too. */
function keepStop({ match, after }: Found, said: string | undefined): string | undefined {
  if (said === undefined || !match.endsWith(".")) return said;
  if (!CLOSING.test(said)) return said;
  return /^\s*(?:$|\s[«"]?\p{Lu})/u.test(after(6)) ? `${said}.` : said;
}

const acronyms = new Set(ACRONYMS);

/** Cyrillic capitals by the names of their letters, or as a word; initials; single letters beside numbers. */
export function initialismRules(): Rule[] {
  return [
    {
      name: "initials",
      needs: /[А-ЯЁ]\./u,
      pattern: /(?<![\p{L}\p{N}])(?:[А-ЯЁ]\. ?){1,2}(?=[А-ЯЁ][а-яё]{2,})/gu,
      say: ({ match }) => `${spell(match.replace(/[. ]/gu, ""))} `,
    },
    {
      name: "initials",
      needs: /[А-ЯЁ]\./u,
      pattern: /(?<=[А-ЯЁ][а-яё]{2,20} )[А-ЯЁ]\. ?[А-ЯЁ]\./gu,
      say: ({ match }) => spell(match.replace(/[. ]/gu, "")),
    },
    {
      name: "initialism",
      needs: /[А-ЯЁ]{2}/u,
      pattern: /(?<![\p{L}\p{N}_])[А-ЯЁ]{2,6}(?![\p{L}\p{N}_])/gu,
      say: (found) => sayInitialism(found),
    },
    {
      name: "initialism",
      needs: /[A-Z]{2}/u,
      pattern: /(?<![\p{L}\p{N}_])[A-Z]{2,5}(?![\p{L}\p{N}_])/gu,
      say: ({ match, before, after }) =>
        /^[IVX]{2,5}$/u.test(match) && romanValue(match) !== undefined
          ? cardinal(String(romanValue(match)))
          : isPronounceableLatin(match) || isShouted(before(), after())
            ? match
            : Array.from(match).join(" "),
    },
    {
      name: "letter",
      needs: /\d ?[А-ЯЁ]/u,
      pattern: /(?<=\d ?)[БВГДЖЗКЛМНПРСТФХЦЧШЩ](?![\p{L}\p{N}])/gu,
      say: ({ match }) => ` ${LETTERS[match] ?? match}`,
    },
  ];
}

export const spell = (letters: string): string => Array.from(letters, (letter) => LETTERS[letter] ?? letter).join(" ");

export const isPronounceableLatin = (letters: string): boolean =>
  /^(?:NASA|NATO|UNESCO|UNICEF|IKEA|LEGO|SIM|RAM|ROM|GIF|COVID|FIFA|UEFA|SAP|VISA|NOKIA|ASUS|LADA|KIA|AUDI|SONY|ZARA|LEXUS|XIAOMI|NIKE|PUMA|BOSCH|HONDA|MAZDA|ACER|OPEC|JAVA|RUST|HELP|SALE|NEW|TOP|PRO|MAX|MINI|PLUS|AIR|OK)$/u.test(
    letters,
  );

function sayInitialism({ match, before, after }: Found): string {
  const known = INITIALISMS[match];
  if (known !== undefined) return known;
  if (acronyms.has(match) || isShouted(before(), after())) return match;
  return isPronounceable(match) ? match : spell(match);
}

/** Syllables of a consonant, a vowel and perhaps another consonant: "ВИЧ", "МХАТ" by list. */
const isPronounceable = (letters: string): boolean =>
  letters.length > 2 &&
  /^(?:[БВГДЖЗКЛМНПРСТФХЦЧШЩ]?[АЕЁИОУЫЭЮЯ][БВГДЖЗКЛМНПРСТФХЦЧШЩЙ]?)+Ь?$/u.test(letters) &&
  /[БВГДЖЗКЛМНПРСТФХЦЧШЩ][АЕЁИОУЫЭЮЯ]/u.test(letters);

/** Whether the word stands beside another in capitals that is no initialism: those stay as they are. */
function isShouted(before: string, after: string): boolean {
  const [, last = ""] = /(?:^|\P{L})(\p{Lu}{4,40})\P{L}{1,3}$/u.exec(before) ?? [];
  const [, next = ""] = /^\P{L}{1,3}(\p{Lu}{4,40})(?!\p{L})/u.exec(after) ?? [];
  return [last, next].some((word) => word.length > 6 || (isPronounceable(word) && !acronyms.has(word)));
}

/** Letters and digits run together: "М4", "Ту-154", "B12", "5G", "COVID-19". */
export function mixedRules(): Rule[] {
  return [
    {
      name: "formula",
      needs: /[₀-₉]/u,
      pattern: /(?<![\p{L}\p{N}])(?:\p{Lu}\p{Ll}?[₀-₉]{0,3}){1,8}(?![\p{L}\p{N}])/gu,
      say: ({ match }) =>
        /[₀-₉]/u.test(match)
          ? sayParts(match.replace(/[₀-₉]/gu, (digit) => String(digit.charCodeAt(0) - 0x2080)))
          : undefined,
    },
    {
      name: "mixed",
      needs: /\d/u,
      pattern:
        /(?<![\p{L}\p{N}_])(?:\p{L}{1,12}-?\d{1,6}\p{L}{0,6}|\d{1,6}-?\p{Lu}{1,4}|\d{3,4}[piр])(?:-?\d{1,6})?(?![\p{L}\p{N}_])/gu,
      say: ({ match }) => sayParts(match),
    },
    {
      name: "digits",
      needs: /\d/u,
      pattern: /\d{1,400}/gu,
      say: ({ match }) =>
        match.length > 15 || match.startsWith("0")
          ? Array.from(match, (digit) => cardinal(digit)).join(" ")
          : cardinal(match),
    },
  ];
}

function sayParts(written: string): string {
  const parts =
    written.replace(/^IPv(?=\d)/u, "IP v ").match(/[А-ЯЁ]+(?![а-яё])|[A-Z]+(?![a-z])|\p{Lu}?\p{Ll}+|\d+/gu) ?? [];
  return parts
    .map((part) => {
      if (/^\d/u.test(part)) {
        return part.startsWith("0") ? Array.from(part, (digit) => cardinal(digit)).join(" ") : cardinal(part);
      }
      if (/^[А-ЯЁ]{1,4}$/u.test(part)) return acronyms.has(part) || isPronounceable(part) ? part : spell(part);
      if (/^[A-Z]{2,4}$/u.test(part) && !isPronounceableLatin(part)) return Array.from(part).join(" ");
      return part;
    })
    .join(" ");
}
