import type { TopicEntry } from "../../../src/wire/index.ts";
import { type Camera, toStage } from "./camera.ts";
import { type NameBox, placeNames, type Span } from "./place-names.ts";
import type { SetName } from "./set-name.ts";
import { wrapName } from "./wrap.ts";

interface Name extends Omit<SetName, "left" | "top" | "topic"> {
  readonly box: NameBox;
}

const ROOM_AROUND = { width: 16, height: 10 };
const LINE_HEIGHT = 1.15;
/** How far outside the stage a name is still kept, in CSS pixels. */
const OUTSIDE = 20;
const FADE_MS = 250;

/** Topic names as elements above the points. They are set once per list of topics and stage size; afterwards the zoom
 *  alone decides which are shown. Hidden from screen readers, which find the names in the tree of topics. */
export class NamesLayer {
  readonly element = document.createElement("div");
  readonly #measure = document.createElement("canvas").getContext("2d");
  readonly #elements = new Map<number, HTMLElement>();
  #topics: readonly TopicEntry[] = [];
  #set: readonly Name[] = [];
  /** As they were set, drawn in from the edges of the stage. */
  #names: readonly Name[] = [];
  #spans: readonly Span[] = [];
  #scale = 0;
  #maxZoom = 0;
  #width = 0;
  #hidden: ReadonlySet<number> = new Set();
  #chosen: number | undefined;

  constructor(onTopic: (topic: number) => void) {
    this.element.className = "stage-names";
    this.element.ariaHidden = "true";
    this.element.addEventListener("click", ({ target }) => {
      const name = target instanceof Element ? target.closest<HTMLElement>(".stage-name") : null;
      if (name !== null) onTopic(Number(name.dataset["topic"]));
    });
  }

