import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { loadedKatex, loadKatex, MAX_FORMULAS, typeset } from "../tex/katex.ts";
import { piecesOf, type Span } from "../tex/pieces.ts";

interface RichTextProps {
  readonly text: string;
  /** Matched words, as UTF-16 offsets into the text. */
  readonly spans?: readonly Span[];
  /** Lets displayed formulas stand on lines of their own; otherwise they run with the text. */
  readonly block?: boolean;
}

/** A title or abstract: matched words marked, TeX typeset, anything else (HTML, control characters) as it is written. */
export function RichText({ text, spans, block = false }: RichTextProps) {
  return useMemo(() => {
    let formulas = 0;
    return piecesOf(text, spans).map((piece) => {
      if (piece.kind === "text") {
        const shown = piece.text.replaceAll("\\$", "$");
        return piece.marked ? <mark>{shown}</mark> : shown;
      }
      formulas++;
      const source = text.slice(piece.start, piece.end);
      if (formulas > MAX_FORMULAS) return source;
      return <Formula key={source} source={source} tex={piece.tex} display={piece.display && block} />;
    });
  }, [text, spans, block]);
}

interface FormulaProps {
  readonly source: string;
  readonly tex: string;
  readonly display: boolean;
}

/** Shows the source until KaTeX is there. The content of the element belongs to KaTeX, not to Preact. */
function Formula({ source, tex, display }: FormulaProps) {
  const element = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const target = element.current;
    if (target === null) return;
    target.textContent = source;
    const katex = loadedKatex();
    if (katex !== undefined) {
      typeset(katex, tex, display, target);
      return;
    }
    let left = false;
    loadKatex().then(
      (loaded) => {
        if (!left) typeset(loaded, tex, display, target);
      },
      () => {}, // without KaTeX the source stays, which can be read as well
    );
    return () => {
      left = true;
    };
  }, [source, tex, display]);
  return <span ref={element} class="formula" dir="ltr" />;
}
