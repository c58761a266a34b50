import type { MapStatus } from "../../../../src/wire/index.ts";

/** How many of a paper's nearest papers trust counts. */
const NEIGHBORS = 15;

/** How far the map can be believed, in words. */
export function TrustNote({ status }: { readonly status: MapStatus }) {
  const { trust, papers, placed, refitAdvised } = status;
  return (
    <div class="trust-note">
      {trust !== undefined && papers > 1 && (
        <p>
          On average {Math.round(trust * 100)} % of a paper’s {NEIGHBORS} nearest papers are also near it here. No flat
          map can keep them all: the lines from an open paper lead to the true ones.
        </p>
      )}
      {placed > 0 && (
        <p>
          {placed.toLocaleString("en")} of {papers.toLocaleString("en")} papers came after the map was drawn and stand
          among their neighbours.
        </p>
      )}
      {refitAdvised && (
        <p class="note">
          The library has grown away from this map. <code>orrery map refit</code> draws it anew.
        </p>
      )}
    </div>
  );
}
