import type { RefObject } from "preact";
import { type StateUpdater, useLayoutEffect, useState } from "preact/hooks";
import type { MapContent } from "../../hooks/use-map.ts";
import { useMapCard } from "../../hooks/use-map-card.ts";
import { HoverCard } from "./hover-card.tsx";
import { pathName } from "./topic-index.ts";

/** A point that the pointer or the keyboard is on, and where on the stage. */
export interface Pointed {
  readonly point: number;
  readonly x: number;
  readonly y: number;
  readonly by: "pointer" | "keyboard";
}

/** Changes what is pointed at. */
export type Point = (next: StateUpdater<Pointed | undefined>) => void;

interface PointedCardProps {
  readonly content: MapContent;
  /** Is given the function that changes it: a pointer that crosses the map draws nothing but the card again. */
  readonly point: RefObject<Point | null>;
  readonly colorOf: (point: number) => string | undefined;
}

/** The card of the point; what the keyboard is on is also said to screen readers. */
export function PointedCard({ content, point, colorOf }: PointedCardProps) {
  const [pointed, setPointed] = useState<Pointed>();
  useLayoutEffect(() => {
    point.current = setPointed;
  }, [point]);
  const { points, topics, version } = content;
  const paper = useMapCard(version, pointed && points.rows[pointed.point]);
  const shown = pointed !== undefined && paper?.row === points.rows[pointed.point] ? paper : undefined;
  const topic = pointed === undefined ? "" : pathName(topics, points.topic[pointed.point] ?? -1);
  const spoken = shown !== undefined && pointed?.by === "keyboard" ? [shown.title, shown.year, topic] : [];
  return (
    <>
      {shown !== undefined && pointed !== undefined && (
        <HoverCard paper={shown} topic={topic} color={colorOf(pointed.point)} x={pointed.x} y={pointed.y} />
      )}
      <p class="unseen map-spoken" role="status">
        {spoken.filter((part) => part !== undefined).join(". ")}
      </p>
    </>
  );
}
