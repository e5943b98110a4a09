/** One UTF-16 unit for one, so that offsets hold. */
const SINGLE: Readonly<Record<string, string>> = {
  "\u2018": "'",
  "\u2019": "'",
  "\u02bc": "'",
  "\u201b": "'",
  "\u2032": "′",
  "\u2033": "″",
  "\u2010": "-",
  "\u2011": "-",
  "\u2012": "–",
  "\u2015": "—",
  "\u2212": "−",
  "\ufe63": "-",
  "\u2044": "/",
  "\u2215": "/",
  "\u2126": "Ω",
  "\u00b5": "μ",
  "\u212b": "Å",
  "\u02da": "°",
  "\u00ba": "º",
  "\u2236": ":",
  "\uff0e": ".",
};

const FOLDED = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\uff01-\uff5e\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]/u;
const ANY = new RegExp(`${FOLDED.source}|[${Object.keys(SINGLE).join("")}]`, "gu");

/**
 * The text with signs that look alike made one: white space of every width as a space, digits of other scripts and full
 * width letters as ASCII, typographic quotes, hyphens and slashes as plain ones. As long as the text, unit by unit.
 */
export function fold(text: string): string {
  return text.replace(ANY, (sign) => SINGLE[sign] ?? foldCode(sign.charCodeAt(0)));
}

function foldCode(code: number): string {
  if (code >= 0xff01) return String.fromCharCode(code - 0xff01 + 0x21);
  for (const zero of [0x660, 0x6f0, 0x966]) {
    if (code >= zero && code < zero + 10) return String(code - zero);
  }
  return " ";
}