  /** Sets the names anew where topics or stage have changed. The names of `hidden` topics are not shown. */
  update(
    topics: readonly TopicEntry[],
    { scale, size: { width } }: Camera,
    maxZoom: number,
    chosen: number | undefined,
    hidden: ReadonlySet<number>,
  ): void {
    this.#hidden = hidden;
    if (topics !== this.#topics) {
      this.#topics = topics;
      for (const element of this.#elements.values()) element.remove();
      this.#elements.clear();
      this.#set = this.#setNames(topics);
      this.#scale = 0;
    }
    if (scale !== this.#scale || maxZoom !== this.#maxZoom || width !== this.#width) {
      this.#scale = scale;
      this.#width = width;
      this.#names = this.#set.map((name) => ({ ...name, box: drawnIn(name.box, scale, width) }));
      this.#maxZoom = maxZoom;
      this.#spans = placeNames(
        this.#names.map(({ box }) => box),
        scale,
        maxZoom,
      );
    }
    if (chosen !== this.#chosen) {
      if (this.#chosen !== undefined) this.#elements.get(this.#chosen)?.classList.remove("chosen");
      if (chosen !== undefined) this.#elements.get(chosen)?.classList.add("chosen");
      this.#chosen = chosen;
    }
  }

  /** The names that are seen. */
  shown(camera: Camera): SetName[] {
    const { zoom } = camera.view;
    const found: SetName[] = [];
    for (const [topic, span] of this.#spans.entries()) {
      const name = this.#names[topic];
      if (name === undefined || zoom < span.from || zoom >= span.to || this.#hidden.has(topic)) continue;
      const { box, ...setting } = name;
      const [left, top] = toStage(camera, box.x, box.y);
      const [reachX, reachY] = [box.width / 2 + OUTSIDE, box.height / 2 + OUTSIDE];
      if (left < -reachX || top < -reachY || left > camera.size.width + reachX || top > camera.size.height + reachY)
        continue;
      found.push({ topic, ...setting, left, top });
    }
    return found;
  }

  draw(camera: Camera): void {
    const shown = this.shown(camera);
    const kept = new Set(shown.map(({ topic }) => topic));
    for (const [topic, element] of this.#elements) if (!kept.has(topic)) this.#fadeOut(topic, element, camera);
    for (const name of shown) {
      const element = this.#elements.get(name.topic) ?? this.#make(name);
      place(element, name.left, name.top);
    }
  }

  #setNames(topics: readonly TopicEntry[]): Name[] {
    const placeOf = new Map(topics.map(({ id }, place) => [id, place]));
    const largest = topics
      .map(({ level }) => level)
      .reduce<number[]>((most, level, i) => {
        most[level] = Math.max(most[level] ?? 0, topics[i]?.size ?? 0);
        return most;
      }, []);
    return topics.map((topic) => {
      const style = styleOf(topic.level, topic.size / Math.max(1, largest[topic.level] ?? 1));
      const widthOf = (text: string) => this.#widthOf(text, style.weight, style.fontSize, style.isSerif);
      const lines = wrapName(topic.name, widthOf);
      const lineHeight = style.fontSize * LINE_HEIGHT;
      const box = {
        x: topic.x,
        y: topic.y,
        width: Math.max(...lines.map(widthOf)) + ROOM_AROUND.width,
        height: lines.length * lineHeight + ROOM_AROUND.height,
        level: topic.level,
        size: topic.size,
        parent: topic.parent === null ? undefined : placeOf.get(topic.parent),
        extent: topic.extent,
      };
      return { lines, lineHeight, ...style, box };
    });
  }

  #widthOf(text: string, weight: number, fontSize: number, isSerif: boolean): number {
    if (this.#measure === null) return text.length * fontSize * 0.6;
    this.#measure.font = `${weight} ${fontSize}px ${familyOf(this.element, isSerif)}`;
    return this.#measure.measureText(text).width;
  }

  #make({ topic, lines, fontSize, weight, lineHeight, isSerif }: SetName): HTMLElement {
    const element = document.createElement("div");
    element.className = `stage-name${isSerif ? " region" : ""}${topic === this.#chosen ? " chosen" : ""}`;
    element.dataset["topic"] = String(topic);
    Object.assign(element.style, { fontSize: `${fontSize}px`, fontWeight: weight, lineHeight: `${lineHeight}px` });
    for (const line of lines) {
      const part = document.createElement("span");
      part.textContent = line;
      element.append(part, " ");
    }
    this.element.append(element);
    this.#elements.set(topic, element);
    return element;
  }

  /** A name that leaves goes along with the map until it has faded. */
  #fadeOut(topic: number, element: HTMLElement, camera: Camera): void {
    const box = this.#names[topic]?.box;
    if (box !== undefined) place(element, ...toStage(camera, box.x, box.y));
    if (element.classList.contains("leaving")) return;
    element.classList.add("leaving");
    this.#elements.delete(topic);
    setTimeout(() => element.remove(), FADE_MS);
  }
}

/** The fonts of the page for regions and for the topics in them. */
export function familyOf(element: Element, isSerif: boolean): string {
  return (
    getComputedStyle(element)
      .getPropertyValue(isSerif ? "--serif" : "--sans")
      .trim() || "sans-serif"
  );
}

/** Larger for upper levels and, within a level, for larger topics. `share` is of the level's largest topic. */
function styleOf(level: number, share: number): { fontSize: number; weight: number; isSerif: boolean } {
  const swell = Math.sqrt(share);
  if (level === 0) return { fontSize: Math.round(15 + 5 * swell), weight: 600, isSerif: true };
  if (level === 1) return { fontSize: Math.round(13 + 2 * swell), weight: 600, isSerif: false };
  return { fontSize: Math.round(12 + swell), weight: 500, isSerif: false };
}

/** A name of the top level moved so far that the stage holds it whole while the whole map is seen. Those of lower
 *  levels are seen from nearer, where the shift would lead too far from their papers. */
function drawnIn(box: NameBox, scale: number, width: number): NameBox {
  const least = (box.width - Math.max(0, width - scale)) / 2 / scale;
  if (box.level > 0 || least <= 0) return box;
  return { ...box, x: least < 0.5 ? Math.min(1 - least, Math.max(least, box.x)) : 0.5 };
}

function place(element: HTMLElement, left: number, top: number): void {
  element.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px) translate(-50%, -50%)`;
}
