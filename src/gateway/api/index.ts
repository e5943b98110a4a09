import type { ApiSurface } from "../context.js";
import { LEGACY_API } from "./legacy/index.js";
import { NATIVE_API } from "./native/index.js";
import { NATIVE_WS_API } from "./native/ws/index.js";
import { OPENAI_API } from "./openai/index.js";

/** Every API surface. A new one gets its folder and a line here. */
export const API_SURFACES: readonly ApiSurface[] = [NATIVE_API, NATIVE_WS_API, OPENAI_API, LEGACY_API];
