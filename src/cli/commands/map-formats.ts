import { csvCell } from "../../cite/index.ts";
import type { PointInWords } from "../../library/index.ts";
import type { TopicEntry } from "../../wire/index.ts";

const SIDE = 1600;
const POINT_RADIUS = 2;
/** Topics of these levels are named in the picture. */
const NAMED_LEVELS = 1;

/** A picture of the whole map: a dot a paper, coloured by its topic of the top level, and the names of these. */
export function mapAsSvg(points: readonly PointInWords[], topics: readonly TopicEntry[]): string {
  const top = topics.filter(({ level }) => level < NAMED_LEVELS);
  const colors = new Map(top.map(({ id }, i) => [id, `hsl(${Math.round((i * 137.508) % 360)} 55% 45%)`]));
  const groups = new Map<string, string[]>();
  for (const { x, y, topics: path } of points) {
    const color = colors.get(path[0] ?? "") ?? "#999";
    const dots = groups.get(color) ?? [];
    groups.set(color, dots);
    dots.push(`M${place(x)} ${place(1 - y)}h0`);
  }
  const dots = [...groups].map(
    ([color, path]) =>
      `<path d="${path.join("")}" stroke="${color}" stroke-width="${2 * POINT_RADIUS}" stroke-linecap="round" stroke-opacity="0.6"/>`,
  );
  const names = top.map(
    ({ name, x, y }) =>
      `<text x="${place(x)}" y="${place(1 - y)}" text-anchor="middle" paint-order="stroke" stroke="#fff" stroke-width="5">${escaped(name)}</text>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIDE} ${SIDE}" font-family="Georgia, serif" font-size="24" font-weight="600">`,
    `<rect width="${SIDE}" height="${SIDE}" fill="#fff"/>`,
    ...dots,
    ...names,
    "</svg>\n",
  ].join("\n");
}

/** id, title, year, x, y, trust, and the names of its topics from the top down. */
export function mapAsCsv(points: readonly PointInWords[], topics: readonly TopicEntry[]): string {
  const nameOf = new Map(topics.map(({ id, name }) => [id, name]));
  const lines = points.map(({ paper, x, y, trust, topics: path }) =>
    [paper.id, paper.title, paper.year ?? "", x, y, trust, path.map((id) => nameOf.get(id) ?? id).join(" > ")]
      .map(csvCell)
      .join(","),
  );
  return `${["id,title,year,x,y,trust,topics", ...lines].join("\r\n")}\r\n`;
}

/** One JSON object a line: id, title, year, x, y, trust, and topics as {id, name} from the top down. */
export function mapAsJsonLines(points: readonly PointInWords[], topics: readonly TopicEntry[]): string {
  const nameOf = new Map(topics.map(({ id, name }) => [id, name]));
  return points
    .map(({ paper: { id, title, year }, x, y, trust, topics: path }) => {
      const named = path.map((topic) => ({ id: topic, name: nameOf.get(topic) ?? topic }));
      return `${JSON.stringify({ id, title, year, x, y, trust, topics: named })}\n`;
    })
    .join("");
}

function place(share: number): string {
  return (share * SIDE).toFixed(1);
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
