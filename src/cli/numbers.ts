import { InvalidArgumentError } from "commander";

/** A parser for commander: a number from `min` to `max`, or an error that says so. */
export function numberBetween(min: number, max: number, kind: "any" | "integer" = "any"): (text: string) => number {
  return (text) => {
    const value = Number(text);
    const fits = text.trim() !== "" && value >= min && value <= max && (kind === "any" || Number.isInteger(value));
    if (!fits) {
      throw new InvalidArgumentError(`It must be a ${kind === "integer" ? "whole " : ""}number from ${min} to ${max}.`);
    }
    return value;
  };
}
