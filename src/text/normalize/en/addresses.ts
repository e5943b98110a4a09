import { DIGIT, oneOf, rule } from "../rule.js";
import type { Found, Rule, Said } from "../types.js";
import { DIRECTIONS, STATES, STREETS } from "./abbreviations.data.js";
import { digits, ordinal, pairs } from "./numbers.js";
import { letters } from "./text.js";

const STREET_WORDS = `${Object.values(STREETS).join("|")}|Terrace|Loop|Row|Crescent|Close|Gardens|Broadway|Park|Hill|Mews|Walk|Path|Pike|Plaza`;
const NAME = String.raw`(?:(?:\p{Lu}[\p{L}'-]{0,20}\.?|\d{1,3}(?:st|nd|rd|th)) ){1,4}`;
const STREET = String.raw`(?<![\p{L}\p{N}.,$#-])(?<number>\d{1,5})(?<letter>[A-Z])? (?=(?:(?:[NSEW]|NE|NW|SE|SW)\.? )?${NAME}(?:${STREET_WORDS}|${oneOf(Object.keys(STREETS))})(?![\p{L}]))`;

function sayNumber(found: Found): Said {
  const letter = found.group("letter");
  const end = found.start + found.group("number").length + letter.length;
  return { spoken: pairs(found.group("number")) + (letter === "" ? "" : ` ${letter}`), start: found.start, end };
}

const KIND = String.raw`(?=[A-Z][a-z])(?<=(?:\p{Lu}[\p{L}'-]{1,20}|\d(?:st|nd|rd|th)) )(?<kind>${oneOf(Object.keys(STREETS).filter((kind) => kind !== "Way"))})(?<period>\.?)(?![\p{L}\p{N}'])`;

