/** After which row papers were new when a saved search was opened in this tab, so that going back to it, or loading it
 *  again, marks the same ones although they count as seen by now. */
const PREFIX = "orrery-new-since ";

export function rememberSince(id: string, since: number): void {
  try {
    sessionStorage.setItem(PREFIX + id, String(since));
  } catch {
    // the browser keeps nothing: then only what is newer still is marked
  }
}

export function recallSince(id: string): number | undefined {
  try {
    const text = sessionStorage.getItem(PREFIX + id);
    return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
  } catch {
    return undefined;
  }
}
