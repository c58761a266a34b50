/** The ONNX file of a static sentence model, written as protocol-buffer bytes. Field numbers are those of onnx.proto
 *  (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto). */

/** Where a weight file beside the ONNX file holds the table (int8, vocabulary × dimension, row-major) and the scales
 *  (little-endian float32, one for each row). */
export interface WeightPlacement {
  readonly file: string;
  readonly vocabulary: number;
  readonly dimension: number;
  readonly tableOffset: number;
  readonly scalesOffset: number;
}

const IR_VERSION = 8;
const OPSET = 13;
const FLOAT = 1; // TensorProto.DataType
const INT8 = 3;
const INT64 = 7;
const ATTRIBUTE_INT = 2; // AttributeProto.AttributeType
const EXTERNAL = 1; // TensorProto.DataLocation

/** `last_hidden_state[batch, sequence, dimension] = float(table[input_ids]) · scales[input_ids]`; pooling and scaling to
 *  unit length are left to the caller. `attention_mask` is accepted, as callers send it, and has no effect. */
export function staticModelGraph(weights: WeightPlacement): Uint8Array {
  const { vocabulary, dimension } = weights;
  const graph = message(
    field(1, node("Gather", ["table", "input_ids"], "rows")),
    field(1, node("Cast", ["rows"], "numbers", message(text(1, "to"), integer(3, FLOAT), integer(20, ATTRIBUTE_INT)))),
    field(1, node("Gather", ["scales", "input_ids"], "factors")),
    field(1, node("Mul", ["numbers", "factors"], "last_hidden_state")),
    text(2, "orrery-static"),
    field(
      5,
      external("table", INT8, [vocabulary, dimension], weights.file, weights.tableOffset, vocabulary * dimension),
    ),
    field(5, external("scales", FLOAT, [vocabulary, 1], weights.file, weights.scalesOffset, vocabulary * 4)),
    field(11, tensor("input_ids", INT64, ["batch", "sequence"])),
    field(11, tensor("attention_mask", INT64, ["batch", "sequence"])),
    field(12, tensor("last_hidden_state", FLOAT, ["batch", "sequence", dimension])),
  );
  return message(integer(1, IR_VERSION), text(2, "orrery"), field(7, graph), field(8, message(integer(2, OPSET))));
}

/** NodeProto. */
function node(operator: string, inputs: readonly string[], output: string, attribute?: Uint8Array): Uint8Array {
  return message(
    ...inputs.map((name) => text(1, name)),
    text(2, output),
    text(3, output),
    text(4, operator),
    ...(attribute === undefined ? [] : [field(5, attribute)]),
  );
}

/** TensorProto whose content lies in a file of its own. */
function external(
  name: string,
  type: number,
  shape: readonly number[],
  file: string,
  offset: number,
  length: number,
): Uint8Array {
  const entry = (key: string, value: string) => field(13, message(text(1, key), text(2, value)));
  return message(
    ...shape.map((size) => integer(1, size)),
    integer(2, type),
    text(8, name),
    entry("location", file),
    entry("offset", String(offset)),
    entry("length", String(length)),
    integer(14, EXTERNAL),
  );
}

/** ValueInfoProto of a tensor; a name in the shape stands for a size that the caller chooses. */
function tensor(name: string, type: number, shape: readonly (number | string)[]): Uint8Array {
  const sizes = shape.map((size) => field(1, typeof size === "number" ? integer(1, size) : text(2, size)));
  return message(text(1, name), field(2, message(field(1, message(integer(1, type), field(2, message(...sizes)))))));
}

function message(...fields: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(fields);
}

function text(number: number, value: string): Uint8Array {
  return field(number, Buffer.from(value));
}

/** A length-delimited field: a string or a message. */
function field(number: number, content: Uint8Array): Uint8Array {
  return Buffer.concat([varint(number * 8 + 2), varint(content.byteLength), content]);
}

function integer(number: number, value: number): Uint8Array {
  return Buffer.concat([varint(number * 8), varint(value)]);
}

/** Seven bits a byte, the lowest first; the eighth bit says that more follow. */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
  return Uint8Array.from(bytes);
}
