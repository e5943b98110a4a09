import type { Words } from "../european/types.js";

export const WORDS: Words = {
  minus: "moins",
  plus: "plus",
  plusMinus: "plus ou moins",
  times: "fois",
  fold: "fois",
  dividedBy: "divisé par",
  equals: "égale",
  notEqual: "différent de",
  less: "inférieur à",
  greater: "supérieur à",
  lessOrEqual: "inférieur ou égal à",
  greaterOrEqual: "supérieur ou égal à",
  about: "environ",
  infinity: "infini",
  root: "racine carrée de",
  squared: "au carré",
  cubed: "au cube",
  power: "puissance",
  comma: "virgule",
  point: "point",
  to: "à",
  from: "",
  scoreTo: "à",
  ratioTo: "sur",
  percent: "pour cent",
  permille: "pour mille",
  and: "et",
  by: "par",
  per: "par",
  at: "arobase",
  dot: "point",
  slash: "slash",
  backslash: "antislash",
  colon: "deux points",
  hyphen: "tiret",
  underscore: "tiret bas",
  hashtag: "hashtag",
  number: "numéro",
  ampersand: "et",
};

export const MONTHS: readonly string[] =
  "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(" ");

export const SHORT_MONTHS: Readonly<Record<string, number>> = {
  janv: 1,
  jan: 1,
  févr: 2,
  fév: 2,
  fevrier: 2,
  avr: 4,
  juil: 7,
  aout: 8,
  sept: 9,
  oct: 10,
  nov: 11,
  déc: 12,
  dec: 12,
};

export const WEEKDAYS: Readonly<Record<string, string>> = {
  lun: "lundi",
  mar: "mardi",
  mer: "mercredi",
  jeu: "jeudi",
  ven: "vendredi",
  sam: "samedi",
  dim: "dimanche",
};

export const GREEK: Readonly<Record<string, string>> = {
  α: "alpha",
  β: "bêta",
  γ: "gamma",
  δ: "delta",
  ε: "epsilon",
  ζ: "zêta",
  η: "êta",
  θ: "thêta",
  ι: "iota",
  κ: "kappa",
  λ: "lambda",
  μ: "mu",
  ν: "nu",
  ξ: "xi",
  ο: "omicron",
  π: "pi",
  ρ: "rhô",
  σ: "sigma",
  τ: "tau",
  υ: "upsilon",
  φ: "phi",
  χ: "chi",
  ψ: "psi",
  ω: "oméga",
};

export const ABBREVIATIONS: Readonly<Record<string, string>> = {
  "av. J.-C.": "avant Jésus-Christ",
  "ap. J.-C.": "après Jésus-Christ",
  "apr. J.-C.": "après Jésus-Christ",
  "c.-à-d.": "c'est-à-dire",
  "c-à-d": "c'est-à-dire",
  "p. ex.": "par exemple",
  "etc.": "et cetera",
  "arr.": "arrondissement",
  arrdt: "arrondissement",
  "hab.": "habitants",
  JO: "Jeux olympiques",
  "s. v. p.": "s'il vous plaît",
  "S.V.P.": "s'il vous plaît",
  svp: "s'il vous plaît",
  SVP: "s'il vous plaît",
  "env.": "environ",
  "cf.": "voir",
  "Cf.": "voir",
  "tél.": "téléphone",
  "Tél.": "téléphone",
  "max.": "maximum",
  "min.": "minimum",
  "art.": "article",
  "Art.": "article",
  "chap.": "chapitre",
  "fig.": "figure",
  "Fig.": "figure",
  "vol.": "volume",
  "éd.": "édition",
  "réf.": "référence",
  "Réf.": "référence",
  "dép.": "département",
  bd: "boulevard",
  Bd: "boulevard",
  "bd.": "boulevard",
  "boul.": "boulevard",
  "av.": "avenue",
  "Av.": "avenue",
  "pl.": "place",
  "Pl.": "place",
  appt: "appartement",
  "appt.": "appartement",
  "apt.": "appartement",
  "bât.": "bâtiment",
  "esc.": "escalier",
  "ét.": "étage",
  rte: "route",
  fg: "faubourg",
  "imp.": "impasse",
  "chem.": "chemin",
  Cie: "compagnie",
  "Cie.": "compagnie",
  Sté: "société",
  "qqch.": "quelque chose",
  qqn: "quelqu'un",
  RDV: "rendez-vous",
  rdv: "rendez-vous",
  "M.": "Monsieur",
  "MM.": "Messieurs",
  Mme: "Madame",
  Mmes: "Mesdames",
  Mlle: "Mademoiselle",
  Mlles: "Mesdemoiselles",
  Mgr: "Monseigneur",
  Dr: "Docteur",
  "Dr.": "Docteur",
  Drs: "Docteurs",
  Pr: "Professeur",
  "Pr.": "Professeur",
  "Prof.": "Professeur",
  Vve: "Veuve",
  "N. B.": "nota bene",
  "N.B.": "nota bene",
  "P.-S.": "post-scriptum",
  "P.S.": "post-scriptum",
  "R.-V.": "rendez-vous",
  "lun.": "lundi",
  "mar.": "mardi",
  "mer.": "mercredi",
  "jeu.": "jeudi",
  "ven.": "vendredi",
  "sam.": "samedi",
  "dim.": "dimanche",
  "janv.": "janvier",
  "févr.": "février",
  "avr.": "avril",
  "juil.": "juillet",
  "sept.": "septembre",
  "oct.": "octobre",
  "nov.": "novembre",
  "déc.": "décembre",
};

