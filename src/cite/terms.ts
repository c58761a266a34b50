/** Keywords in one text, separated by commas, as most programs expect, or by semicolons where a keyword holds a comma
 *  or a bar: one at the end tells readers of a single keyword that its comma separates nothing. */
export function joinedTerms(terms: readonly string[]): string {
  if (!terms.some((term) => /[,|;]/.test(term))) return terms.join(", ");
  const joined = terms.map((term) => term.replaceAll(";", ",")).join("; ");
  return terms.length === 1 ? `${joined};` : joined;
}
