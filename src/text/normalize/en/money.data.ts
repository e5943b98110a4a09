/** One unit, several; a hundredth ("" where decimals are said instead), several. */
export interface Currency {
  readonly one: string;
  readonly many: string;
  readonly cent: string;
  readonly cents: string;
}

const currency = (one: string, many: string, cent = "cent", cents = "cents"): Currency => ({ one, many, cent, cents });
const dollar = (of = ""): Currency => currency(`${of}dollar`, `${of}dollars`);

export const POUND = currency("pound", "pounds", "penny", "pence");

export const SYMBOLS: Readonly<Record<string, Currency>> = {
  $: dollar(),
  US$: dollar("U S "),
  U$S: dollar("U S "),
  A$: dollar("Australian "),
  AU$: dollar("Australian "),
  C$: dollar("Canadian "),
  CA$: dollar("Canadian "),
  NZ$: dollar("New Zealand "),
  HK$: dollar("Hong Kong "),
  S$: dollar("Singapore "),
  NT$: dollar("Taiwan "),
  MX$: currency("Mexican peso", "Mexican pesos", "centavo", "centavos"),
  R$: currency("Brazilian real", "Brazilian reais", "centavo", "centavos"),
  "€": currency("euro", "euros"),
  "£": POUND,
  "¥": currency("yen", "yen", "sen", "sen"),
  "₹": currency("rupee", "rupees", "paisa", "paise"),
  "₽": currency("ruble", "rubles", "kopeck", "kopecks"),
  "₩": currency("won", "won", "jeon", "jeon"),
  "₿": currency("bitcoin", "bitcoins", ""),
  "₺": currency("lira", "lira", "kurus", "kurus"),
  "₴": currency("hryvnia", "hryvnias", "kopeck", "kopecks"),
  "₪": currency("shekel", "shekels", "agora", "agorot"),
  "฿": currency("baht", "baht", "satang", "satang"),
  "₫": currency("dong", "dong"),
  "₱": currency("peso", "pesos", "centavo", "centavos"),
  "₦": currency("naira", "naira", "kobo", "kobo"),
  "₸": currency("tenge", "tenge"),
  zł: currency("zloty", "zloty", "grosz", "groszy"),
  kr: currency("krone", "kroner", "øre", "øre"),
};

export const CODES: Readonly<Record<string, Currency>> = {
  USD: dollar("U S "),
  EUR: currency("euro", "euros"),
  GBP: POUND,
  JPY: currency("yen", "yen", "sen", "sen"),
  CHF: currency("Swiss franc", "Swiss francs", "centime", "centimes"),
  AUD: dollar("Australian "),
  CAD: dollar("Canadian "),
  NZD: dollar("New Zealand "),
  HKD: dollar("Hong Kong "),
  SGD: dollar("Singapore "),
  CNY: currency("yuan", "yuan", "fen", "fen"),
  RMB: currency("yuan", "yuan", "fen", "fen"),
  INR: currency("Indian rupee", "Indian rupees", "paisa", "paise"),
  RUB: currency("ruble", "rubles", "kopeck", "kopecks"),
  BRL: currency("Brazilian real", "Brazilian reais", "centavo", "centavos"),
  MXN: currency("Mexican peso", "Mexican pesos", "centavo", "centavos"),
  SEK: currency("Swedish krona", "Swedish kronor", "öre", "öre"),
  NOK: currency("Norwegian krone", "Norwegian kroner", "øre", "øre"),
  DKK: currency("Danish krone", "Danish kroner", "øre", "øre"),
  PLN: currency("zloty", "zloty", "grosz", "groszy"),
  CZK: currency("Czech koruna", "Czech korunas", "haler", "halers"),
  HUF: currency("forint", "forints", "filler", "fillers"),
  TRY: currency("Turkish lira", "Turkish lira", "kurus", "kurus"),
  ZAR: currency("rand", "rand"),
  KRW: currency("won", "won", "jeon", "jeon"),
  THB: currency("baht", "baht", "satang", "satang"),
  ILS: currency("shekel", "shekels", "agora", "agorot"),
  UAH: currency("hryvnia", "hryvnias", "kopeck", "kopecks"),
  AED: currency("dirham", "dirhams", "fils", "fils"),
  SAR: currency("riyal", "riyals", "halala", "halalas"),
  BTC: currency("bitcoin", "bitcoins", ""),
  ETH: currency("ether", "ether", ""),
};
