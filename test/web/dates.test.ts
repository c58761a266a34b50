import { afterEach, describe, expect, it, vi } from "vitest";
import { dayName, lengthOf, periodName, shortName, spanName, weekdayName } from "../../web/src/dates.ts";
import { digestLead } from "../../web/src/saved/words.ts";

describe("names of days, weeks and months", () => {
  it("are those that readers write, with the year where it is known", () => {
    const names = ["2024-05-01", "--02-29", "2024-W01", "2024-05", "--05", "page:web/a/b.txt"].map(periodName);
    expect(names).toEqual(["1 May 2024", "29 February", "Week 1 of 2024", "May 2024", "May", "a/b.txt"]);
    expect(dayName("0099-12-31")).toMatch(/^31 December (00)?99$/);
    expect([weekdayName("2024-05-01"), weekdayName("--05-01")]).toEqual(["Wednesday", ""]);
  });

  it("say a year once where both ends of a span lie in it", () => {
    expect(spanName("2024-04-29", "2024-05-05")).toBe("29 April – 5 May 2024");
    expect(spanName("2024-12-30", "2025-01-05")).toBe("30 December 2024 – 5 January 2025");
    expect(spanName("2024-05-01", "2024-05-01")).toBe("1 May 2024");
  });

  it("are short under bars, beside what they are part of", () => {
    expect(["2024-05-01", "--05-01", "2024-W08", "2024-05"].map(shortName)).toEqual([
      { name: "1", group: "May 2024" },
      { name: "1", group: "May" },
      { name: "8", group: "2024" },
      { name: "May", group: "2024" },
    ]);
  });

  it("tell how long a period is, and take what they do not know as it is", () => {
    const texts = ["2024-05-01", "2024-W18", "2024-05", "--05", "page:web/x", "soon", ""];
    expect(texts.map(lengthOf)).toEqual(["day", "week", "month", "month", "page", "day", "day"]);
    expect(periodName("soon")).toBe("soon");
  });
});

describe("what a digest says of its beginning", () => {
  afterEach(() => void vi.restoreAllMocks());

  it("is the day that was asked for, in whatever time zone it is read", () => {
    const written = vi.spyOn(Date.prototype, "toLocaleDateString");
    const lead = digestLead({ since: "2024-05-01T00:00:00.000Z", sinceIs: "date", arrived: 1, suited: 0 });
    expect(lead).toBe("1 paper came in since 1 May 2024, none of them for you.");
    const zones = written.mock.calls.map(([, options]) => options?.timeZone);
    expect(new Set(zones)).toEqual(new Set(["UTC"]));
  });
});