export const TITLES: Readonly<Record<string, string>> = {
  Me: "Maître",
  "St-": "Saint ",
  "Ste-": "Sainte ",
  St: "Saint",
  Ste: "Sainte",
  "p.": "page",
  "pp.": "pages",
  "n°": "numéro",
  "N°": "numéro",
  nº: "numéro",
  no: "numéro",
  "n°s": "numéros",
  nos: "numéros",
  "t.": "tome",
  "ch.": "chapitre",
};

export const ACRONYMS: readonly string[] = (
  "ONU OTAN NASA UNESCO UNICEF SIDA OVNI FIFA UEFA ENA FNAC INSEE PACS SMIC CAC BAFA CAF CROUS INRA INSERM ISO RAM LED SIM PIN " +
  "COVID OPEP LICRA ADEME RATP_ SACEM URSSAF MEDEF OK LE LA LES DE DES DU UN UNE ET EN AU AUX PAR SUR POUR EST PAS QUE QUI"
)
  .split(" ")
  .filter((word) => !word.endsWith("_"));

export const INITIALISMS: Readonly<Record<string, string>> = {
  USA: "U S A",
  UE: "U E",
  TVA: "T V A",
  ONG: "O N G",
  ADN: "A D N",
  ARN: "A R N",
  IRM: "I R M",
  URL: "U R L",
  USB: "U S B",
  IUT: "I U T",
  OGM: "O G M",
  OPA: "O P A",
  CAP: "C A P",
  BAC: "bac",
  UMP: "U M P",
  OMS: "O M S",
  API: "A P I",
  ETA: "E T A",
  EDF: "E D F",
  RER: "R E R",
  LED: "led",
  UHT: "U H T",
  RIB: "rib",
  CDI: "C D I",
  CDD: "C D D",
};

/** Plain nouns that are feminine though their ending does not say so. */
export const FEMININE: readonly string[] = (
  "fois personne personnes semaine semaines année années heure heures minute minutes seconde secondes page pages voiture voitures femme " +
  "femmes fille filles mère main mains nuit nuits part parts vie clé clés mer fleur fleurs odeur couleur couleurs peur sœur sœurs dent dents eau forêt " +
  "maison maisons raison raisons saison saisons boisson chanson chansons leçon façon façons chambre chambres lettre lettres table tables chose choses " +
  "tonne tonnes livre_ place places ville villes école écoles image images chaise chaises pièce pièces tasse tasses cuillère cuillères tranche tranches " +
  "gousse gousses pincée feuille feuilles équipe équipes entreprise entreprises famille familles classe classes victoire victoires médaille médailles"
)
  .split(" ")
  .filter((word) => !word.endsWith("_"));

export const MASCULINE: readonly string[] = (
  "livre livres élève élèves homme hommes groupe groupes problème problèmes système arbre arbres siècle siècles titre titres mètre mètres litre litres kilomètre " +
  "kilomètres centimètre verre verres nombre membre membres ministre ministres règne exemple exemples article articles chapitre chapitres point points " +
  "gramme grammes programme téléphone âge voyage voyages message messages étage étages fromage garage centre théâtre lycée musée musées trophée ordre"
).split(" ");

export const NOT_NOUNS: readonly string[] = (
  "et ou à au aux de des du en par pour sur sous avec sans dans le la les un une est sont était il elle on qui que si ne pas plus moins " +
  "ans jours mais car comme entre vers chez contre depuis jusqu' puis mille million millions milliard milliards fois virgule pour"
)
  .split(" ")
  .filter((word) => word !== "fois" && word !== "ans" && word !== "jours");

export const SPOKEN_ENDINGS: readonly string[] = "com org net info io app web blog shop site".split(" ");
