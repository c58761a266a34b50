/** How far a quantised vector is from the true one. */
export interface Quantized {
  /** The true component is about scale · code. */
  readonly scale: number;
  /** Length of the difference of the two vectors; by Cauchy and Schwarz, an inner product with a unit vector is off by
   *  no more than this. */
  readonly error: number;
}

/** Fills the first components of `codes` with whole numbers of size `largest` or less, and the rest with zeros. */
export function quantize(vector: Float32Array, codes: Int8Array | Int16Array, largest: number): Quantized {
  let peak = 0;
  for (const component of vector) peak = Math.max(peak, Math.abs(component));
  codes.fill(0);
  if (peak === 0) return { scale: 0, error: 0 };
  const scale = Math.fround(peak / largest);
  let squares = 0;
  for (let i = 0; i < vector.length; i++) {
    const component = vector[i]!;
    const code = Math.max(-largest, Math.min(largest, Math.round(component / scale)));
    codes[i] = code;
    const difference = component - scale * code;
    squares += difference * difference;
  }
  return { scale, error: Math.sqrt(squares) };
}
