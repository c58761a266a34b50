import { AppError, dot } from "../core/index.ts";

/** The largest label: hnswlib-node and the saved files keep labels as unsigned 32-bit numbers. */
export const MAX_LABEL = 2 ** 31;
const MAX_DIMENSION = 16_384;
const UNIT_TOLERANCE = 1e-3; // vectors that went through half precision are still unit vectors

/** Throws AppError("bad-request") unless a vector can have so many components. */
export function checkDimension(dimension: number): void {
  if (!isWholeNumber(dimension, MAX_DIMENSION)) {
    throw new AppError("bad-request", `Expected a dimension from 1 to ${MAX_DIMENSION}, got ${dimension}.`);
  }
}

/** Throws unless the vector has the index's dimension and is of unit length or zero. Returns whether it is zero. */
export function checkVector(vector: Float32Array, dimension: number): boolean {
  if (vector.length !== dimension) {
    throw new AppError("model-mismatch", `Expected a vector of ${dimension} numbers, got ${vector.length}.`);
  }
  const length = Math.sqrt(dot(vector, vector));
  if (length === 0) return true;
  if (!(Math.abs(length - 1) <= UNIT_TOLERANCE)) {
    throw new AppError("bad-request", `Expected a vector of length 1 or a zero vector, got one of length ${length}.`);
  }
  return false;
}

/** Throws AppError("bad-request") unless `label` can name a vector. */
export function checkLabel(label: number): void {
  if (!isWholeNumber(label, MAX_LABEL)) {
    throw new AppError("bad-request", `Expected a label from 1 to ${MAX_LABEL}, got ${label}.`);
  }
}

/** Throws AppError("bad-request") unless so many neighbors can be asked for. */
export function checkK(k: number): void {
  if (!isWholeNumber(k, Number.MAX_SAFE_INTEGER)) {
    throw new AppError("bad-request", `Expected k to be a whole number from 1 on, got ${k}.`);
  }
}

function isWholeNumber(value: number, max: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= max;
}
