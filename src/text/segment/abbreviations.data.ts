/**
 * Words written with a full stop that does not end the sentence, lower case, without their last stop.
 * What follows decides how much the stop means:
 */
export interface AbbreviationList {
  /** Something always follows: titles, "for example". */
  readonly never: string;
  /** No end before a number ("No. 5"); otherwise an ordinary word. */
  readonly number: string;
  /** An end only where the next word is one that sentences begin with ("Apple Inc. The …"). */
  readonly starter: string;
  /** An end before a capital letter ("etc. Then …"). */
  readonly upper: string;
  /** Words that sentences begin with, lower case. */
  readonly starters: string;
  /** Whether ordinal numbers are written with a stop ("3. Mai"). */
  readonly hasOrdinalStops: boolean;
}

export const ABBREVIATIONS: Readonly<Record<string, AbbreviationList>> = {
  en: {
    never:
      "mr mrs ms messrs mx dr prof rev hon gen sen rep gov lt col sgt capt cmdr adm maj cpl pvt pres supt st ste mt " +
      "vs e.g eg i.e viz cf fr sr.a esp approx dept univ assn bros",
    number: "no nos nr p pp par para fig figs vol vols ch chap sec sect art eq eqs ex ver v op tab pt ed al ca c circa",
    starter:
      "inc ltd co corp llc plc jr sr ave blvd rd ln hwy a.m p.m am pm u.s u.s.a u.k u.n e.u d.c b.c a.d ph.d m.d b.a m.a " +
      "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun est min max ext tel ft oz lb lbs",
    upper: "etc et.al ibid",
    starters:
      "the a an it he she they we you i in on at but and so if when then this that these those there here what why how " +
      "who where which my our your his her its their for from after before although however also as some many most no " +
      "not please yes let let's do does did is are was were will would can could should have has had one to by with " +
      "while once since because during even until now today tomorrow yesterday meanwhile finally next first it's i'm " +
      "he's she's that's there's what's we're they're don't",
    hasOrdinalStops: false,
  },
  ru: {
    never:
      "т.е т.к т.н т.ч им ул пр просп пер пл бул наб д. корп стр. обл р-н пос дер акад проф доц инж тов гр гр-н св " +
      "см ср напр н.п т.наз к.т.н д.т.н г-н г-жа др-р ред изд зам зав пом нач о-в ст. пос",
    number: "стр с рис табл гл п пп ст ч т тт № разд абз каб кв оф тел вып",
    starter:
      "г гг в вв н.э до.н.э р руб коп тыс млн млрд трлн м см мм км кг л мл мин сек час ч сут нед мес чел шт янв фев февр мар апр " +
      "июн июл авг сен сент окт ноя нояб дек м.н.с с.н.с",
    upper: "т.д т.п др пр.",
    starters:
      "а в и но не на это он она оно они мы вы ты я что как когда если где тогда там тут здесь потом затем поэтому также " +
      "однако кроме после до для при по с со из за у к от об о во так такой такая такие этот эта эти тот та те все всё " +
      "его её ее их наш ваш мой почему зачем кто чей какой какая какие сейчас теперь сегодня завтра вчера раньше позже " +
      "наконец впрочем хотя пока пусть да нет ну вот или то есть был была было были будет можно нужно надо",
    hasOrdinalStops: false,
  },
  es: {
    never:
      "sr sra srta sres dr dra d dña prof profa ing arq lic gral cap cnel sgto tte fr sto sta mons p.ej p.e ej av avda c/ " +
      "pza dpto apdo cf vs",
    number: "núm nro n pág págs p pp art arts cap fig vol tomo núms n.º",
    starter:
      "s.a s.l cía ltda ee.uu ee.uu.aa a.m p.m a.c d.c tel aprox ene feb mar abr jun jul ago sept oct nov dic jr",
    upper: "etc ud uds vd vds",
    starters:
      "el la los las un una unos unas en de con por para pero y o si no cuando como donde qué quién cómo dónde cuándo por " +
      "esto esta este estos estas ese esa eso aquel aquella él ella ellos ellas yo tú nosotros usted ustedes su sus mi " +
      "además también después antes luego entonces aunque sin hay es son fue era ya hoy mañana ayer ahora según se me le lo",
    hasOrdinalStops: false,
  },
  de: {
    never:
      "hr hrn fr frl dr prof dipl ing mag st z.b d.h u.a i.d.r i.a z.t o.ä bzw vgl sog ggf evtl bspw inkl exkl zzgl ca " +
      "gem lt mind max min s.o s.u v.a z.h zb dh geb gest verh allg bes insb",
    number: "nr s abs art abb bd kap tab ziff str tel par §",
    starter:
      "gmbh mio mrd tsd jan feb mär apr jun jul aug sept okt nov dez mo di mi do sa so v.chr n.chr jh jhd std sek uhr",
    upper: "usw etc u.dgl u.v.m usf",
    starters:
      "der die das ein eine einer eines es er sie wir ihr ich du in im am an auf aus bei mit nach von vor zu zum zur für und " +
      "aber oder wenn als dann da dort hier so wie was wer wo warum wann dieser diese dieses jener auch doch nun jetzt " +
      "heute morgen gestern danach später außerdem jedoch trotzdem deshalb daher nicht man sein seine ihre unser mein " +
      "ist sind war waren hat haben wird werden kann können bis seit während obwohl weil dass",
    hasOrdinalStops: true,
  },
  fr: {
    never: "m mm mme mmes mlle mlles dr pr prof me mgr st ste cf p.ex ex c.-à-d env adj gal cdt cne lt col bd av",
    number: "n p pp fig vol chap art no nos t tél réf éd",
    starter: "s.a s.a.r.l sté cie janv févr avr juil sept oct nov déc apr j.-c min h",
    upper: "etc",
    starters:
      "le la les un une des il elle ils elles on nous vous je tu ce cette ces cet c'est en dans à au aux de du pour par avec " +
      "sans mais et ou si quand comme où qui que pourquoi comment alors ensuite puis après avant aussi cependant pourtant " +
      "donc ainsi son sa ses leur leurs mon ma mes notre votre voici voilà hier demain aujourd'hui il y ne se sur",
    hasOrdinalStops: false,
  },
  it: {
    never:
      "sig sigg sig.ra sig.na sigra dr dott dott.ssa prof prof.ssa ing avv arch geom rag on mons don s p.es ad.es cfr gent " +
      "egr spett col gen cap",
    number: "n nn pag pagg p pp art artt fig vol cap tab tel",
    starter: "s.p.a s.r.l a.c d.c gen feb mar apr mag giu lug ago set sett ott nov dic ca jr",
    upper: "ecc etc",
    starters:
      "il lo la i gli le un uno una in di da con per tra fra su ma e o se non quando come dove chi che cosa perché quindi poi " +
      "dopo prima anche inoltre tuttavia però allora questo questa questi queste quello quella lui lei loro noi voi io tu " +
      "suo sua mio nostro oggi domani ieri adesso ora c'è è sono era",
    hasOrdinalStops: false,
  },
  pt: {
    never:
      "sr sra srs sras srta dr dra drs prof profa eng arq exmo exma ilmo d fr sto sta gen cel cap ten sgt p.ex ex av r pça cf",
    number: "n nº núm pág págs p pp art arts fig vol cap tel",
    starter: "s.a ltda cia jr a.c d.c jan fev mar abr mai jun jul ago set out nov dez aprox h min",
    upper: "etc",
    starters:
      "o a os as um uma uns umas em no na nos nas de do da por para com sem mas e ou se não quando como onde quem que porque " +
      "então depois antes também além porém contudo este esta isto esse essa isso aquele aquela ele ela eles elas eu tu nós " +
      "você vocês seu sua meu minha hoje amanhã ontem agora já há é são foi era",
    hasOrdinalStops: false,
  },
};

/** Added to English and Russian where the language is not known: what means nothing else in another language. */
export const INTERNATIONAL =
  "sra srta sres mme mmes mlle mlles sig dott hr bzw vgl usw z.b d.h u.a p.ej p.ex p.es c.-à-d exmo";

/** Languages other than those above in which ordinals are written with a stop. */
export const ORDINAL_STOP_LANGUAGES: readonly string[] = "cs da et fi hr hu is lv nb nn no pl sk sl sr sv tr".split(
  " ",
);
