import type { TopicEntry } from "../../../src/wire/index.ts";

/** The points of the map in columns; point i is the paper in `rows[i]`. */
export interface Points {
  readonly count: number;
  /** Ascending. */
  readonly rows: Uint32Array;
  /** From the left, 65,535 is the right edge. */
  readonly x: Uint16Array;
  /** From below, 65,535 is the upper edge. */
  readonly y: Uint16Array;
  /** Place of the deepest topic in the list of topics; 65,535 for none. */
  readonly topic: Uint16Array;
  /** year - baseYear + 1; 0 when it is not known. */
  readonly year: Uint8Array;
  /** 255 when all nearest papers are near on the map. */
  readonly trust: Uint8Array;
  readonly baseYear: number;
}

/** What part of the map is seen. */
export interface View {
  /** The middle of the stage, 0 to 1 from the left and from below. */
  readonly x: number;
  readonly y: number;
  /** 1 shows the whole map; 8 an eighth of it from side to side. */
  readonly zoom: number;
}

/** One colour of the legend. */
export interface Swatch {
  readonly label: string;
  /** #rrggbb, for the present theme. */
  readonly color: string;
  readonly hidden: boolean;
}

/** What the points are coloured by: `codes[i]` is the place of point i's colour in `swatches`, 65,535 for the neutral
 *  colour. `codes` is replaced, never written to. */
export interface Coloring {
  readonly codes: Uint16Array;
  readonly swatches: readonly Swatch[];
  /** Whether points of the neutral colour are hidden. */
  readonly hidesRest: boolean;
}

/** A corner of an area, 0 to 1 from the left and from below. */
export type Corner = readonly [x: number, y: number];

export interface StageState {
  readonly points: Points;
  readonly topics: readonly TopicEntry[];
  readonly coloring: Coloring;
  /** First and last year that are shown, inclusive; papers without a year are shown only without a range. */
  readonly years: readonly [from: number, to: number] | undefined;
  /** Points that are lit while the others are dimmed, the most important first; undefined dims nothing. */
  readonly lit: Uint32Array | undefined;
  /** The point whose paper is open. */
  readonly open: number | undefined;
  /** Points that are joined with the open one by lines. */
  readonly joined: Uint32Array | undefined;
  /** The selected area. */
  readonly area: readonly Corner[] | undefined;
  /** The topic whose papers stand out, by its place in `topics`. */
  readonly topic: number | undefined;
  readonly tool: "pan" | "lasso" | "rectangle";
  readonly contours: boolean;
  readonly theme: "light" | "dark";
}

export interface StageEvents {
  /** The view has changed, by the reader or by `show…`; called at most once a frame. */
  onView(view: View): void;
  /** The pointer rests on a point, or on none; x and y in CSS pixels from the stage's upper left corner. On a touch
   *  screen the first tap on a point says that one rests on it, a second one opens it. */
  onHover(point: number | undefined, x: number, y: number): void;
  /** A point was clicked, or Enter was pressed on the keyboard's cursor. */
  onOpen(point: number): void;
  /** The keyboard's cursor has moved to a point. */
  onCursor(point: number | undefined): void;
  /** An area was drawn, or taken away. */
  onArea(area: readonly Corner[] | undefined): void;
  /** The name of a topic was clicked. */
  onTopic(topic: number): void;
  /** Escape was pressed while the stage had nothing of its own to leave. */
  onEscape(): void;
}

/** The drawing of the map inside one element. */
export interface Stage {
  /** "canvas" where there is no WebGL. */
  readonly kind: "webgl" | "canvas";
  readonly view: View;
  /** The view of the whole map, where the key 0 leads: a few papers that lie far outside do not count. */
  readonly home: View;
  /** CSS pixels that the map's unit takes at zoom 1. */
  readonly scale: number;
  /** Draws what has changed; unchanged fields are compared by identity. */
  update(state: StageState): void;
  /** Moves there, smoothly unless the reader wants less motion. */
  show(view: View, smoothly: boolean): void;
  /** Points inside an area that are not hidden, ascending. */
  pointsIn(area: readonly Corner[]): Uint32Array;
  /** Where a point is, in CSS pixels from the stage's upper left corner. */
  placeOf(point: number): readonly [x: number, y: number];
  /** What is seen, as a picture with the topic names. */
  toPng(): Promise<Blob>;
  toSvg(): string;
  destroy(): void;
}
