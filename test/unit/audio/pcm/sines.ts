/** A sine of amplitude 0.5, phase 0 at the first sample. */
export function sine(hz: number, sampleRateHz: number, length: number): Float32Array {
  return Float32Array.from({ length }, (_, i) => 0.5 * Math.sin((2 * Math.PI * hz * i) / sampleRateHz));
}

export function rms(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return Math.sqrt(sum / samples.length);
}

/** Level of one signal over another, dB. */
export function gainDb(of: Float32Array, over: Float32Array): number {
  return 20 * Math.log10(rms(of) / rms(over));
}

/** What is left after the best-fitting sine of that frequency (any level and phase) is taken away, relative to it, dB. */
export function residualDb(samples: Float32Array, hz: number, sampleRateHz: number): number {
  let ss = 0;
  let sc = 0;
  let cc = 0;
  let xs = 0;
  let xc = 0;
  const angle = (2 * Math.PI * hz) / sampleRateHz;
  samples.forEach((x, i) => {
    const s = Math.sin(angle * i);
    const c = Math.cos(angle * i);
    ss += s * s;
    sc += s * c;
    cc += c * c;
    xs += x * s;
    xc += x * c;
  });
  const determinant = ss * cc - sc * sc;
  const a = (xs * cc - xc * sc) / determinant;
  const b = (xc * ss - xs * sc) / determinant;
  const fitted = samples.map((_, i) => a * Math.sin(angle * i) + b * Math.cos(angle * i));
  return gainDb(
    samples.map((x, i) => x - fitted[i]!),
    fitted,
  );
}
