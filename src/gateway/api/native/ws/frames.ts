import { ParlandoError } from "../../../../contract/errors.js";

/**
 * What a binary message holds, in both directions; numbers are big-endian, one message may hold several frames:
 *
 *   ┌──────────┬────────────┬───────────────┐
 *   │ u32 type │ u32 length │ length bytes  │ …
 *   └──────────┴────────────┴───────────────┘
 */
export const FRAME_TYPES = {
  /** Server to client: audio of the task that speaks. */
  speech: 1,
  /** Client to server: audio of the open transcription. */
  recording: 2,
} as const;

export interface Frame {
  readonly type: number;
  readonly data: Uint8Array;
}

const HEADER_BYTES = 8;

export function toFrame(type: number, data: Uint8Array): Uint8Array {
  const frame = new Uint8Array(HEADER_BYTES + data.length);
  const header = new DataView(frame.buffer);
  header.setUint32(0, type);
  header.setUint32(4, data.length);
  frame.set(data, HEADER_BYTES);
  return frame;
}

/**
 * The frames of a binary message. Their data are views into it.
 * @throws ParlandoError `invalid_request` when the message is not a whole number of frames.
 */
export function parseFrames(message: Uint8Array): Frame[] {
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  const frames: Frame[] = [];
  for (let at = 0; at < message.length || frames.length === 0;) {
    const left = message.length - at;
    if (left < HEADER_BYTES) {
      throw garbled(`a frame starts with ${HEADER_BYTES} bytes of header, the message has ${left} left`);
    }
    const length = view.getUint32(at + 4);
    if (length > left - HEADER_BYTES) {
      throw garbled(`its header promises ${length} bytes of data, the message has ${left - HEADER_BYTES} left`);
    }
    const start = at + HEADER_BYTES;
    frames.push({ type: view.getUint32(at), data: message.subarray(start, start + length) });
    at = start + length;
  }
  return frames;
}

function garbled(what: string): ParlandoError {
  return new ParlandoError(
    "invalid_request",
    `A binary message must be frames of [u32 type][u32 length][data], big-endian: ${what}.`,
    { field: "frame" },
  );
}
