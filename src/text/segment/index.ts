export { segment, segmentText } from "./stream.js";
export { DEFAULT_MAX_CHARACTERS } from "./types.js";
export type { Segment, SegmentEnd, SegmentOptions, StreamOptions } from "./types.js";
