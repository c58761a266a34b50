import type { Corner } from "../../map/stage-types.ts";

/** An area as addresses and the API write it. */
export function formatArea(area: readonly Corner[]): string {
  return area.map((corner) => corner.join(",")).join(";");
}

/** The corners that an address or the API has written. */
export function parseArea(area: string): Corner[] {
  return area.split(";").map((corner): Corner => {
    const [x, y] = corner.split(",").map(Number);
    return [x ?? 0, y ?? 0];
  });
}
