import { counted } from "../../core/index.ts";
import { growthInWords } from "../../library/index.ts";
import type { ListedPaper } from "../../wire/index.ts";
import { openLibrary } from "../environment.ts";
import type { CommonOptions } from "../options.ts";
import type { Output } from "../output.ts";

export interface DailyCommandOptions extends CommonOptions {
  readonly by: "day" | "week" | "month";
  readonly k: number;
  readonly offset: number;
}

/** Lists the periods that have listings, or the papers of one. */
export async function daily(period: string | undefined, options: DailyCommandOptions, output: Output): Promise<number> {
  const library = openLibrary(options, output);
  try {
    if (period !== undefined) {
      const { k, offset } = options;
      library.takeSavedMap();
      const answer = await library.listings.period(period, { k, offset, withNovelty: true });
      if (options.json) output.json(answer);
      else {
        for (const note of answer.notes) output.note(note);
        for (const paper of answer.listed) printPaper(paper, output);
        if (answer.growing.length > 0) output.line(growthInWords(answer.growing));
        output.line(`${counted(answer.listed.length, "paper")} of ${answer.papers} listed in ${answer.period}.`);
      }
      return 0;
    }
    const answer = library.listings.periods(options.by);
    if (options.json) output.json(answer);
    else {
      for (const note of answer.notes) output.note(note);
      for (const { period: key, papers, listings } of answer.periods) {
        output.line(`${key}  ${counted(papers, "paper")} on ${counted(listings, "page")}`);
      }
      if (answer.periods.length === 0)
        output.line("No listings yet. Saved pages bring them: orrery ingest saved-pages/");
    }
    return 0;
  } finally {
    await library.close();
  }
}

function printPaper({ place, title, id, newInKind, novelty, nearest }: ListedPaper, output: Output): void {
  output.line(`${String(place).padStart(3)}. ${title}`);
  output.line(`     ${id}`);
  if (!newInKind || novelty === undefined || nearest === undefined) return;
  output.line(`     new in kind: ${novelty.toFixed(2)} from the nearest paper known before, ${nearest.title}`);
}
