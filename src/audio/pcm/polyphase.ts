/** Half the taps of the filter, counted at the lower of the two rates. 32 gives 105 dB and more (test/unit/audio/pcm/resample). */
const HALF_TAPS = 32;
/** Middle of the transition band, as a part of the lower Nyquist frequency. */
const CUTOFF = 0.95;
/** Kaiser's shape: 110 dB between pass band and stop band (Kaiser 1974: beta = 0.1102 (A - 8.7)). */
const BETA = 0.1102 * (110 - 8.7);
/** Above this many phases, as with rates that share no factor, neighbours are interpolated (error below -125 dB). */
const MAX_EXACT_PHASES = 1280;
const INTERPOLATED_PHASES = 2048;
const CACHED_TABLES = 12;

/** A windowed-sinc low pass cut into phases: row p holds the taps for an output that lies p / phases after an input sample. */
export interface PolyphaseTable {
  /** Output rate over the greatest common divisor of both rates. */
  readonly up: number;
  /** Input rate over the same divisor. */
  readonly down: number;
  /** Taps of a row: input samples that one output sample is made of. */
  readonly taps: number;
  /** Rows, `phases + 1` of them where interpolated, else `up`. Row-major, [rows * taps]. */
  readonly rows: Float64Array;
  readonly phases: number;
  readonly isInterpolated: boolean;
}

/** Modified Bessel function of the first kind, order 0, by its power series. */
function besselI0(x: number): number {
  let sum = 1;
  let term = 1;
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/** Fills one row with taps at distances `fraction + taps/2 - 1 - i` and makes their sum exactly 1, so that DC has no ripple. */
function fillRow(row: Float64Array, fraction: number, cutoff: number, halfWidth: number): void {
  const centre = row.length / 2 - 1 + fraction;
  const windowScale = besselI0(BETA);
  let sum = 0;
  for (let i = 0; i < row.length; i++) {
    const distance = centre - i;
    const inside = 1 - (distance / halfWidth) ** 2;
    const angle = Math.PI * cutoff * distance;
    const sinc = distance === 0 ? 1 : Math.sin(angle) / angle;
    const tap = inside <= 0 ? 0 : (sinc * besselI0(BETA * Math.sqrt(inside))) / windowScale;
    row[i] = tap;
    sum += tap;
  }
  for (let i = 0; i < row.length; i++) row[i] = row[i]! / sum;
}

function buildTable(up: number, down: number): PolyphaseTable {
  const stretch = Math.max(1, down / up);
  const halfWidth = HALF_TAPS * stretch;
  const taps = 2 * Math.ceil(halfWidth);
  const cutoff = CUTOFF / stretch;
  const isInterpolated = up > MAX_EXACT_PHASES;
  const phases = isInterpolated ? INTERPOLATED_PHASES : up;
  const count = isInterpolated ? phases + 1 : phases;
  const rows = new Float64Array(count * taps);
  for (let p = 0; p < count; p++) fillRow(rows.subarray(p * taps, (p + 1) * taps), p / phases, cutoff, halfWidth);
  return { up, down, taps, rows, phases, isInterpolated };
}

const cache = new Map<string, PolyphaseTable>();

/** The table for a pair of rates, kept for the next caller: building one takes a few ms. */
export function polyphaseTable(fromHz: number, toHz: number): PolyphaseTable {
  const divisor = greatestCommonDivisor(fromHz, toHz);
  const key = `${toHz / divisor}/${fromHz / divisor}`;
  const table = cache.get(key) ?? buildTable(toHz / divisor, fromHz / divisor);
  cache.delete(key);
  cache.set(key, table);
  if (cache.size > CACHED_TABLES) cache.delete(cache.keys().next().value!);
  return table;
}
