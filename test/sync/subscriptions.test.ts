import { describe, expect, it } from "vitest";
import {
  makeSubscription,
  type NewSubscription,
  readSubscriptions,
  type Subscription,
  writeSubscriptions,
} from "../../src/sync/index.ts";
import { temporaryFolder } from "../helpers/temporary.ts";

const make = (wanted: NewSubscription, known: readonly Subscription[] = []) => makeSubscription(wanted, known);

describe("A new subscription", () => {
  it.each<[NewSubscription, Subscription]>([
    [
      { kind: "hf-daily", subject: "week" },
      { kind: "hf-daily", id: "hf-weekly", by: "week" },
    ],
    [
      { kind: "arxiv-category", subject: "cs.CL", since: "2024-05-01", name: "Language" },
      { kind: "arxiv-category", id: "arxiv-cs.CL", category: "cs.CL", since: "2024-05-01", name: "Language" },
    ],
    [
      { kind: "arxiv-category", subject: "hep-th" },
      { kind: "arxiv-category", id: "arxiv-hep-th", category: "hep-th" },
    ],
    [
      { kind: "arxiv-category", subject: "astro-ph.*" },
      { kind: "arxiv-category", id: "arxiv-astro-ph", category: "astro-ph.*" },
    ],
    [
      { kind: "arxiv-query", subject: ' all:"Graph kernels" ' },
      { kind: "arxiv-query", id: "arxiv-all-graph-kernels", query: 'all:"Graph kernels"' },
    ],
    [
      {
        kind: "feed",
        subject: "https://Example.org/papers/new.atom#top",
        follow: ["https://cdn.example.org/x", "b.org:81"],
        private: true,
      },
      {
        kind: "feed",
        id: "example.org-papers-new",
        url: "https://example.org/papers/new.atom",
        follow: ["cdn.example.org", "b.org:81"],
        private: true,
      },
    ],
    [
      { kind: "folder", subject: "/home/me/New papers" },
      { kind: "folder", id: "folder-New-papers", path: "/home/me/New papers" },
    ],
  ])("of %j is %j", (wanted, made) => {
    expect(make(wanted)).toEqual(made);
  });

  it("to the same subject replaces the one before; one to another never takes its id", () => {
    const first = make({ kind: "arxiv-query", subject: "all:a b" });
    const again = make({ kind: "arxiv-query", subject: "all:a b", since: "2024-05-01" }, [first]);
    const other = make({ kind: "arxiv-query", subject: "all:a,b" }, [first]);
    expect([first.id, again.id, other.id]).toEqual(["arxiv-all-a-b", "arxiv-all-a-b", "arxiv-all-a-b-2"]);
  });

  it.each<[NewSubscription, RegExp]>([
    [{ kind: "hf-daily", subject: "year" }, /one of day, week, month, got "year"/],
    [{ kind: "arxiv-category", subject: "cs.CL OR all:x" }, /a category of arXiv/],
    [{ kind: "arxiv-query", subject: "  " }, /a query/],
    [{ kind: "arxiv-query", subject: "x".repeat(2000) }, /at most 1000/],
    [{ kind: "feed", subject: "example.org/feed" }, /begins with https/],
    [{ kind: "feed", subject: "file:///etc/passwd" }, /begins with https/],
    [{ kind: "feed", subject: "https://me:secret@example.org/" }, /without user name and password/],
    [{ kind: "feed", subject: "https://example.org/", since: "2024-05-01" }, /--since with hf-daily or arXiv/],
    [{ kind: "feed", subject: "https://example.org/", follow: ["not a host"] }, /Expected a host/],
    [{ kind: "folder", subject: "papers" }, /whole path/],
    [{ kind: "folder", subject: "/papers", private: true }, /got a folder/],
    [{ kind: "hf-daily", subject: "day", since: "2024-02-31" }, /since/],
    [{ kind: "hf-daily", subject: "day", name: "" }, /name/],
  ])("of %j is refused", (wanted, says) => {
    expect(() => make(wanted)).toThrow(
      expect.objectContaining({ code: "bad-request", message: expect.stringMatching(says) }),
    );
  });

  it("has an id of letters, digits, points and dashes, whatever it is to", () => {
    for (const subject of ["🙂", "../../etc", "論文 AND x", "a".repeat(900), ".", "'; drop"]) {
      expect(make({ kind: "arxiv-query", subject }).id).toMatch(/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,59}$/u);
    }
  });
});

describe("The file of subscriptions", () => {
  it("gives back what was written, and is made to be read by people", () => {
    const folder = temporaryFolder();
    const path = folder.at("subscriptions.json");
    expect(readSubscriptions(path)).toEqual([]);
    const all = [make({ kind: "hf-daily", subject: "day" }), make({ kind: "feed", subject: "https://example.org/" })];
    writeSubscriptions(path, all);
    expect(readSubscriptions(path)).toEqual(all);
    folder.write("subscriptions.json", `\ufeff${JSON.stringify({ version: 1, subscriptions: all })}`);
    expect(readSubscriptions(path)).toEqual(all);
    folder.remove();
  });

  it.each([
    ["{", "damaged-file", /no JSON/],
    ["[]", "damaged-file", /cannot be used/],
    ['{"version": 2, "subscriptions": []}', "wrong-version", /version 1.*got 2/],
    ['{"version": 1, "subscriptions": [{"kind": "feed", "id": "a"}]}', "damaged-file", /subscriptions\.0\.url/],
    [
      '{"version": 1, "subscriptions": [{"kind": "feed", "id": "../a", "url": "x"}]}',
      "damaged-file",
      /subscriptions\.0\.id/,
    ],
    ['{"version": 1, "subscriptions": [{"kind": "magic", "id": "a"}]}', "damaged-file", /subscriptions\.0\.kind/],
    ['{"version": 1, "subscriptions": [{"kind": "feed", "id": "a", "url": "x", "tpyo": 1}]}', "damaged-file", /tpyo/],
    [
      '{"version": 1, "subscriptions": [{"kind": "feed", "id": "a", "url": "x"}, {"kind": "feed", "id": "a", "url": "y"}]}',
      "damaged-file",
      /two subscriptions have the id a/,
    ],
  ])("that holds %s is refused as %s, and says where", (content, code, says) => {
    const folder = temporaryFolder();
    const path = folder.write("subscriptions.json", content);
    expect(() => readSubscriptions(path)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(says) }),
    );
    folder.remove();
  });
});
