import type { Found, Rule } from "../types.js";
import { cardinal } from "./grammar.js";

/** Telephone numbers: groups are read as numbers, as people say them. */
export function phoneRules(): Rule[] {
  return [
    {
      name: "phone",
      needs: /\+\d|\(\d/u,
      pattern:
        /(?<![\p{L}\p{N}])(?:\+\d{1,3}|8)? ?(?:\(\d{2,5}\)|(?<=\+\d{1,3} ?)-?\d{2,4})(?:[ -]?\d{1,4}){2,5}(?![\p{L}\p{N}]|[.,]\d)/gu,
      say: sayPhone,
    },
    {
      name: "phone",
      needs: /\+\d{7}/u,
      pattern: /(?<![\p{L}\p{N}])\+\d{10,13}(?![\p{L}\p{N}]|[.,]\d)/gu,
      say: sayPhone,
    },
    {
      name: "phone",
      needs: /\d/u,
      pattern:
        /(?<![\p{L}\p{N}.,:/+-])(?:[78][ -]?\d{3}[ -]?\d{3}[ -]?\d\d[ -]?\d\d|\d{2,3}-\d\d-\d\d|8-\d{3}(?:-\d{2,3}){2,4})(?![\p{L}\p{N}%]|[.,:/-]\d)/gu,
      say: sayPhone,
    },
  ];
}

function sayPhone({ match }: Found): string | undefined {
  const digits = match.replace(/\D/gu, "");
  if (digits.length < 6 || digits.length > 13) return undefined;
  const plus = match.trimStart().startsWith("+") ? "плюс " : "";
  let groups: string[] = match.match(/\d+/gu) ?? [];
  if (groups.some((group) => group.length > 4)) groups = regroup(digits);
  return plus + groups.map(sayGroup).join(" ");
}

/** 7 916 123 45 67 */
function regroup(digits: string): string[] {
  const [, code = "", rest = ""] = /^(\d*?)(\d{10})$/u.exec(digits) ?? ["", "", digits];
  const parts = /^(\d{3})(\d{3})(\d\d)(\d\d)$/u.exec(rest);
  if (parts === null) return digits.match(/\d{1,2}/gu) ?? [];
  return [code, ...parts.slice(1)].filter((part) => part !== "");
}

function sayGroup(group: string): string {
  if (/^0+$/u.test(group)) return Array.from(group, (digit) => cardinal(digit)).join(" ");
  const [, zeros = "", rest = ""] = /^(0*)(\d+)$/u.exec(group) ?? [];
  if (rest.length === 4) return `${cardinal(rest.slice(0, 2))} ${sayGroup(rest.slice(2))}`;
  return [...Array.from(zeros, (zero) => cardinal(zero)), cardinal(rest)].join(" ");
}
