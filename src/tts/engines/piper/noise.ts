/** A source of standard normal numbers. */
export interface Draws {
  next(): number;
  fill(count: number): Float32Array;
}

/** Standard normal numbers from a seed; the same seed gives the same numbers on every machine. */
export class Noise implements Draws {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;
  private spare: number | undefined;

  /** @param seed integer, 0 … 2^32 - 1. */
  constructor(seed: number) {
    this.a = seed >>> 0;
    this.b = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0;
    this.c = 0x2545f491;
    for (let round = 0; round < 16; round++) this.uniform();
  }

  next(): number {
    const { spare } = this;
    if (spare !== undefined) {
      this.spare = undefined;
      return spare;
    }
    // Box and Muller (1958). 1 - u is never 0, so the logarithm is finite.
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    const angle = 2 * Math.PI * this.uniform();
    this.spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  fill(count: number): Float32Array {
    const values = new Float32Array(count);
    for (let at = 0; at < count; at++) values[at] = this.next();
    return values;
  }

  /** 0 <= u < 1 with 32 bits: "small fast counting" generator (Doty-Humphrey, PractRand), three words of state and a counter. */
  private uniform(): number {
    const sum = (this.a + this.b + this.counter) >>> 0;
    this.counter = (this.counter + 1) >>> 0;
    this.a = (this.b ^ (this.b >>> 9)) >>> 0;
    this.b = (this.c + (this.c << 3)) >>> 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) >>> 0;
    return sum / 2 ** 32;
  }
}
