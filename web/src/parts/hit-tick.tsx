import { toggleSeed, useIsSeed } from "../seeds.ts";

/** Ticks a paper, to ask for more like it and the others that are ticked. */
export function HitTick({ id, title }: { readonly id: string; readonly title: string }) {
  return (
    <label class="hit-tick" title="Tick, to find more like the ticked papers (x)">
      <input type="checkbox" aria-label={`Tick ${title}`} checked={useIsSeed(id)} onChange={() => toggleSeed(id)} />
    </label>
  );
}
