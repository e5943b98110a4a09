import { InferenceSession, env, type Tensor } from "onnxruntime-node";
import { ParlandoError } from "../contract/errors.js";

// Without this the runtime prints its own warnings (unknown CPU vendors, unused initialisers) on stderr.
env.logLevel = "error";
const LOG_ERRORS_ONLY = 3;

export interface SessionOptions {
  /** Threads one run may use; 1 where hosts are the parallelism. */
  readonly threads: number;
  /**
   * Whether the session keeps the memory of its longest run for the next one; true when absent. False where many sessions
   * run in turn: each would keep its own (measured on 15 of them: 912 MB against 246, at the same speed).
   */
  readonly keepsRunMemory?: boolean;
}

/** An input or output of a graph. */
export interface GraphPort {
  readonly name: string;
  /** Element type as ONNX names it (`float32`, `int64`, `bool`, …). */
  readonly type: string;
  /** A number where the size is fixed, the name of the dimension where it is free. */
  readonly dims: readonly (number | string)[];
}

export type Feeds = Readonly<Record<string, Tensor>>;
/** Outputs by name. A tensor is written in place: its dims must equal the output's. `null` lets the run allocate. */
export type Fetches = readonly string[] | Readonly<Record<string, Tensor | null>>;
export type Results = Readonly<Record<string, Tensor>>;

/**
 * A graph ready to run. `run` occupies the JavaScript thread until the graph is through (measured: timers and sockets
 * wait for it), and nothing can stop it half way: keep each run short and cancel between runs.
 */
export interface GraphSession extends AsyncDisposable {
  readonly inputs: readonly GraphPort[];
  readonly outputs: readonly GraphPort[];
  /**
   * @param fetches the outputs wanted; absent = all. Every output that is not pre-allocated is copied into a new buffer.
   * @throws ParlandoError `engine_failed` for a wrong name, type or shape, and after the session was released.
   */
  run(feeds: Feeds, fetches?: Fetches): Promise<Results>;
}

function failed(what: string, cause: unknown): ParlandoError {
  const detail = cause instanceof Error ? cause.message : String(cause);
  return new ParlandoError("engine_failed", `${what}: ${detail}`, { cause });
}

function toPort(metadata: InferenceSession.ValueMetadata): GraphPort {
  return metadata.isTensor
    ? { name: metadata.name, type: metadata.type, dims: metadata.shape }
    : { name: metadata.name, type: "other", dims: [] };
}

class OrtSession implements GraphSession {
  readonly inputs: readonly GraphPort[];
  readonly outputs: readonly GraphPort[];
  private readonly session: InferenceSession;
  private isReleased = false;

  constructor(session: InferenceSession) {
    this.session = session;
    this.inputs = session.inputMetadata.map(toPort);
    this.outputs = session.outputMetadata.map(toPort);
  }

  async run(feeds: Feeds, fetches?: Fetches): Promise<Results> {
    if (this.isReleased) throw new ParlandoError("engine_failed", "The graph was released and cannot run any more.");
    try {
      return fetches === undefined ? await this.session.run(feeds) : await this.session.run(feeds, fetches);
    } catch (error) {
      throw failed("A graph run failed", error);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.isReleased) return;
    this.isReleased = true;
    await this.session.release();
  }
}

/**
 * Opens an ONNX graph on the CPU, optimised for this machine.
 * @param graph path of the file, or its bytes (which must stand alone, without external data).
 * @throws ParlandoError `engine_failed` when the graph cannot be read.
 */
export async function openSession(graph: string | Uint8Array, options: SessionOptions): Promise<GraphSession> {
  const settings: InferenceSession.SessionOptions = {
    executionProviders: ["cpu"],
    executionMode: "sequential",
    graphOptimizationLevel: "all",
    intraOpNumThreads: options.threads,
    interOpNumThreads: 1,
    enableCpuMemArena: options.keepsRunMemory ?? true,
    logSeverityLevel: LOG_ERRORS_ONLY,
    // Spinning threads of one session starve the next one and burn a core for nothing (measured: twice the CPU).
    extra: {
      session: {
        intra_op: { allow_spinning: "0" },
        inter_op: { allow_spinning: "0" },
      },
    },
  };
  try {
    const session =
      typeof graph === "string"
        ? await InferenceSession.create(graph, settings)
        : await InferenceSession.create(graph, settings);
    return new OrtSession(session);
  } catch (error) {
    const name = typeof graph === "string" ? graph : `graph of ${graph.byteLength} bytes`;
    throw failed(`Cannot open the ONNX model ${name}`, error);
  }
}
