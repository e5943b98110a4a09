import protobuf from "protobufjs/minimal.js";

/**
 * Messages as tables of fields over protobufjs's reader and writer.
 *
 * A message keeps what its table does not name, so that reading and writing lose nothing.
 * Fields are written by number: a file whose writer did the same (protobuf's own do) comes back byte for byte.
 * Byte strings are views of the input, never copies: a voice's 60 MB of weights stay where they were read.
 */
type Reader = protobuf.Reader;
type Writer = protobuf.Writer;

const VARINT = 0;
const FIXED64 = 1;
const LENGTH_DELIMITED = 2;
const FIXED32 = 5;

/** One field of a message. `T` is what the decoded message holds for it. */
export interface Field<T> {
  readonly number: number;
  /** What an absent field reads as. */
  initial(): T;
  /** The value after one more occurrence on the wire. */
  read(reader: Reader, wireType: number, before: T): T;
  write(writer: Writer, value: T): void;
}

/** A field that the table does not name, ready to be written again. */
export interface UnknownField {
  readonly number: number;
  write(writer: Writer): void;
}

type Fields = Readonly<Record<string, Field<unknown>>>;
/** The decoded form of a table of fields. */
export type MessageOf<F> = { [K in keyof F]: F[K] extends Field<infer T> ? T : never } & { unknown: UnknownField[] };

export interface MessageType<M> {
  decode(reader: Reader, endBytes: number): M;
  encode(writer: Writer, message: M): void;
  /** A message with every field absent but those given. */
  create(values: Partial<M>): M;
}

interface Scalar<T> {
  readonly wireType: number;
  read(reader: Reader): T;
  write(writer: Writer, value: T): void;
}

const STRING: Scalar<string> = {
  wireType: LENGTH_DELIMITED,
  read: (reader) => reader.string(),
  write: (writer, value) => writer.string(value),
};
const BYTES: Scalar<Uint8Array> = {
  wireType: LENGTH_DELIMITED,
  read: (reader) => reader.bytes(),
  write: (writer, value) => writer.bytes(value),
};
const INT32: Scalar<number> = {
  wireType: VARINT,
  read: (reader) => reader.int32(),
  write: (writer, value) => writer.int32(value),
};
// As bigint: ONNX uses the ends of the int64 range ("to the last"), which a double cannot hold.
const INT64: Scalar<bigint> = {
  wireType: VARINT,
  read(reader) {
    const { low, high } = reader.int64();
    return BigInt.asIntN(64, (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0));
  },
  write: (writer, value) => writer.int64(value.toString()),
};
const FLOAT: Scalar<number> = {
  wireType: FIXED32,
  read: (reader) => reader.float(),
  write: (writer, value) => writer.float(value),
};

function one<T>(scalar: Scalar<T>): (number: number) => Field<T | undefined> {
  return (number) => ({
    number,
    initial: () => undefined,
    read: (reader) => scalar.read(reader),
    write(writer, value) {
      if (value !== undefined) scalar.write(writer.uint32((number << 3) | scalar.wireType), value);
    },
  });
}

/** A repeated number or string. Numbers are understood packed and unpacked, and written as the table says. */
function many<T>(scalar: Scalar<T>, isPacked: boolean): (number: number) => Field<T[]> {
  return (number) => ({
    number,
    initial: () => [],
    read(reader, wireType, values) {
      if (wireType !== LENGTH_DELIMITED || scalar.wireType === LENGTH_DELIMITED) {
        values.push(scalar.read(reader));
        return values;
      }
      const end = reader.uint32() + reader.pos;
      while (reader.pos < end) values.push(scalar.read(reader));
      return values;
    },
    write(writer, values) {
      if (isPacked && values.length > 0) {
        writer.uint32((number << 3) | LENGTH_DELIMITED).fork();
        for (const value of values) scalar.write(writer, value);
        writer.ldelim();
      } else {
        for (const value of values) scalar.write(writer.uint32((number << 3) | scalar.wireType), value);
      }
    },
  });
}

