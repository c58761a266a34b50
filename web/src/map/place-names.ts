/** One name with the box that it takes on the stage. */
export interface NameBox {
  /** Middle of the name on the map, 0 to 1. */
  readonly x: number;
  readonly y: number;
  /** CSS pixels, with the room that is kept around it. */
  readonly width: number;
  readonly height: number;
  readonly level: number;
  readonly size: number;
  /** Place of its parent in the list; undefined on the top level. */
  readonly parent: number | undefined;
  /** Radius on the map within which half of its papers lie. */
  readonly extent: number;
}

/** The zooms at which a name is shown: from <= zoom < to; never where `from` is not below `to`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const NEVER: Span = { from: 1, to: 1 };
/** A name that would be seen for less than this factor of zoom is left out. */
const LEAST_FACTOR = 1.2;
/** A parent ends when this share of its children (by papers) can be told apart … */
const LEGIBLE_SHARE = 0.45;
/** … but is seen for at least this factor of zoom, … */
const PARENT_FACTOR = 1.5;
/** … and no longer than until half of its papers fill this much of the stage. */
const LARGEST_EXTENT = 0.3;
/** A name that larger ones of its level push aside stays for longer, but waits no longer than for this factor. */
const LATEST_FACTOR = 4;
const FIRST_FOR_ORPHANS = 1.5;

/** For each name the one span of zooms in which it is shown, such that no two names that are shown at the same zoom
 *  overlap, wherever the stage looks: greedily, by level and size, after Been, Daiches & Yap 2006. Children begin where
 *  their parent ends. `scale` is the number of pixels per unit of the map at zoom 1. O(n²). */
export function placeNames(boxes: readonly NameBox[], scale: number, maxZoom: number): Span[] {
  const order = boxes.map((_, place) => place).sort((a, b) => byPriority(boxes, a, b));
  const wishes = wishedSpans(boxes, order, scale, maxZoom);
  const spans: Span[] = boxes.map(() => NEVER);
  const placed: number[] = [];
  for (const place of order) {
    const [box, wish] = [boxes[place], wishes[place]];
    if (box === undefined || wish === undefined) continue;
    const span = bestFreeSpan(box, wish, boxes, spans, placed, scale, maxZoom);
    if (span === undefined) continue;
    spans[place] = span;
    placed.push(place);
  }
  return spans;
}

/** The zoom from which on two boxes no longer overlap; Infinity for two at one place. */
export function partingZoom(a: NameBox, b: NameBox, scale: number): number {
  const level = (a.width + b.width) / 2 / (scale * Math.abs(a.x - b.x));
  const upright = (a.height + b.height) / 2 / (scale * Math.abs(a.y - b.y));
  return Math.min(level, upright);
}

function byPriority(boxes: readonly NameBox[], a: number, b: number): number {
  const [first, second] = [boxes[a], boxes[b]];
  if (first === undefined || second === undefined) return 0;
  return first.level - second.level || second.size - first.size || a - b;
}

/** From where the parent ends to where the children begin. */
function wishedSpans(boxes: readonly NameBox[], order: readonly number[], scale: number, maxZoom: number): Span[] {
  const children = new Map<number, NameBox[]>();
  for (const place of order) {
    const box = boxes[place];
    if (box?.parent === undefined) continue;
    const siblings = children.get(box.parent);
    if (siblings === undefined) children.set(box.parent, [box]);
    else siblings.push(box);
  }
  const wishes: Span[] = [];
  const before: NameBox[] = [];
  for (const place of order) {
    const box = boxes[place];
    if (box === undefined) continue;
    const above = box.parent === undefined ? undefined : wishes[box.parent];
    const from = above?.to ?? (box.level === 0 ? 0 : FIRST_FOR_ORPHANS ** box.level);
    const below = children.get(place);
    const first = Math.max(1, from);
    const rivals = before.filter(({ level }) => level === box.level);
    const free = Math.min(LATEST_FACTOR * first, Math.max(first, legibleFrom(box, rivals, scale)));
    before.push(box);
    wishes[place] = {
      from,
      to: below === undefined ? Number.POSITIVE_INFINITY : endOf(box, free, below, scale, maxZoom),
    };
  }
  return wishes;
}

/** The zoom from which on a name overlaps none of `rivals`. */
function legibleFrom(box: NameBox, rivals: readonly NameBox[], scale: number): number {
  return rivals.reduce((zoom, rival) => Math.max(zoom, partingZoom(box, rival, scale)), 0);
}

/** Where a parent that can be seen from zoom `first` on gives way to its children. */
function endOf(parent: NameBox, first: number, children: readonly NameBox[], scale: number, maxZoom: number): number {
  const total = children.reduce((sum, child) => sum + child.size, 0);
  const legible = children
    .map((child, i) => ({
      zoom: legibleFrom(child, children.slice(0, i), scale),
      size: child.size,
    }))
    .sort((a, b) => a.zoom - b.zoom);
  let reached = 0;
  const enough = legible.find(({ size }) => {
    reached += size;
    return reached >= LEGIBLE_SHARE * total;
  });
  const least = first * PARENT_FACTOR;
  const most = Math.max(least, LARGEST_EXTENT / Math.max(parent.extent, 1e-6));
  return Math.min(most, maxZoom, Math.max(least, enough?.zoom ?? least));
}

function bestFreeSpan(
  box: NameBox,
  wish: Span,
  boxes: readonly NameBox[],
  spans: readonly Span[],
  placed: readonly number[],
  scale: number,
  maxZoom: number,
): Span | undefined {
  let free: Span[] = [wish];
  for (const other of placed) {
    const [otherBox, otherSpan] = [boxes[other], spans[other]];
    if (otherBox === undefined || otherSpan === undefined) continue;
    const until = Math.min(otherSpan.to, partingZoom(box, otherBox, scale));
    if (until <= otherSpan.from) continue;
    free = free.flatMap((span) => without(span, otherSpan.from, until));
    if (free.length === 0) return undefined;
  }
  // Best a name that stays, once it has come, until its children take over.
  const last = free.reduce((best, span) => (span.from > best.from ? span : best));
  if (factorOf(last, maxZoom) >= LEAST_FACTOR) return last;
  const longest = free.reduce((best, span) => (factorOf(span, maxZoom) > factorOf(best, maxZoom) ? span : best));
  return factorOf(longest, maxZoom) < LEAST_FACTOR ? undefined : longest;
}

/** The factor of zoom over which a span is seen; what is farther out than the whole map hardly is. */
function factorOf({ from, to }: Span, maxZoom: number): number {
  return Math.min(to, maxZoom) / Math.max(from, 0.8);
}

function without({ from, to }: Span, start: number, end: number): Span[] {
  if (end <= from || start >= to) return [{ from, to }];
  return [
    { from, to: start },
    { from: end, to },
  ].filter((span) => span.from < span.to);
}
