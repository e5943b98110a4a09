import type { Found, Rule } from "../types.js";
import { governed, wordBefore } from "./context.js";
import { type Case, cardinal } from "./grammar.js";
import { sayCount, toNoun, whole } from "./nouns.js";

const HOUR = toNoun("час m");
const MINUTE = toNoun("минут f");
const SECOND = toNoun("секунд f");

const CLOCK = String.raw`(?<h>[01]?\d|2[0-4])(?<s>[:.])(?<m>[0-5]\d)(?:\k<s>(?<sec>[0-5]\d))?`;

export function timeRules(): Rule[] {
  return [
    {
      name: "time",
      needs: /\d[.:]\d\d ?[–—-]/u,
      pattern: new RegExp(
        String.raw`(?<![\p{L}\p{N}.,:/-])(?<h>[01]?\d|2[0-4])(?<s>:|\.(?=(?:00|15|30|45)))(?<m>[0-5]\d) ?[–—-] ?(?<h2>[01]?\d|2[0-4])\k<s>(?<m2>[0-5]\d)(?!\d|[.,:]\d| ?[%°₽])`,
        "gu",
      ),
      say: ({ group, before }) => {
        const isIn = /(?:^|\s)(?:в|на|за) $/u.test(before(5));
        const from = sayClock(Number(group("h")), Number(group("m")), isIn ? "acc" : "gen");
        const to = sayClock(Number(group("h2")), Number(group("m2")), isIn ? "acc" : "gen");
        return isIn ? `${from} – ${to}` : `с ${from} до ${to}`;
      },
    },
    {
      name: "time",
      needs: /\d:\d/u,
      pattern: new RegExp(
        String.raw`(?<![\p{L}\p{N}.,:/-])${CLOCK.replace("[:.]", ":")}(?: ?(?:ч\.?|час(?:а|ов)?)(?!\p{L}))?(?!\d|[.,:/–-]\d)`,
        "gu",
      ),
      say: (found) => sayTime(found),
    },
    {
      name: "time",
      needs: /\d\.\d\d/u,
      pattern: new RegExp(
        String.raw`(?<=(?<!\p{L})(?:[Вв]|до|с|к|после|около|на) )${CLOCK.replace("[:.]", "[.]")}(?: ?(?:ч\.?|час(?:а|ов)?)(?!\p{L}))?(?!\d|[.,:/–-]\d| ?[%°]| (?:раза?|кг|км|м|г|л|млн|млрд|тыс|балл|руб)(?!\p{L}))`,
        "gu",
      ),
      say: (found) => (found.group("sec") === "" ? sayTime(found) : undefined),
    },
    {
      name: "time",
      needs: /(?:МСК|мск|GMT|UTC)/u,
      pattern: /(?<=\d ?)(?:МСК|мск)(?!\p{L})\.?/gu,
      say: () => "по московскому времени",
    },
  ];
}

function sayTime({ group, before }: Found): string {
  const hours = Number(group("h"));
  const minutes = Number(group("m"));
  if (group("sec") !== "") {
    return [
      sayCount(whole(hours), HOUR),
      sayCount(whole(minutes), MINUTE, "acc"),
      sayCount(whole(Number(group("sec"))), SECOND, "acc"),
    ].join(" ");
  }
  const word = wordBefore(before());
  const inCase: Case = /^(?:с|со)$/u.test(word) ? "gen" : (governed(before()) ?? "nom");
  return sayClock(hours, minutes, inCase);
}

/** "пятнадцать тридцать", "девять часов", "ноль часов пятнадцать минут". */
function sayClock(hours: number, minutes: number, inCase: Case): string {
  if (minutes === 0) return sayCount(whole(hours), HOUR, inCase === "acc" ? "nom" : inCase);
  const oblique = inCase === "acc" ? "nom" : inCase;
  if (hours === 0) return `${sayCount(whole(0), HOUR, oblique)} ${sayCount(whole(minutes), MINUTE, oblique)}`;
  const zero = minutes < 10 ? "ноль " : "";
  return `${cardinal(String(hours), oblique)} ${zero}${cardinal(String(minutes), minutes < 10 ? "nom" : oblique, "f")}`;
}
