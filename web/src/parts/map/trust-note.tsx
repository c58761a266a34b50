import type { MapStatus } from "../../../../src/wire/index.ts";

/** How many of a paper's nearest papers trust counts. */
const NEIGHBORS = 15;

/** How far the map can be believed: one figure, what it means, and what to do when the library has outgrown the map. */
export function TrustNote({ status }: { readonly status: MapStatus }) {
  const { trust, papers, placed, refitAdvised } = status;
  const share = trust === undefined || papers < 2 ? undefined : `${Math.round(trust * 100)} %`;
  return (
    <div class="trust-note">
      <details>
        <summary>{share === undefined ? "About this map" : `Neighbours kept by this map: ${share}`}</summary>
        {share !== undefined && (
          <p>
            On average {share} of a paper’s {NEIGHBORS} nearest papers are also near it here. No flat map can keep them
            all: the lines from an open paper lead to the true ones.
          </p>
        )}
        <p>
          {placed === 0
            ? "All papers were there when it was drawn."
            : `${placed.toLocaleString("en")} of ${papers.toLocaleString("en")} papers came after it was drawn and stand among their neighbours.`}
        </p>
      </details>
      {refitAdvised && (
        <p class="note">
          The library has grown away from this map. <code>orrery map refit</code> draws it anew.
        </p>
      )}
    </div>
  );
}
