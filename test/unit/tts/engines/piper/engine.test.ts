import { after } from "node:test";
import { loadPiper, PIPER_DEFAULTS } from "../../../../../src/tts/engines/piper/load.js";
import { ttsEngineSuite } from "../../../../contract/tts-engine.js";
import { joeFolder, JOE, NO_JOE, tinyVoice, voiceFolder } from "../../../../kit/piper.js";

const never = new AbortController().signal;
const SEEDED = { speed: 1, pitch: 1, volume: 1, seed: 4 };
/** Other windows round differently in the last bits of a float. */
const TOLERANCE = 1e-5;

const folder = voiceFolder(tinyVoice());
after(() => folder.dispose());
ttsEngineSuite(
  "piper (random weights)",
  () => loadPiper(folder.path, { threads: 1 }, never, { ...PIPER_DEFAULTS, mostIds: 600 }),
  {
    manner: SEEDED,
    words: true,
    tolerance: TOLERANCE,
    // How many steps there are follows the machine's pace; these there always are.
    cancelPoints: 3,
  },
);

ttsEngineSuite(`piper (${JOE})`, () => loadPiper(joeFolder() ?? "", { threads: 1 }, never), {
  manner: SEEDED,
  words: true,
  tolerance: TOLERANCE,
  hugeCharacters: 20_000,
  cancelPoints: 3,
  skip: joeFolder() === undefined ? NO_JOE : false,
});
