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

interface PointedCardProps {
  readonly content: MapContent;
  readonly pointed: Pointed | undefined;
  readonly colorOf: (point: number) => string | undefined;
}

/** The card of the point; what the keyboard is on is also said to screen readers. */
export function PointedCard({ content, pointed, colorOf }: PointedCardProps) {
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
