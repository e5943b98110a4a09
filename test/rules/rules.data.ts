/**
 * Who may import whom, by the folder under `src/`. A room may always import itself.
 * `contract` is below everything, `main` above everything.
 */
export const ROOMS: Readonly<Record<string, readonly string[]>> = {
  contract: [],
  async: ["contract"],
  text: ["contract", "async"],
  audio: ["contract", "async"],
  onnx: ["contract", "async"],
  models: ["contract", "async"],
  scheduler: ["contract", "async"],
  cache: ["contract", "async"],
  observe: ["contract", "async"],
  link: ["contract", "async"],
  tts: ["contract", "async", "text", "audio", "onnx", "models", "scheduler", "cache"],
  asr: ["contract", "async", "text", "audio", "onnx", "models", "scheduler", "cache"],
  sessions: ["contract", "async"],
  tasks: ["contract", "async"],
  host: ["contract", "async", "link", "scheduler", "models", "observe", "tts", "asr"],
  gateway: ["contract", "async", "audio", "cache", "sessions", "tasks", "observe"],
  main: [
    "contract",
    "async",
    "text",
    "audio",
    "onnx",
    "models",
    "scheduler",
    "cache",
    "observe",
    "link",
    "tts",
    "asr",
    "sessions",
    "tasks",
    "host",
    "gateway",
  ],
  cli: ["contract", "async", "main", "audio", "models", "text", "observe"],
};

/** Engines are plugs: nobody but their list imports them, and one never imports another. */
export const PLUG_FOLDERS: readonly string[] = ["tts/engines", "asr/engines", "gateway/api"];

/** The one folder (or file) under `src/` that may import a third-party package. */
export const HOMES: Readonly<Record<string, readonly string[]>> = {
  "@echogarden/espeak-ng-emscripten": ["text/phonemes"],
  "onnxruntime-node": ["onnx"],
  "@moonshine-ai/moonshine-js": ["asr/engines/moonshine"],
  "llama-tokenizer-js": ["asr/engines/moonshine"],
  "@ricky0123/vad-web": ["asr/vad"],
  mediabunny: ["audio/formats"],
  "@mediabunny/flac-encoder": ["audio/formats"],
  "@mediabunny/aac-encoder": ["audio/formats"],
  "@evan/opus": ["audio/formats"],
  "audio-decode": ["audio/formats"],
  "wasm-media-encoders": ["audio/formats"],
  fastify: ["gateway"],
  "@fastify/websocket": ["gateway"],
  "@fastify/multipart": ["gateway"],
  "@fastify/swagger": ["gateway"],
  "@fastify/swagger-ui": ["gateway"],
  "@fastify/cors": ["gateway"],
  "@fastify/type-provider-typebox": ["gateway"],
  typebox: ["gateway", "main"],
  ws: ["gateway"],
  "@grpc/grpc-js": ["link"],
  "@grpc/proto-loader": ["link"],
  pino: ["observe"],
  "prom-client": ["observe"],
  commander: ["cli"],
  "cli-progress": ["cli"],
};
