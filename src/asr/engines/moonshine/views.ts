import { Resampler } from "../../../audio/pcm/resample.js";

/** Playing at 9, then at 8 samples where 10 were recorded. */
const SLOWER = [
  [9, 10],
  [8, 10],
] as const;

/** The same piece played more slowly, and so deeper: by a tenth, and by a fifth. */
export function slowerViews(samples: Float32Array): Float32Array[] {
  return SLOWER.map(([fromHz, toHz]) => {
    const resampler = new Resampler(fromHz, toHz);
    const [most, rest] = [resampler.push(samples), resampler.flush()];
    const longer = new Float32Array(most.length + rest.length);
    longer.set(most);
    longer.set(rest, most.length);
    return longer;
  });
}
