const LONGEST_LINE = 17;

/** A name in one line, or in two of about equal width where it is long and has a space to break at. */
export function wrapName(name: string, widthOf: (text: string) => number): readonly string[] {
  if (name.length <= LONGEST_LINE) return [name];
  const words = name.split(/\s+/u);
  const breaks = words.slice(1).map((_, i) => [words.slice(0, i + 1).join(" "), words.slice(i + 1).join(" ")] as const);
  const widest = (lines: readonly string[]) => Math.max(...lines.map(widthOf));
  return breaks.reduce<readonly string[]>((best, lines) => (widest(lines) < widest(best) ? lines : best), [name]);
}
