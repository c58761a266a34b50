import type { Request } from "../hooks/use-request.ts";
import type { Found } from "../hooks/use-search.ts";

/** How many papers there are, said to screen readers too whenever it changes. */
export function ResultCount({ request }: { readonly request: Request<Found> }) {
  return (
    <p class="count" role="status">
      {textOf(request)}
    </p>
  );
}

function textOf({ answer, error, pending }: Request<Found>): string {
  if (error !== undefined) return "";
  if (answer === undefined) return pending ? "Searching…" : "";
  const { total, totalIsExact, mode, sort, tookMs } = answer.answer;
  const papers = `${total.toLocaleString("en")} ${total === 1 ? "paper" : "papers"}`;
  if (sort === "date" && total > 0) return `${papers}, newest first · ${Math.max(1, Math.round(tookMs))} ms`;
  const ranked = mode === "lexical" ? papers : `${papers} ranked`; // by meaning, every paper is more or less near
  const count = totalIsExact ? ranked : `The best ${papers}; there may be more`;
  return `${total === 0 ? "No papers" : count} · ${Math.max(1, Math.round(tookMs))} ms`;
}