export const string = one(STRING);
export const bytes = one(BYTES);
export const int32 = one(INT32);
export const int64 = one(INT64);
export const float = one(FLOAT);
export const strings = many(STRING, false);
export const byteStrings = many(BYTES, false);
export const int64s = many(INT64, false);
export const packedInt32s = many(INT32, true);
export const packedInt64s = many(INT64, true);
export const floats = many(FLOAT, false);
export const packedFloats = many(FLOAT, true);

function readInner<M>(type: MessageType<M>, reader: Reader): M {
  return type.decode(reader, reader.uint32() + reader.pos);
}

function writeInner<M>(type: MessageType<M>, writer: Writer, number: number, value: M): void {
  type.encode(writer.uint32((number << 3) | LENGTH_DELIMITED).fork(), value);
  writer.ldelim();
}

/** A message within a message. The type is asked for when needed, so that messages may contain each other. */
export function inner<M>(number: number, type: () => MessageType<M>): Field<M | undefined> {
  return {
    number,
    initial: () => undefined,
    read: (reader) => readInner(type(), reader),
    write(writer, value) {
      if (value !== undefined) writeInner(type(), writer, number, value);
    },
  };
}

export function inners<M>(number: number, type: () => MessageType<M>): Field<M[]> {
  return {
    number,
    initial: () => [],
    read(reader, _wireType, values) {
      values.push(readInner(type(), reader));
      return values;
    },
    write(writer, values) {
      for (const value of values) writeInner(type(), writer, number, value);
    },
  };
}

function readUnknown(reader: Reader, tag: number): UnknownField {
  const number = tag >>> 3;
  switch (tag & 7) {
    case VARINT: {
      const value = reader.uint64();
      return { number, write: (writer) => void writer.uint32(tag).uint64(value) };
    }
    case FIXED64: {
      const value = reader.fixed64();
      return { number, write: (writer) => void writer.uint32(tag).fixed64(value) };
    }
    case LENGTH_DELIMITED: {
      const value = reader.bytes();
      return { number, write: (writer) => void writer.uint32(tag).bytes(value) };
    }
    case FIXED32: {
      const value = reader.fixed32();
      return { number, write: (writer) => void writer.uint32(tag).fixed32(value) };
    }
    default:
      throw new RangeError(`field ${number} has the unknown wire type ${tag & 7} at byte ${reader.pos}`);
  }
}

/** The type of a message from its table of fields. */
export function message<F extends Fields>(fields: F): MessageType<MessageOf<F>> {
  type Values = Record<string, unknown> & { unknown: UnknownField[] };
  const entries = Object.entries(fields);
  const byNumber = new Map(entries.map(([name, field]) => [field.number, { name, field }]));
  const ordered = entries.toSorted(([, a], [, b]) => a.number - b.number);
  const empty = (): Values => {
    const values = Object.fromEntries(entries.map(([name, field]) => [name, field.initial()]));
    return { ...values, unknown: [] };
  };
  const type: MessageType<Values> = {
    create: (values) => ({ ...empty(), ...values }),
    decode(reader, endBytes) {
      if (endBytes > reader.len) throw new RangeError(`a message ends at byte ${endBytes} of ${reader.len}`);
      const values = empty();
      while (reader.pos < endBytes) {
        const tag = reader.uint32();
        const known = byNumber.get(tag >>> 3);
        if (known !== undefined) {
          values[known.name] = known.field.read(reader, tag & 7, values[known.name]);
        } else {
          values.unknown.push(readUnknown(reader, tag));
        }
      }
      if (reader.pos > endBytes) throw new RangeError(`a field runs over the end of its message at byte ${endBytes}`);
      return values;
    },
    encode(writer, values) {
      const known = ordered.map(([name, field]) => ({
        number: field.number,
        write: () => field.write(writer, values[name]),
      }));
      for (const field of [...known, ...values.unknown].toSorted((a, b) => a.number - b.number)) field.write(writer);
    },
  };
  return type as unknown as MessageType<MessageOf<F>>;
}

export function decode<M>(type: MessageType<M>, data: Uint8Array): M {
  const reader = protobuf.Reader.create(data);
  return type.decode(reader, reader.len);
}

export function encode<M>(type: MessageType<M>, value: M): Uint8Array {
  const writer = protobuf.Writer.create();
  type.encode(writer, value);
  return writer.finish();
}
