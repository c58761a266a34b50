const SECOND = 1000;

/** Milliseconds that a Retry-After header asks to wait (seconds or an HTTP date, RFC 9110 §10.2.3), 0 or more; or
 *  undefined where it says nothing that can be understood. */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
  const text = header?.trim() ?? "";
  if (/^\d{1,9}$/.test(text)) return Number(text) * SECOND;
  if (!/^[A-Za-z]{3,9},? /.test(text)) return undefined; // Date.parse would take "-5" for a year
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
