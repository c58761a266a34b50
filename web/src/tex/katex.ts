import type * as Katex from "katex";

type Renderer = typeof Katex.default;

/** Formulas of one text that are typeset; the rest stay source, so that no text can freeze the page. */
export const MAX_FORMULAS = 200;

let renderer: Renderer | undefined;
let loading: Promise<Renderer> | undefined;

/** KaTeX when it has already been loaded, for rendering without a second pass. */
export function loadedKatex(): Renderer | undefined {
  return renderer;
}

/** Loads KaTeX with its styles and fonts, once. A failed load is tried again on the next call. */
export function loadKatex(): Promise<Renderer> {
  loading ??= Promise.all([import("katex"), import("katex/dist/katex.min.css")]).then(
    ([katex]) => {
      renderer = katex.default;
      return renderer;
    },
    (error: unknown) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}

/** Typesets into the element; false when KaTeX refuses the formula, and the element is then as it was before. */
export function typeset(katex: Renderer, tex: string, display: boolean, element: HTMLElement): boolean {
  const source = element.textContent;
  try {
    katex.render(tex, element, {
      displayMode: display,
      throwOnError: true,
      strict: "ignore",
      trust: false,
      maxSize: 20,
      maxExpand: 200,
    });
    return true;
  } catch {
    element.textContent = source; // unfinished or unknown TeX is read best as it was written
    return false;
  }
}
