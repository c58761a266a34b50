/** Turns and if need be mirrors a layout so that it lies like an older one, in the sense of least squares (Procrustes);
 *  distances stay as they are. Both hold x and y one after another; `pairs` names points that are the same in both.
 *  Returns new positions around the middle of the old ones. */
export function aligned(
  positions: Float32Array,
  old: Float32Array,
  pairs: readonly (readonly [point: number, oldPoint: number])[],
): Float32Array {
  if (pairs.length < 2) return positions.slice();
  const [mx, my] = middleOf(positions, pairs, 0);
  const [ox, oy] = middleOf(old, pairs, 1);
  // With points as complex numbers a and b, the best turn is the direction of Σ conj(a)·b, of Σ a·b when mirrored.
  let [turnRe, turnIm, mirrorRe, mirrorIm] = [0, 0, 0, 0];
  for (const [point, oldPoint] of pairs) {
    const [ax, ay] = [positions[2 * point]! - mx, positions[2 * point + 1]! - my];
    const [bx, by] = [old[2 * oldPoint]! - ox, old[2 * oldPoint + 1]! - oy];
    turnRe += ax * bx + ay * by;
    turnIm += ax * by - ay * bx;
    mirrorRe += ax * bx - ay * by;
    mirrorIm += ax * by + ay * bx;
  }
  const mirrored = Math.hypot(mirrorRe, mirrorIm) > Math.hypot(turnRe, turnIm);
  const [re, im] = mirrored ? [mirrorRe, mirrorIm] : [turnRe, turnIm];
  const length = Math.hypot(re, im);
  const [cos, sin] = length === 0 ? [1, 0] : [re / length, im / length];
  const result = new Float32Array(positions.length);
  for (let at = 0; at < positions.length; at += 2) {
    const x = positions[at]! - mx;
    const y = (positions[at + 1]! - my) * (mirrored ? -1 : 1);
    result[at] = ox + cos * x - sin * y;
    result[at + 1] = oy + sin * x + cos * y;
  }
  return result;
}

/** Turns a layout so that its longest extent is level, as screens are wide. Returns new positions around 0. */
export function levelled(positions: Float32Array): Float32Array {
  const count = positions.length / 2;
  let [mx, my] = [0, 0];
  for (let at = 0; at < positions.length; at += 2) {
    mx += positions[at]! / count;
    my += positions[at + 1]! / count;
  }
  let [xx, xy, yy] = [0, 0, 0];
  for (let at = 0; at < positions.length; at += 2) {
    const [x, y] = [positions[at]! - mx, positions[at + 1]! - my];
    xx += x * x;
    xy += x * y;
    yy += y * y;
  }
  const angle = Math.atan2(2 * xy, xx - yy) / 2; // of the first principal axis
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const result = new Float32Array(positions.length);
  for (let at = 0; at < positions.length; at += 2) {
    const [x, y] = [positions[at]! - mx, positions[at + 1]! - my];
    result[at] = cos * x + sin * y;
    result[at + 1] = cos * y - sin * x;
  }
  return result;
}

function middleOf(positions: Float32Array, pairs: readonly (readonly [number, number])[], which: 0 | 1) {
  let [x, y] = [0, 0];
  for (const pair of pairs) {
    x += positions[2 * pair[which]]!;
    y += positions[2 * pair[which] + 1]!;
  }
  return [x / pairs.length, y / pairs.length] as const;
}
