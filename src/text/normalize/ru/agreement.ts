import { governed, wordBefore } from "./context.js";
import type { Case, Gender } from "./grammar.js";

export interface Form {
  readonly case: Case;
  readonly gender: Gender;
}

/** Nouns that ordinals stand with, by their stem. */
const MASCULINE =
  "век|год|квартал|этаж|класс|курс|ден|раз|тур|съезд|том|этап|созыв|сезон|месяц|час|номер|подъезд|ряд|вагон|канал|раунд|тайм|период|сет|матч|уровн|пункт|разряд|путь|интернационал|рейх|конкурс|фестивал|чемпионат|конгресс|форум|микрорайон|район|размер|айфон|семестр|триместр|урок|юбиле|выпуск|эпизод|акт|блок|отдел|полк|корпус|маршрут|трамва|автобус|экземпляр|вариант|вопрос|билет|закон|крестов|вселенск|концерт|ребён|ребен|муж|сын|человек|номер|пример";
const FEMININE =
  "глав|част|степен|групп|симфони|палат|категори|очеред|секци|сери|рот|дивизи|арми|бригад|стать|страниц|строк|олимпиад|конференци|сесси|годовщин|бутылк|минут|секунд|недел|позици|линии|линия|линию|улиц|школ|республик|империя|империи|мировая|мировой|мировую|стади|фаз|лиг|половин|четверт|попытк|ступен|скорост|жен|дочь|дочери|квартир|книг|полос|смен|пар|верси";
const NEUTER =
  "полугоди|мест|издани|отделени|управлени|заседани|тысячелети|столети|число|числа|поколени|чтени|лицо|лица|лице|лицу|лицом|сентябр|марта|мая";

const stem = (list: string): RegExp => new RegExp(`^(?:${list})`, "u");
const M = stem(MASCULINE);
const F = stem(FEMININE);
const BARE = new RegExp(`^(?:${MASCULINE})(?:ь|й|ов)?$`, "u");
const N = stem(NEUTER);

/** Form of an ordinal before a word, by that word's ending and what stands before both. */
export function formBefore(word: string, before: string): Form | undefined {
  const lower = word.toLowerCase();
  const asked = governed(before);
  const preposition = wordBefore(before);
  const known: Gender | undefined = F.test(lower) ? "f" : M.test(lower) ? "m" : N.test(lower) ? "n" : undefined;
  const adjective = adjectiveForm(lower);
  if (adjective !== undefined && known === undefined) return adjective;
  const gender = known ?? guessGender(lower);
  if (gender === undefined) return undefined;
  if (gender === "m" && BARE.test(lower)) return { gender, case: "nom" };
  return { gender: isPlural(lower, gender) ? "p" : gender, case: nounCase(lower, gender, asked, preposition) };
}

/** Whether the word is an adjective or a noun that ordinals are known to stand with. */
export const isKnown = (word: string): boolean => {
  const lower = word.toLowerCase();
  return F.test(lower) || M.test(lower) || N.test(lower) || adjectiveForm(lower) !== undefined;
};

function adjectiveForm(word: string): Form | undefined {
  if (word.length < 5) return undefined;
  const endings: readonly (readonly [RegExp, Case, Gender])[] = [
    [/(?:ая|яя)$/u, "nom", "f"],
    [/(?:ую|юю)$/u, "acc", "f"],
    [/(?:ое|ее)$/u, "nom", "n"],
    [/(?:ые|ие)$/u, "nom", "p"],
    [/(?:ых|их)$/u, "gen", "p"],
    [/(?:ый|ий)$/u, "nom", "m"],
    [/(?:ого|его)$/u, "gen", "m"],
    [/(?:ому|ему)$/u, "dat", "m"],
    [/ыми|ими$/u, "ins", "p"],
    [/(?:ым|им)$/u, "ins", "m"],
    [/(?:ом|ем)$/u, "pre", "m"],
    [/(?:ой)$/u, "gen", "f"],
  ];
  const found = endings.find(([pattern]) => pattern.test(word));
  return found === undefined ? undefined : { case: found[1], gender: found[2] };
}

function guessGender(word: string): Gender | undefined {
  if (/(?:[аяы]|[кгхч]и|ии|ию|ией|ю|ой)$/u.test(word)) return "f";
  if (/[оеё]$/u.test(word)) return /(?:ие|ье|о)$/u.test(word) ? "n" : "f";
  if (/(?:ость|сть|знь|чь|шь|вь)$/u.test(word)) return "f";
  return /\p{L}$/u.test(word) ? "m" : undefined;
}

const isPlural = (word: string, gender: Gender): boolean =>
  /(?:ах|ях|ами|ями|ам|ям)$/u.test(word) ||
  (gender === "m" && /(?:[ыи]|ов|ев)$/u.test(word)) ||
  /^(?:века|классы|годы|выборы|игры|места|роды|числах|числа?м)$/u.test(word);

function nounCase(word: string, gender: Gender, asked: Case | undefined, preposition: string): Case {
  if (/(?:ах|ях)$/u.test(word)) return "pre";
  if (/(?:ами|ями)$/u.test(word)) return "ins";
  if (/(?:ам|ям)$/u.test(word)) return "dat";
  if (gender === "f") {
    if (/[ая]$/u.test(word)) return "nom";
    if (/[ую]$/u.test(word)) return "acc";
    if (/(?:ой|ей|ью)$/u.test(word)) return "ins";
    if (word.endsWith("ь")) return "nom";
    return asked ?? "gen";
  }
  if (/[ая]$/u.test(word) && gender === "m") return "gen";
  if (word.endsWith("а") && gender === "n") return "gen";
  if (/[ую]$/u.test(word)) return /^(?:в|во|на)$/u.test(preposition) ? "pre" : "dat";
  if (/(?:ом|ем|ём)$/u.test(word)) return "ins";
  if (/(?:е|ии)$/u.test(word) && gender === "m") return "pre";
  if (word.endsWith("и") && gender === "n") return "pre";
  if (gender === "n" && word.endsWith("те")) return "pre";
  return "nom";
}
