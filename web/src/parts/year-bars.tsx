import type { YearBin } from "../years.ts";

interface YearBarsProps {
  readonly bins: readonly YearBin[];
  readonly from: number | undefined;
  readonly to: number | undefined;
  /** What to do when the pointer draws a range; without it the bars only show. */
  readonly brush?: {
    readonly onStart: (bin: number) => void;
    readonly onMove: (bin: number) => void;
    readonly onEnd: () => void;
  };
}

const HEIGHT = 40;
const BAR = 8;
const GAP = 2;

/** Papers per year as bars, to draw a range on with the pointer. Hidden from screen readers: the fields below say and
 *  take the same range. Heights grow with the square root, so that small years stay visible. */
export function YearBars({ bins, from, to, brush }: YearBarsProps) {
  const most = Math.sqrt(Math.max(1, ...bins.map((bin) => bin.count)));
  const width = bins.length * (BAR + GAP) - GAP;
  const binAt = (event: PointerEvent & { readonly currentTarget: SVGSVGElement }) => {
    const box = event.currentTarget.getBoundingClientRect();
    const at = Math.floor(((event.clientX - box.left) / box.width) * bins.length);
    return Math.min(bins.length - 1, Math.max(0, at));
  };
  return (
    <svg
      class={brush === undefined ? "year-bars" : "year-bars brushed"}
      viewBox={`0 0 ${width} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      onPointerDown={(event) => {
        if (brush === undefined) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        brush.onStart(binAt(event));
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) brush?.onMove(binAt(event));
      }}
      onPointerUp={brush?.onEnd}
      onPointerCancel={brush?.onEnd}
    >
      {bins.map((bin, i) => {
        const height = bin.count === 0 ? 1 : Math.max(2, (Math.sqrt(bin.count) / most) * HEIGHT);
        const inside = (from === undefined || bin.to >= from) && (to === undefined || bin.from <= to);
        return (
          <g key={bin.from} class={inside ? "year-bar inside" : "year-bar"}>
            <title>{`${bin.from === bin.to ? bin.from : `${bin.from} – ${bin.to}`}: ${bin.count.toLocaleString("en")}`}</title>
            <rect class="year-room" x={i * (BAR + GAP)} y={0} width={BAR} height={HEIGHT} />
            <rect x={i * (BAR + GAP)} y={HEIGHT - height} width={BAR} height={height} />
          </g>
        );
      })}
    </svg>
  );
}
