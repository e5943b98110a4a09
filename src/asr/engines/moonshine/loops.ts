/** Tokens in the longest phrase that is looked for. */
const LONGEST_PERIOD = 16;
/** A phrase is a loop when it stands this often in a row … */
const LEAST_REPEATS = 4;
/** … and its copies together are this long, so that "no, no, no, no" is left alone. */
const LEAST_TOKENS = 12;

/**
 * Finds the phrase that a decoder repeats without end, as it does now and then on sounds that are no words.
 * @returns how many tokens at the end are its copies after the first; 0 = no loop.
 */
export function loopedTokens(ids: readonly number[]): number {
  for (let period = 1; period <= LONGEST_PERIOD; period += 1) {
    const repeats = Math.max(LEAST_REPEATS, Math.ceil(LEAST_TOKENS / period));
    const looped = (repeats - 1) * period;
    if (looped + period > ids.length) continue;
    let at = ids.length - looped;
    while (at < ids.length && ids[at] === ids[at - period]) at += 1;
    if (at === ids.length) return looped;
  }
  return 0;
}
