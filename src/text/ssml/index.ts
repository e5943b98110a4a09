export { looksLikeSsml, parseSsml } from "./parse.js";
export { markupRange } from "./spans.js";
export { SAY_AS, SSML_LIMITS } from "./types.js";
export type { MannerFactors, SayAs, SsmlLimits, SsmlSpan, SsmlVoice, TextShift } from "./types.js";
export { fromXSampa } from "./xsampa.js";