/** "Oak Rd.", "Park Ln": always a street where it could be nothing else, else only in an address. */
function sayKind(found: Found): string | undefined {
  const kind = found.group("kind");
  const isNumbered =
    /\d{1,5}[A-Z]? (?:[NSEW]{1,2}\.? )?(?:(?:\p{Lu}[\p{L}'-]{0,20}\.?|\d{1,3}(?:st|nd|rd|th)) ){1,4}$/u.test(
      found.before(),
    );
  if (/^(?:Dr|St|Ct|Pl|Sq|Ter|Cir|Av|Terr|Trl|Aly)$/u.test(kind) && !isNumbered) return undefined;
  return STREETS[kind] ?? kind;
}

const DIRECTION = oneOf(Object.keys(DIRECTIONS));
const BEFORE_STREET = String.raw`(?=[NSEW])(?<=(?<![\p{L}\p{N}])\d{1,5}[A-Z]? )(?<direction>${DIRECTION})\.?(?= (?:\p{Lu}\p{Ll}|\d))`;
const AFTER_STREET = String.raw`(?=[NSEW])(?<=(?:${STREET_WORDS}|${oneOf(Object.keys(STREETS))})\.? )(?<direction>${DIRECTION})(?![\p{L}\p{N}.])`;
const STATE = String.raw`(?<=\p{L}, )(?<state>${oneOf(Object.keys(STATES))})(?:,? (?<zip>\d{5})(?:-(?<plus>\d{4}))?)?(?![\p{L}\p{N}])`;
const STATE_ZIP = String.raw`(?<![\p{L}\p{N}])(?<state>${oneOf(Object.keys(STATES))}) (?<zip>\d{5})(?:-(?<plus>\d{4}))?(?![\p{L}\p{N}-])`;

function sayState(found: Found): string {
  const zip = found.group("zip");
  const plus = found.group("plus");
  const code = zip === "" ? "" : `, ${digits(zip)}${plus === "" ? "" : ` dash ${digits(plus)}`}`;
  return (STATES[found.group("state")] ?? found.group("state")) + code;
}

/** "SW1A 1AA", "M5V 2T6": letters and digits one by one. */
function sayPostcode(found: Found): string {
  return Array.from(found.match.replaceAll(" ", ""), (sign) => (/\d/u.test(sign) ? digits(sign) : sign)).join(" ");
}

const ZIP = String.raw`(?=\d)(?<=(?:\b[Zz][Ii][Pp](?: [Cc]ode)?|\b[Pp]ostcode|\b[Pp]ostal code|\b[Pp][Ii][Nn] code):? (?:is )?)(?<zip>\d{5,6})(?:-(?<plus>\d{4}))?(?![\p{L}\p{N}])`;
const BOX = String.raw`(?<![\p{L}\p{N}])P\.? ?O\.? Box (?<number>\d{1,6})(?![\p{L}\p{N}])`;

const NAMED = String.raw`(?=\d)(?<=(?:Room|Rooms|room|rooms|Rm\.?|Suite|suite|Ste\.?|Apartment|apartment|Apt\.?|Gate|gate|Unit|unit|Exit|exit|Bus|bus|Highway|highway|Hwy\.?|Route|route|Rte\.?|Section|section|Channel|channel|Psalm|Interstate|Flight|flight|Flt\.?|Boeing|Porsche|Firefox|Chrome|Area|Line|line|Port|port|Error|error|Status|status|HTTP|Form|Seat|seat|Platform|Agent|extension|ext\.?|No\.|House|house|Building|building|Train|train|Locker|locker|Box|Unit|RFC|RTX|GTX|Lot|Catch|Peugeot|Airbus|Studio|Pier|Cessna|Ferrari|Ward|Bed|Hall|Block|platform|flight|train|seat|locker|track|Track|bay|Bay|door|Door|coach|Coach|carriage|Carriage|row|Row|pier|ward|bed|hall|block|studio|level|Level|Terminal|terminal|Pod|pod|Dock|dock|Stall|Lane|lane) )(?<number>\d{1,5})(?<letter>[A-Za-z])?(?:(?<dash> ?(?:-|–|—) ?)(?<last>\d{1,5}))?(?![\p{L}\p{N}]|[.,:]\d)`;

function sayNamed(found: Found): string {
  const letter = found.group("letter");
  const last = found.group("last");
  return (
    pairs(found.group("number")) +
    (letter === "" ? "" : ` ${letter.toUpperCase()}`) +
    (last === "" ? "" : ` to ${pairs(last)}`)
  );
}

export const addressRules: readonly Rule[] = [
  rule(
    "postcode",
    String.raw`(?<![\p{L}\p{N}-])(?:[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d)(?![\p{L}\p{N}-])`,
    sayPostcode,
    { needs: DIGIT },
  ),
  rule(
    "postcode",
    ZIP,
    (found) => digits(found.group("zip")) + (found.group("plus") === "" ? "" : ` dash ${digits(found.group("plus"))}`),
    { needs: DIGIT },
  ),
  rule("box", BOX, (found) => `P O Box ${pairs(found.group("number"))}`, { needs: DIGIT }),
  rule("state", STATE, sayState, { needs: /, [A-Z]{2}/u }),
  rule("state", STATE_ZIP, sayState, { needs: DIGIT }),
  rule("house-number", STREET, sayNumber, { needs: DIGIT }),
  rule("direction", BEFORE_STREET, (found) => DIRECTIONS[found.group("direction")], { needs: DIGIT }),
  rule(
    "direction",
    String.raw`(?<=^|[\s(])(?<direction>[NSEW])\.?(?= \d{1,3}(?:st|nd|rd|th) (?:St|Ave|Avenue|Street|Rd|Blvd)(?!\p{L}))`,
    (found) => DIRECTIONS[found.group("direction")],
    { needs: DIGIT },
  ),
  rule("direction", AFTER_STREET, (found) => DIRECTIONS[found.group("direction")]),
  rule("street", KIND, sayKind),
  rule("numbered", NAMED, sayNamed, { needs: DIGIT }),
  rule(
    "road",
    String.raw`(?<![\p{L}\p{N}-])(?<letters>I|US|SR|CR|FM)-(?<number>\d{1,4})(?![\p{L}\p{N}-])`,
    (found) => `${letters(found.group("letters"))} ${pairs(found.group("number"))}`,
    { needs: DIGIT },
  ),
  rule(
    "street-number",
    String.raw`(?<![\p{L}\p{N}.,])(?<number>\d{1,3})(?:st|nd|rd|th)(?= (?:${STREET_WORDS}|${oneOf(Object.keys(STREETS))})(?!\p{L}))`,
    (found) => ordinal(found.group("number")),
    { needs: DIGIT },
  ),
];
