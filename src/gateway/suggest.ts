import { nearestNames } from "../contract/nearest.js";

/** ` Did you mean "x" or "y"?`, or nothing when no name is near. */
export function didYouMean(wrong: string, names: readonly string[]): string {
  const near = nearestNames(wrong, names).map((name) => JSON.stringify(name));
  return near.length === 0 ? "" : ` Did you mean ${near.join(" or ")}?`;
}
