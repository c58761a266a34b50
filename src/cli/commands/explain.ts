import { clip } from "../../core/index.ts";
import type { ExplainAnswer } from "../../wire/index.ts";
import { openLibrary } from "../environment.ts";
import type { CommonOptions } from "../options.ts";
import type { Output } from "../output.ts";

export interface ExplainCommandOptions extends CommonOptions {
  /** The first argument is a query, not an id. */
  readonly query?: boolean;
}

const SHOWN_WORDS = 15;
const SHOWN_LENGTH = 240;

/** Says why two papers are alike, or why a paper answers a query. */
export async function explain(a: string, b: string, options: ExplainCommandOptions, output: Output): Promise<number> {
  const library = openLibrary(options, output);
  try {
    const answer = options.query === true ? await library.explain.query(a, b) : await library.explain.papers(a, b);
    if (options.json) output.json(answer);
    else print(answer, output);
    return 0;
  } finally {
    await library.close();
  }
}

function print(answer: ExplainAnswer, output: Output): void {
  const { a, b, similarity, exact, phrases, words, pairs, topics, authors, lists, listings } = answer;
  output.line(a.title === "" ? `Query: ${clip(a.abstract, SHOWN_LENGTH)}` : a.title);
  output.line(b.title);
  output.line(`Similarity ${similarity.toFixed(3)}${exact ? "" : " (shares below are estimates)"}`);
  list(
    "Both about",
    phrases.map(({ text }) => text),
    output,
  );
  list(
    "Both in the topic",
    topics.map(({ name }) => name),
    output,
  );
  list("Both by", authors, output);
  list(
    "Both in the list",
    lists.map(({ name }) => name),
    output,
  );
  list(
    "Both listed on",
    listings.map(({ name, date }) => (date === undefined ? name : `${name} (${date})`)),
    output,
  );
  if (words.length > 0) {
    output.line();
    output.line("  share  in the first  in the second  word");
    for (const { word, a: ofA, b: ofB, share } of words.slice(0, SHOWN_WORDS)) {
      output.line(`${number(share, 7)}${number(ofA, 14)}${number(ofB, 15)}  ${clip(word, 40)}`);
    }
  }
  for (const pair of pairs) {
    output.line();
    output.line(`${number(pair.share, 7)}  ${sentence(a, pair.a)}`);
    output.line(`${" ".repeat(9)}${sentence(b, pair.b)}`);
  }
}

function list(what: string, names: readonly string[], output: Output): void {
  if (names.length > 0) output.line(`${what}: ${names.join(", ")}`);
}

function number(share: number, width: number): string {
  return share.toFixed(3).padStart(width);
}

function sentence(text: ExplainAnswer["a"], place: number): string {
  const found = text.sentences[place];
  return found === undefined ? "" : clip(text[found.field].slice(...found.span), SHOWN_LENGTH);
}
