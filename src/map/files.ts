import { readSavedFile, type SavedFile, writeSavedFile } from "../core/files.ts";
import { AppError } from "../core/index.ts";
import type { MapFacts, MapTopic, TopicMap } from "./topic-map.ts";

const KIND = "map";
/** Of what a map file holds; one of another version is laid out anew. */
const MAP_VERSION = 1;

/** What a map was made from. */
export interface MapOrigin {
  readonly model: string;
  readonly dimension: number;
  /** Of the store. */
  readonly revision: number;
}

/** What is saved as text. */
interface Words {
  readonly facts: MapFacts;
  readonly levels: number;
  readonly topics: readonly MapTopic[];
  readonly phrases: readonly string[];
  /** Papers that the phrases were counted in. */
  readonly counted: number;
}

export function saveMap(path: string, map: TopicMap, origin: MapOrigin): void {
  const { facts, levels, topics, phrases, graph } = map;
  const words: Words = { facts, levels, topics, phrases: phrases.phrases, counted: phrases.count };
  const meta = { version: MAP_VERSION, ...origin, count: map.rows.length, k: graph.k };
  writeSavedFile(path, KIND, meta, {
    rows: map.rows,
    x: map.x,
    y: map.y,
    topic: map.topic,
    trust: map.trust,
    typicality: map.typicality,
    placed: map.placed,
    neighbors: graph.neighbors,
    similarities: graph.similarities,
    phrasePapers: phrases.papers,
    words: Buffer.from(JSON.stringify(words)),
  });
}

/** Throws AppError "not-found", "damaged-file" or "wrong-version". */
export function loadMap(path: string): { map: TopicMap; origin: MapOrigin } {
  const file = readSavedFile(path, KIND);
  const { count, k, ...origin } = parseMeta(file.meta, path);
  const words = parseWords(file, path);
  const column = <Column extends Float32Array | Uint32Array | Uint16Array | Uint8Array>(
    name: string,
    kind: { new (buffer: ArrayBuffer): Column; readonly BYTES_PER_ELEMENT: number },
    length = count,
  ): Column => {
    const bytes = file.section(name);
    if (bytes.byteLength === kind.BYTES_PER_ELEMENT * length) return new kind(bytes);
    throw new AppError(
      "damaged-file",
      `Expected ${length} numbers in ${name} of ${path}, got ${bytes.byteLength} bytes.`,
    );
  };
  const map: TopicMap = {
    rows: column("rows", Uint32Array),
    x: column("x", Float32Array),
    y: column("y", Float32Array),
    topic: column("topic", Uint16Array),
    trust: column("trust", Float32Array),
    typicality: column("typicality", Float32Array),
    placed: column("placed", Uint8Array),
    graph: {
      count,
      k,
      neighbors: column("neighbors", Uint32Array, count * k),
      similarities: column("similarities", Float32Array, count * k),
    },
    topics: words.topics,
    levels: words.levels,
    phrases: {
      phrases: words.phrases,
      papers: column("phrasePapers", Uint32Array, words.phrases.length),
      count: words.counted,
    },
    facts: words.facts,
  };
  return { map, origin };
}

interface Meta extends MapOrigin {
  readonly count: number;
  readonly k: number;
}

function parseMeta(meta: unknown, path: string): Meta {
  const parsed = (meta ?? {}) as Partial<Meta & { version: number }>; // written by saveMap; the checksum holds
  if (parsed.version !== MAP_VERSION) {
    throw new AppError("wrong-version", `Expected a map of version ${MAP_VERSION} in ${path}, got ${parsed.version}.`);
  }
  const { model, dimension, revision, count, k } = parsed;
  if (
    model !== undefined &&
    dimension !== undefined &&
    revision !== undefined &&
    count !== undefined &&
    k !== undefined
  )
    return { model, dimension, revision, count, k };
  throw new AppError("damaged-file", `Expected model, dimension, revision, count and k in ${path}.`);
}

function parseWords(file: SavedFile, path: string): Words {
  const words = parseJson(Buffer.from(file.section("words")).toString("utf8")) as Partial<Words> | null | undefined;
  const { facts, levels, topics, phrases, counted } = words ?? {};
  if (
    facts !== undefined &&
    levels !== undefined &&
    topics !== undefined &&
    phrases !== undefined &&
    counted !== undefined
  )
    return { facts, levels, topics, phrases, counted };
  throw new AppError("damaged-file", `The topics in ${path} cannot be read.`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
