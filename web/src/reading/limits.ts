/** What the server takes at most, in letters; the wire's own numbers, which the page sees only as types. */
export const MAX_LIST_NAME = 120;
export const MAX_NOTE = 20_000;
