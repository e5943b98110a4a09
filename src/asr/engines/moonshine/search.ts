import { loopedTokens } from "./loops.js";
import { END_TOKEN, START_TOKEN } from "./tokens.js";

/** Logits this far below the highest add less than 1 % to the sum, all together; leaving them out saves 0.4 ms per token. */
const NEGLIGIBLE = 15;
/** An answer without words stands when it is likelier than all others together. */
const SILENT = Math.log(0.5);

/** One way of hearing a piece: what may follow each of some beginnings. */
export interface View {
  /**
   * @param tokens the last token of each beginning. @param parents which beginning of the call before each continues.
   * @returns logits, one row of the vocabulary for each beginning; valid until the next call.
   */
  next(tokens: readonly number[], parents: readonly number[]): Promise<Float32Array>;
}

/** Tokens that may be what was said. */
export interface Answer {
  readonly ids: readonly number[];
  /** Natural log of the probability of all tokens, mean of the views. */
  readonly logProbability: number;
}

interface Beam extends Answer {
  /** Which beam of the step before it continues. */
  readonly parent: number;
}

interface Choice {
  readonly id: number;
  readonly logProbability: number;
}

export const meanLogProbability = ({ ids, logProbability }: Answer): number => logProbability / ids.length;

/** Natural log of the sum of the exponentials. */
function logSum(logits: Float32Array): number {
  let highest = Number.NEGATIVE_INFINITY;
  for (const logit of logits) if (logit > highest) highest = logit;
  let sum = 0;
  for (const logit of logits) if (logit > highest - NEGLIGIBLE) sum += Math.exp(logit - highest);
  return highest + Math.log(sum);
}

/** The likeliest tokens, best first. @param rows logits of each view. */
function likeliest(rows: readonly Float32Array[], count: number): Choice[] {
  const sum = rows.length === 1 ? (rows[0] as Float32Array) : new Float32Array(rows[0]?.length ?? 0);
  if (rows.length > 1) for (const row of rows) row.forEach((logit, id) => (sum[id] = (sum[id] as number) + logit));
  const total = rows.reduce((logs, row) => logs + logSum(row), 0);
  const ids: number[] = [];
  let least = Number.NEGATIVE_INFINITY;
  for (let id = 0; id < sum.length; id += 1) {
    const value = sum[id] as number;
    if (ids.length === count && value <= least) continue;
    let at = ids.length;
    while (at > 0 && (sum[ids[at - 1] as number] as number) < value) at -= 1;
    ids.splice(at, 0, id);
    ids.length = Math.min(ids.length, count);
    least = sum[ids.at(-1) as number] as number;
  }
  return ids.map((id) => ({ id, logProbability: ((sum[id] as number) - total) / rows.length }));
}

/**
 * Seeks the tokens that all views together find likeliest, keeping a few beginnings at a time; with one view and a width
 * of 1 it takes the likeliest token each time. Yields after each graph run.
 * @param width beginnings kept. @param maxTokens longest answer.
 */
export async function* search(
  views: readonly View[],
  width: number,
  maxTokens: number,
): AsyncGenerator<void, Answer, undefined> {
  let beams: Beam[] = [{ ids: [], logProbability: 0, parent: 0 }];
  const answers: Answer[] = [];
  for (let length = 0; length < maxTokens && beams.length > 0 && answers.length < width; length += 1) {
    const logits: Float32Array[] = [];
    for (const view of views) {
      const tokens = beams.map(({ ids }) => ids.at(-1) ?? START_TOKEN);
      const parents = beams.map(({ parent }) => parent);
      logits.push(await view.next(tokens, parents));
      yield;
    }
    const next = continued(beams, logits, width);
    beams = [];
    for (const beam of next) {
      if (beams.length === width) break;
      if (beam.ids[0] === END_TOKEN) {
        if (beam.logProbability >= SILENT) return beam;
      } else if (beam.ids.at(-1) === END_TOKEN || loopedTokens(beam.ids) > 0) {
        answers.push(beam);
      } else {
        beams.push(beam);
      }
    }
  }
  const candidates = answers.length > 0 ? answers : beams;
  return candidates.reduce((best, other) => (meanLogProbability(other) > meanLogProbability(best) ? other : best));
}

/** Every beam with every token that may follow, likeliest first. */
function continued(beams: readonly Beam[], logits: readonly Float32Array[], width: number): Beam[] {
  const next = beams.flatMap(({ ids, logProbability }, parent) => {
    const rows = logits.map((all) => {
      const size = all.length / beams.length;
      return all.subarray(parent * size, (parent + 1) * size);
    });
    return likeliest(rows, width + 1).map((choice) => ({
      ids: [...ids, choice.id],
      logProbability: logProbability + choice.logProbability,
      parent,
    }));
  });
  return next.sort((a, b) => b.logProbability - a.logProbability).slice(0, 2 * width);
}
