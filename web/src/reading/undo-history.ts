const MAX_KEPT = 100;

/** What can be taken back in this tab, in its order. A change has a key at once, and a token when the server has it. */
export class UndoHistory {
  readonly #tokens = new Map<string, string | undefined>();
  readonly #awaited = new Set<string>();

  /** Key of the last change. */
  get last(): string | undefined {
    return [...this.#tokens.keys()].at(-1);
  }

  add(key: string): void {
    this.#tokens.set(key, undefined);
    for (const oldest of this.#tokens.keys()) {
      if (this.#tokens.size <= MAX_KEPT) break;
      this.#tokens.delete(oldest);
    }
  }

  /** Takes a change out, with its token where the server has given one; undefined for one that is not there. */
  take(key: string): { readonly token: string | undefined } | undefined {
    if (!this.#tokens.has(key)) return undefined;
    const token = this.#tokens.get(key);
    this.#tokens.delete(key);
    return { token };
  }

  /** The change is on its way: it is to be taken back as soon as its token is there. */
  await(key: string): void {
    this.#awaited.add(key);
  }

  /** The server has a change; gives the token back where that was waited for. Without a token it cannot be taken back. */
  settle(key: string, token: string | undefined): string | undefined {
    if (this.#awaited.delete(key)) return token;
    if (token === undefined) this.#tokens.delete(key);
    else if (this.#tokens.has(key)) this.#tokens.set(key, token);
    return undefined;
  }

  forget(key: string): void {
    this.#tokens.delete(key);
    this.#awaited.delete(key);
  }
}
