import { useEffect, useState } from "preact/hooks";
import type { MapPaper } from "../../../src/wire/index.ts";
import { fetchMapPapers } from "../api.ts";

const KEPT_CARDS = 1_000;
/** Pointers that only cross a point ask for nothing. */
const REST_MS = 60;

const cards = new Map<string, MapPaper>();

/** What is known of the paper in a row of the library; undefined until it is there. */
export function useMapCard(version: string, row: number | undefined): MapPaper | undefined {
  const key = `${version} ${row}`;
  const [, setLoaded] = useState<string>();
  useEffect(() => {
    if (row === undefined || cards.has(key)) return;
    const controller = new AbortController();
    const timer = setTimeout(() => {
      loadMapCard(version, row, controller.signal).then(
        () => setLoaded(key),
        () => {}, // stale, or the server is away: a card is a help that can be missing
      );
    }, REST_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [version, key, row]);
  return row === undefined ? undefined : cards.get(key);
}

/** The paper in a row, at once where its card was seen. */
export async function loadMapCard(version: string, row: number, signal: AbortSignal): Promise<MapPaper | undefined> {
  const key = `${version} ${row}`;
  const known = cards.get(key);
  if (known !== undefined) return known;
  const { papers } = await fetchMapPapers([row], signal);
  const [paper] = papers;
  if (paper !== undefined) keep(key, paper);
  return paper;
}

function keep(key: string, paper: MapPaper): void {
  cards.set(key, paper);
  for (const oldest of cards.keys()) {
    if (cards.size <= KEPT_CARDS) break;
    cards.delete(oldest);
  }
}
