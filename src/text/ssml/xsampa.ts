import { XSAMPA } from "./xsampa.data.js";

const LONGEST = Math.max(...Object.keys(XSAMPA).map((sign) => sign.length));

/** X-SAMPA as IPA; letters that are the same in both pass through. */
export function fromXSampa(text: string): string {
  let ipa = "";
  for (let at = 0; at < text.length;) {
    let length = Math.min(LONGEST, text.length - at);
    while (length > 1 && !Object.hasOwn(XSAMPA, text.slice(at, at + length))) length--;
    const sign = text.slice(at, at + length);
    ipa += XSAMPA[sign] ?? sign;
    at += length;
  }
  return ipa;
}
