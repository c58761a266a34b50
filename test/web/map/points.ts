import type { Coloring, Points } from "../../../web/src/map/stage-types.ts";

/** Points at places of 0 to 65,535, all of 2020 and in topic 0 unless said otherwise. */
export function pointsAt(places: readonly (readonly [x: number, y: number])[], years: readonly number[] = []): Points {
  const count = places.length;
  return {
    count,
    rows: Uint32Array.from(places, (_, i) => i),
    x: Uint16Array.from(places, ([x]) => x),
    y: Uint16Array.from(places, ([, y]) => y),
    topic: new Uint16Array(count),
    year: Uint8Array.from(places, (_, i) => (years[i] ?? 2020) - 1999),
    trust: new Uint8Array(count),
    baseYear: 2000,
  };
}

/** One colour for all points. */
export function plain(count: number): Coloring {
  return {
    codes: new Uint16Array(count),
    swatches: [{ label: "all", color: "#112233", hidden: false }],
    hidesRest: false,
  };
}
