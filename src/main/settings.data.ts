/** One setting: its default, its range, and what it does. */
export type SettingKind =
  | { readonly type: "integer"; readonly default: number; readonly min: number; readonly max: number }
  | { readonly type: "string"; readonly default: string }
  | { readonly type: "choice"; readonly default: string; readonly choices: readonly string[] }
  | { readonly type: "boolean"; readonly default: boolean };

export type Setting = SettingKind & { readonly help: string };

const MS_PER_DAY = 86_400_000;

/**
 * Every setting there is. The key gives the other names: `tts.hosts` is `PARLANDO_TTS_HOSTS` in the environment and
 * `--tts-hosts` on the command line; a leading `server.` is dropped (`server.port` is `PARLANDO_PORT` and `--port`).
 */
export const SETTINGS = {
  "server.host": {
    type: "string",
    default: "127.0.0.1",
    help: "Address to listen on. Anything but loopback lets other machines in.",
  },
  "server.port": { type: "integer", default: 8000, min: 0, max: 65_535, help: "Port to listen on; 0 = any free one." },
  "server.max_text_characters": {
    type: "integer",
    default: 100_000,
    min: 1,
    max: 100_000_000,
    help: "Longest text of one request. It is streamed, never cut: longer texts are refused with 413.",
  },
  "server.max_upload_bytes": {
    type: "integer",
    default: 100 * 1024 * 1024,
    min: 1024,
    max: 2 ** 40,
    help: "Largest body of an upload.",
  },
  "server.max_frame_bytes": {
    type: "integer",
    default: 1024 * 1024,
    min: 1024,
    max: 2 ** 30,
    help: "Largest WebSocket message.",
  },
  "tts.hosts": {
    type: "integer",
    default: 0,
    min: 0,
    max: 256,
    help: "Processes that run speech models; 0 = one for each core.",
  },
  "tts.idle_ttl_ms": {
    type: "integer",
    default: 15 * 60_000,
    min: 1000,
    max: MS_PER_DAY,
    help: "A model nobody used for so long is unloaded by ending its process.",
  },
  "tts.step_timeout_ms": {
    type: "integer",
    default: 15_000,
    min: 100,
    max: MS_PER_DAY,
    help: "A process whose compute step takes longer is killed and replaced.",
  },
  "tts.segment_wait_ms": {
    type: "integer",
    default: 500,
    min: 0,
    max: 60_000,
    help: "Longest wait for the rest of a sentence that is still arriving.",
  },
  "asr.hosts": { type: "integer", default: 1, min: 1, max: 256, help: "Processes that run recognisers." },
  "asr.idle_ttl_ms": {
    type: "integer",
    default: 15 * 60_000,
    min: 1000,
    max: MS_PER_DAY,
    help: "As tts.idle_ttl_ms, for recognisers.",
  },
  "asr.step_timeout_ms": {
    type: "integer",
    default: 60_000,
    min: 100,
    max: MS_PER_DAY,
    help: "As tts.step_timeout_ms, for recognisers.",
  },
  home: {
    type: "string",
    default: "",
    help: "Folder of models, cache, keys and logs; empty = the platform's data folder.",
  },
  offline: { type: "boolean", default: false, help: "Forbid every download." },
  "log.level": {
    type: "choice",
    default: "info",
    choices: ["debug", "info", "warn", "error", "silent"],
    help: "Least severe level that is written.",
  },
} as const satisfies Readonly<Record<string, Setting>>;
