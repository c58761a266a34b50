/** Waits; ends early, by an AbortError, when the signal fires. */
export type Sleep = (milliseconds: number, signal?: AbortSignal) => Promise<void>;

/** Shortest pause between two requests to the sites that ask for one: arXiv's terms of its API allow one request every
 *  three seconds, over all of its hosts. */
const PAUSES: readonly (readonly [site: string, milliseconds: number])[] = [["arxiv.org", 3000]];
const USUAL_PAUSE_MS = 1000;

/** Keeps requests to one site apart. */
export class Pace {
  readonly #now: () => number;
  readonly #sleep: Sleep;
  /** When each site was last asked. */
  readonly #asked = new Map<string, number>();

  constructor(now: () => number, sleep: Sleep) {
    this.#now = now;
    this.#sleep = sleep;
  }

  /** Returns when the host may be asked. */
  async turn(hostname: string, signal?: AbortSignal): Promise<void> {
    const { site, pauseMs } = siteOf(hostname);
    const asked = this.#asked.get(site);
    const left = asked === undefined ? 0 : asked + pauseMs - this.#now();
    if (left > 0) await this.#sleep(Math.min(left, pauseMs), signal); // a clock that was set back must not hold us up
    this.#asked.set(site, this.#now());
  }

  /** Counts the pause from now on: the answer has ended. */
  done(hostname: string): void {
    this.#asked.set(siteOf(hostname).site, this.#now());
  }
}

function siteOf(hostname: string): { site: string; pauseMs: number } {
  const known = PAUSES.find(([site]) => hostname === site || hostname.endsWith(`.${site}`));
  return known === undefined ? { site: hostname, pauseMs: USUAL_PAUSE_MS } : { site: known[0], pauseMs: known[1] };
}
