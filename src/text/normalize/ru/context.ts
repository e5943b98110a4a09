import type { Case, Gender } from "./grammar.js";
import { plurality } from "./grammar.js";

const words = (list: string): string => list.split(" ").join("|");

/** Words that ask for a case, when a number follows. */
const GOVERNED: readonly (readonly [Case, string])[] = [
  [
    "gen",
    words(
      "до от из без для у около после против среди кроме вокруг возле ради вместо сверх свыше более менее больше меньше " +
        "старше младше выше ниже порядка течение размере продолжение количестве объёме объеме помощью числе из-за из-под " +
        "ото изо безо дороже дешевле длиннее короче раньше позже позднее моложе тяжелее легче шире глубже дальше ближе " +
        "минимум_из один_из одного_из одной_из одну_из каждого_из каждый_из средства " +
        "возрасте половина половины треть трети четверть большинство группа группы команда команды состав список серия серии " +
        "протяжении истечении достижении начала конца середины начало середине начале конце окончания",
    ),
  ],
  ["dat", words("к ко благодаря согласно вопреки навстречу подобно равно_k")],
  ["ins", words("между перед над передо надо вместе_с")],
  ["pre", words("о об обо при")],
  [
    "acc",
    words(
      "через про сквозь спустя весит весил весила весило стоит стоил стоила стоило составил составила составило составили составляет " +
        "составит составлял составляла купил купила купили заплатил заплатила потратил потратила заработал заработала получил " +
        "получила получили потерял потеряла прошёл прошла пробежал пробежала проехал проехала длится длился длилась длилось ждал ждала ждали добавьте добавить добавляем возьмите взять положите налейте всыпьте влейте съел съела выпил выпила",
    ),
  ],
];

const CASE_OF = new Map<string, Case>();
for (const [inCase, list] of GOVERNED) {
  for (const word of list.split("|").filter((part) => part !== "")) CASE_OF.set(word.replaceAll("_", " "), inCase);
}

/** Words between a preposition and its number that change nothing. */
const ADVERBS = new Set(
  (
    "примерно почти всего ещё еще уже целых ровно лишь только чем приблизительно где-то порядка менее более этих тех " +
    "этими теми этим тем все всех всеми всем его её их наших моих своих минус плюс"
  ).split(" "),
);

