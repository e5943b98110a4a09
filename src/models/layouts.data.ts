import type { ModelKind } from "./entry.js";

/** How the files of a model lie in its folder, for models that are imported as they were found. */
export interface Layout {
  readonly engine: string;
  readonly kind: ModelKind;
  /** Each must be matched by a path in the folder. */
  readonly needs: readonly RegExp[];
  /** What belongs to the model besides. */
  readonly takes: RegExp;
}

/** The first that fits counts: what is more particular comes first. A Piper voice is known by its two files instead. */
export const LAYOUTS: readonly Layout[] = [
  {
    engine: "hibari",
    kind: "tts",
    needs: [/^hibari\.onnx$/, /^vocab\.json$/, /^lexicon_us_gold\.json\.gz$/],
    takes: /^[a-z_0-9]+\.(?:onnx|json|json\.gz)$/,
  },
  {
    engine: "kokoro",
    kind: "tts",
    needs: [/^[^/]*\.onnx$|^onnx\/model[^/]*\.onnx$/, /^voices\/[a-z_0-9]+\.bin$/],
    takes: /^(?:[^/]+\.(?:onnx|json|json\.gz)|onnx\/[^/]+|voices\/[a-z_0-9]+\.bin)$/,
  },
  {
    engine: "whisper",
    kind: "asr",
    needs: [/^model\.bin$/, /^config\.json$/, /^vocabulary\.(?:txt|json)$/],
    takes: /^(?:model\.bin|[a-z_]+\.(?:json|txt))$/,
  },
  {
    engine: "whisper",
    kind: "asr",
    needs: [/^onnx\/encoder_model[^/]*\.onnx$/, /^onnx\/decoder_[^/]+\.onnx$/, /^config\.json$/, /^tokenizer\.json$/],
    takes: /^(?:[A-Za-z_]+\.(?:json|txt)|onnx\/[^/]+)$/,
  },
];
