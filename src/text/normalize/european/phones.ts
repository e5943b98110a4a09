import type { Found, Rule } from "../types.js";
import type { European } from "./types.js";

const GROUPS = String.raw`\d{1,5}(?:[ .\-/]\d{1,4}){1,6}`;

/** Telephone numbers: an international one, one in brackets, one in groups that no other number is written in. */
export function phoneRules(language: European): Rule[] {
  return [
    {
      name: "phone",
      needs: /\+\d|\(\+?\d/u,
      pattern: /(?<![\p{L}\p{N}])(?:\+\d{1,3}|\(\+?\d{1,4}\))(?:[ .\-/]?\(?\d{1,5}\)?){1,6}(?![\p{L}\p{N}]|[.,]\d)/gu,
      say: (found) => sayPhone(language, found),
    },
    {
      name: "phone",
      needs: /\d/u,
      pattern: new RegExp(String.raw`(?<![\p{L}\p{N}.,:/+-])${GROUPS}(?![\p{L}\p{N}%€$£]|[.,:/-]\d| ?[%€$£])`, "gu"),
      say: (found) => (isPhone(found) ? sayPhone(language, found) : undefined),
    },
    {
      name: "phone",
      needs: /0\d/u,
      pattern: /(?<![\p{L}\p{N}.,:/+-])0\d{1,5} ?[ /-] ?\d{4,8}(?:[ -]\d{1,4})?(?![\p{L}\p{N}]|[.,:/-]\d)/gu,
      say: (found) => sayPhone(language, found),
    },
    {
      name: "phone",
      needs: /\d{9}/u,
      pattern: /(?<![\p{L}\p{N}.,:/+-])0?\d{9,10}(?![\p{L}\p{N}]|[.,:/-]\d)/gu,
      say: (found) => (isPhone(found) ? sayPhone(language, found) : undefined),
    },
  ];
}

/** Written like a telephone number, or announced as one. */
function isPhone({ match, before }: Found): boolean {
  const digits = match.replace(/\D/gu, "");
  if (digits.length < 6 || digits.length > 13) return false;
  if (
    /(?:t[eé]l[.:]|tfno|tel[eé]f|telefon|m[oó]vil|cell|whats|fax|ruf|llam|chiam|appel|lig(?:ue|ar)|verde|numéro)\p{L}{0,6}[.:]* ?$/iu.test(
      before(14),
    )
  ) {
    return true;
  }
  if (/^[1-9]\d{0,2}(?: \d{3})+$|^[1-9]\d{0,2}(?:\.\d{3})+$/u.test(match))
    return /^[67]\d\d \d{3} \d{3}$|^[89]00 \d{3} \d{3}$/u.test(match);
  if (/^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}$|^\d{4}[-/ –]\d{4}$/u.test(match)) return false;
  if (match.includes(".")) return /^0\d(?:\.\d\d){4}$/u.test(match);
  if (/^0\d/u.test(match)) return digits.length >= 8;
  if (/^[679]\d{8}$/u.test(match)) return true;
  return (match.match(/[ .-]/gu)?.length ?? 0) >= 2 && digits.length >= 8;
}

function sayPhone(language: European, { match }: Found): string | undefined {
  const digits = match.replace(/\D/gu, "");
  if (digits.length < 6) return undefined;
  const isInternational = match.startsWith("+") || match.startsWith("(+");
  return language.phone(match.match(/\d+/gu) ?? [], isInternational);
}