const LAST_WORD = /(?<word>\p{L}+(?:-\p{L}+)?)[\s«"(]{0,3}$/u;

/** The word before a place, lower case, over the adverbs that change nothing; "" at the start or behind a stop. */
export function wordBefore(before: string): string {
  let rest = before
    .replace(/\d[\d.,]{0,8}(?:-\p{L}{1,3})?(?: и | или |, )$/u, "")
    .replace(/(?<!\p{L})ок\. ?$/u, "около ");
  for (let step = 0; step < 3; step++) {
    const word = LAST_WORD.exec(rest)?.groups?.["word"] ?? "";
    const lower = word.toLowerCase();
    if (!ADVERBS.has(lower) || step === 2) return lower;
    rest = rest.slice(0, rest.lastIndexOf(word)).trimEnd();
    rest += " ";
    if (CASE_OF.get(lower) !== undefined && !/(?:не|чем) $/u.test(before)) return lower;
    if (/^(?:более|менее|порядка)$/u.test(lower)) return lower;
  }
  return "";
}

/** The case that what stands before a number asks for; undefined where nothing does, or where more is needed. */
export function governed(before: string): Case | undefined {
  const word = wordBefore(before);
  const known = CASE_OF.get(word);
  if (known !== undefined) return known;
  if (
    /^(?:последн|перв|ближайш|следующ|минувш|предыдущ|остальн|оставш|прошедш|прошл|друг|люб|полн|лучш|крупнейш|ведущ)(?:ых|их|ихся)$/u.test(
      word,
    )
  ) {
    return "gen";
  }
  if (/(?:ыми|ими)$/u.test(word) && word.length > 4) return "ins";
  return undefined;
}

/** Prepositions with two cases: the noun that follows decides. */
export const isTwofold = (word: string): boolean => /^(?:в|во|на|с|со|за|под|по)$/u.test(word);

/** Plural endings that show a case by themselves. */
function shownCase(noun: string): Case | undefined {
  if (/(?:ами|ями|ыми|ими|юдьми|етьми|ерьми)$/u.test(noun)) return "ins";
  if (/(?:ах|ях)$/u.test(noun)) return "pre";
  if (/(?:ам|ям)$/u.test(noun) && !/^(?:грамм|там|сам)$/u.test(noun)) return "dat";
  return undefined;
}

const ADJECTIVE = /(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|ых|их|ого|его|ому|ему|ым|им|ыми|ими|ую|юю|ой|ей)$/u;
const ADJECTIVE_LONG = 5;

/** The noun of a count: the first word behind the number that is no adjective; "" if there is none. */
export function countedNoun(after: string): { noun: string; adjective: string } {
  const [, first = "", second = ""] = /^[ ]?(\p{Ll}[\p{L}-]*)(?: (\p{Ll}[\p{L}-]*))?/u.exec(after) ?? [];
  if (isAdjective(first) && second !== "" && !NOT_COUNTED.has(second)) return { noun: second, adjective: first };
  return { noun: first, adjective: "" };
}

function isAdjective(word: string): boolean {
  if (word.length < ADJECTIVE_LONG || NOUNS_LIKE_ADJECTIVES.test(word)) return false;
  return ADJECTIVE.test(word);
}

const NOUNS_LIKE_ADJECTIVES =
  /(?:ций|ией|ний|тий|рий|лей|ней|тей|дей|чей|щей|жей|шей|сей|вей|рей|зей|бей|пей|мей|гей|ями|нию|аний|ений|очередей|людей|детей|дней|очках|рублей|героев|музеев|случаев|раз|часов|серий|линий|станций|здание|здания|задание|заявление|упражнение|предложение|решение|издание|событие|занятие|событий|знаний|условие|слой|герой|бой|строй|случай|край|район|чай|герое?м|домой|зданием)$/u;

/** Words behind a number that are no nouns. */
export const NOT_COUNTED = new Set(
  (
    "и или а но да до по с со в во на за к ко от из у о об при под над для не ни как что если то же ли бы это так " +
    "был была было были будет есть чем тоже ещё еще уже человека_нет плюс минус равно из-за через между раз утра вечера дня_ночи"
  ).split(" "),
);

const FEMININE_SOFT =
  /(?:ость|есть|сть|знь|вь|чь|шь|щь|жь|площадь|область|степень|очередь|часть|лошадь|тетрадь|кровать|дверь|ночь|дочь|мышь|речь|печь|вещь|роль|модель|цель|соль|боль|сеть|нефть|запись|подпись|надпись|постель|карусель|метель|дверь|тень|лень|осень|жизнь|ткань|ступень|морковь|церковь|ветвь|нить|смерть|скатерть|пять|память|печать|медаль|деталь|вертикаль|магистраль|сталь|пыль|мель|пристань|грань|ладонь|сирень|мазь|связь|лень|мать|дань)$/u;
const MASCULINE_IN_A =
  /^(?:мужчин|дедушк|дяд|пап|юнош|судь|коллег|старшин|воевод|слуг|дедуш|староста|пут)(?:а|я|ы|и|у|ю|е)$/u;
const NEUTER_MYA = /^(?:врем|им|плам|плем|сем|знам)(?:я|ени|ена|ён)$/u;

export interface Agreement {
  readonly gender: Gender;
  readonly case: Case;
}

/**
 * Gender and case that a number takes from what stands around it.
 * @param digits of the number. @param before all before it. @param after all behind it.
 */
export function agreementOf(digits: string, before: string, after: string): Agreement {
  const counted = countedNoun(after);
  const noun = NOT_COUNTED.has(counted.noun) ? "" : counted.noun;
  const word = wordBefore(before);
  const kind = plurality(digits);
  const asked = word === "по" && kind === "one" && noun !== "" ? "dat" : governed(before);
  if (noun === "") return { gender: "m", case: asked ?? (isTwofold(word) ? alone(word, after) : "nom") };
  if (kind === "one") return agreementOfOne(noun, counted.adjective, asked, word);
  const shown = shownCase(noun);
  const gender = kind === "few" ? genderOfFew(noun, counted.adjective) : "m";
  if (shown !== undefined) return { gender, case: shown };
  if (asked !== undefined) return { gender, case: asked };
  if (/^(?:с|со)$/u.test(word)) return { gender, case: "gen" };
  const isGenitivePlural = kind === "few" && GENITIVE_PLURAL.test(noun);
  return { gender, case: isGenitivePlural ? "gen" : "nom" };
}

/** Genitives of the plural, which two, three and four only have in the genitive themselves. */
const GENITIVE_PLURAL =
  /(?:\p{L}{2}(?:ов|ев|ей)|^(?:человек|лет|раз|минут|секунд|книг|штук|тысяч|недель|комнат|стран|школ|мест|дел|слов|окон|букв|женщин|мужчин|девочек|мальчиков|команд|групп|страниц|игр|песен|ошибок|рук|ног|яиц|задач|картин|машин|квартир))$/u;

/** A bare number behind a preposition with two cases. */
function alone(word: string, after: string): Case {
  if (/^(?:с|со)$/u.test(word) && /^(?:[^\p{L}.!?]{0,20}) ?(?:до|по) /u.test(after)) return "gen";
  return "nom";
}

function genderOfFew(noun: string, adjective: string): Gender {
  if (MASCULINE_IN_A.test(noun)) return "m";
  if (/(?:ые|ие)$/u.test(adjective)) return "f";
  if (NEUTER_MYA.test(noun)) return "n";
  if (/^(?:дня|рубля)$/u.test(noun)) return "m";
  return /(?:[ыи])$/u.test(noun) && !/^пути$/u.test(noun) ? "f" : "m";
}

/** "1 книга", "21 книгу", "с 1 книгой": gender and case by the noun's own ending. */
function agreementOfOne(noun: string, adjective: string, asked: Case | undefined, word: string): Agreement {
  if (NEUTER_MYA.test(noun)) return { gender: "n", case: asked ?? "nom" };
  if (MASCULINE_IN_A.test(noun)) return { gender: "m", case: asked ?? "nom" };
  const marker = adjective === "" ? noun : adjective;
  if (/(?:ую|юю)$/u.test(adjective)) return { gender: "f", case: "acc" };
  if (/(?:ая|яя)$/u.test(adjective)) return { gender: "f", case: "nom" };
  if (/(?:ое|ее)$/u.test(adjective)) return { gender: "n", case: "nom" };
  if (/(?:ого|его)$/u.test(adjective)) return { gender: "m", case: "gen" };
  if (asked === "gen") return { gender: /[ыи]$/u.test(noun) ? "f" : "m", case: "gen" };
  if (asked === "dat") return { gender: /[еи]$/u.test(noun) ? "f" : "m", case: "dat" };
  if (/(?:ой|ей|ью)$/u.test(marker)) return { gender: "f", case: "ins" };
  if (/(?:ом|ем|ём)$/u.test(noun) && noun.length > 3 && /^(?:с|со|под|за|над|перед|между)$/u.test(word)) {
    return { gender: "m", case: "ins" };
  }
  if (asked === "ins") return { gender: "m", case: "ins" };
  if (noun.endsWith("е") && (/^(?:в|во|на)$/u.test(word) || asked === "pre")) {
    return { gender: "m", case: "pre" };
  }
  if (/[ыи]$/u.test(noun) && /^(?:с|со)$/u.test(word)) return { gender: "f", case: "gen" };
  if (/[ая]$/u.test(noun) && /^(?:с|со)$/u.test(word)) return { gender: "m", case: "gen" };
  if (/[ую]$/u.test(noun)) return { gender: "f", case: "acc" };
  if (/[ая]$/u.test(noun)) return { gender: "f", case: "nom" };
  if (/[оеё]$/u.test(noun)) return { gender: "n", case: "nom" };
  return { gender: FEMININE_SOFT.test(noun) ? "f" : "m", case: "nom" };
}

/** The case of a unit or of money, whose noun is not written out. */
export function caseOfUnit(before: string, after: string, digits = ""): Case {
  const asked = governed(before);
  if (asked !== undefined) return asked;
  const word = wordBefore(before);
  if (word === "по" && digits !== "" && plurality(digits) === "one") return "dat";
  if (/^(?:с|со)$/u.test(word)) return /^(?:[^\p{L}.!?]{0,8}) ?(?:до|по) /u.test(after) ? "gen" : "ins";
  if (/^(?:в|во)$/u.test(word) && /^ (?:от|к \p{L}+у |северу|югу|западу|востоку) /u.test(after)) return "pre";
  return isTwofold(word) ? "acc" : "nom";
}
