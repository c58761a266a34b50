import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, describe, expect, it } from "vitest";
import { BROWSER } from "../helpers/browser.ts";
import { savedPage } from "../helpers/papers.ts";
import { expectAccessible, type Story, useSite, type VisitOptions, visit as visitAny, WINDOWS } from "./harness.ts";
import { serveEmpty } from "./serve.ts";

const ODD = "Zeppelins over Novosibirsk carry parcels of smoked herring";
const ODD_ABSTRACT =
  "Airships float above taiga villages while herring, salmon and caviar sway in wicker baskets. ".repeat(5);
const TITLES = [
  "Alpha waves in graphs",
  "Beta kernels for proteins",
  "Gamma rays and rewards",
  "Delta learning of hops",
];
/** Pages by name: the day that they show, and their titles. */
const PAGES: Readonly<Record<string, readonly [day: string, titles: readonly string[]]>> = {
  tuesday: ["Apr 30, 2024", TITLES.slice(0, 2)],
  "wednesday-a": ["May 1, 2024", [TITLES[1] ?? "", TITLES[2] ?? "", ODD]],
  "wednesday-b": ["May 1, 2024", [TITLES[3] ?? "", TITLES[1] ?? ""]],
  yearless: ["Mar 11", TITLES.slice(0, 1)],
  undated: ["", TITLES.slice(2, 3)],
};

describe.skipIf(BROWSER === undefined)("the daily papers in Chromium", () => {
  const folder = mkdtempSync(join(tmpdir(), "orrery-daily-"));
  const savedPages = Object.entries(PAGES).map(([name, [day, titles]]) => {
    const path = join(folder, `${name}.txt`);
    writeFileSync(path, savedPage(titles, day).replace(/^Zeppelins.*: .*$/m, ODD_ABSTRACT));
    return path;
  });
  const site = useSite({ more: savedPages });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("open with g d at the latest day, each paper once, in the order of the pages", async () => {
    await visit("/", ".home", async (page) => {
      const feeds = page.locator('head link[rel="alternate"]');
      expect(await feeds.count()).toBe(0);
      await page.keyboard.press("g");
      await page.keyboard.press("d");
      await page.locator(".listed").first().waitFor();
      expect(new URL(page.url()).pathname).toBe("/daily");
      expect(await page.locator("h1").textContent()).toBe("1 May 2024");
      expect(await titlesOn(page)).toEqual([TITLES[1], TITLES[3], TITLES[2], ODD]);
      const places = await page.locator(".listed-place").allTextContents();
      expect(places).toEqual(["Place 1", "Place 2", "Place 3", "Place 4"]);
      const twice = page.locator(".listed", { hasText: TITLES[1] ?? "" });
      expect(await twice.locator(".hit-facts").textContent()).toMatch(
        /1\. on wednesday-a\.txt, 2\. on wednesday-b\.txt/,
      );
      expect(await page.getByRole("link", { name: "Daily" }).getAttribute("aria-current")).toBe("page");
      const addresses = await feeds.evaluateAll((links) => links.map((link) => link.getAttribute("href")));
      expect(addresses).toEqual(["/api/feeds/daily.atom", "/api/feeds/daily.json"]);
    });
  });

  it("go to the days before and after by [ and ], and Back returns", async () => {
    await visit("/daily", ".listed", async (page) => {
      await press(page, "[", "30 April 2024");
      expect(await titlesOn(page)).toEqual(TITLES.slice(0, 2));
      await press(page, "[", "11 March");
      expect(await page.locator(".note").textContent()).toContain("no year");
      await press(page, "[", "undated.txt");
      await page.keyboard.press("["); // there is nothing before
      await press(page, "]", "11 March");
      await page.goBack();
      await heading(page, "undated.txt");
    });
  });

  it("neither leave a field nor miss a key that follows g by chance", async () => {
    await visit("/daily/2024-05-01", ".listed", async (page) => {
      await page.keyboard.press("/");
      await page.keyboard.type("gd[]");
      await expect.poll(() => page.url()).toContain("q=gd");
      await page.keyboard.press("Escape");
      await page.goto(`${site.served.url}/daily/2024-05-01`);
      await page.locator(".listed").first().waitFor();
      await page.keyboard.press("g");
      await page.keyboard.press("j");
      expect(await page.evaluate("document.activeElement.textContent")).toBe(TITLES[1]);
      await page.keyboard.press("d");
      expect(page.url()).toBe(`${site.served.url}/daily/2024-05-01`);
    });
  });

  it("show week and month under their days, with links to each day", async () => {
    await visit("/daily/2024-05-01", ".listed", async (page) => {
      await page.getByRole("link", { name: "Week", exact: true }).click();
      await heading(page, "Week 18 of 2024");
      expect(new URL(page.url()).pathname).toBe("/daily/2024-W18");
      expect(await page.locator("main h2").allTextContents()).toEqual([
        "Wednesday, 1 May 2024",
        "Tuesday, 30 April 2024",
      ]);
      expect(await titlesOn(page)).toHaveLength(5);
      await page.getByRole("link", { name: "Month", exact: true }).click();
      await heading(page, "May 2024");
      expect(await titlesOn(page)).toHaveLength(4);
      await press(page, "[", "April 2024");
      await page.locator(".listed-day a").click();
      await heading(page, "30 April 2024");
    });
  });

  it("lie in a strip of bars that the arrow keys walk, with what has no year or date beside it", async () => {
    await visit("/daily", ".bars a", async (page) => {
      const bars = page.locator(".bars a");
      expect(await bars.locator(".unseen").allTextContents()).toEqual([
        "30 April 2024, 2 papers",
        "1 May 2024, 4 papers",
      ]);
      await bars.nth(1).focus();
      await page.keyboard.press("ArrowLeft");
      await page.keyboard.press("Enter");
      await heading(page, "30 April 2024");
      expect(await bars.first().getAttribute("aria-current")).toBe("date");
      await page.getByText("Pages without a date (1)").click();
      await page.getByRole("link", { name: "undated.txt" }).click();
      await heading(page, "undated.txt");
    });
  });

  it("mark what is new in kind, and explain the mark", async () => {
    await visit("/daily/2024-05-01", ".new-in-kind", async (page) => {
      const odd = page.locator(".listed", { hasText: ODD });
      await odd.locator("summary").focus();
      await page.keyboard.press("Enter");
      expect(await odd.locator(".new-in-kind p").textContent()).toMatch(
        /the library knew before.*similarity of only 0\.\d\d/,
      );
    });
  });

  it("lead to the paper, to its topics on the map, and from the paper back to the day", async () => {
    await visit("/daily/2024-05-01", ".on-map a", async (page) => {
      const map = page
        .locator(".listed")
        .first()
        .getByRole("link", { name: /^On the map/ });
      expect(await map.getAttribute("href")).toMatch(/^\/map\?paper=/);
      await page.keyboard.press("j");
      await page.keyboard.press("Enter");
      await page.locator(".paper").waitFor();
      const days = page.locator(".origin a");
      expect(await days.allTextContents()).toEqual(["1 May 2024", "1 May 2024", "30 April 2024"]);
      await days.last().click();
      await heading(page, "30 April 2024");
    });
  });

  it("light up on the map, all of a day, and a question there is asked among them", async () => {
    await visit("/daily/2024-05-01", ".these-on-map", async (page) => {
      await page.keyboard.press("m");
      const note = page.locator(".hits-note");
      await note.getByText("4 papers listed 1 May 2024 are lit on the map.").waitFor();
      expect(new URL(page.url()).searchParams.get("listedFrom")).toBe("2024-05-01");
      await page.locator(".search-input").fill("herring");
      await note.getByText("Only papers listed 1 May 2024.").waitFor();
      await note.getByRole("button", { name: "Clear" }).click();
      await note.waitFor({ state: "detached" });
    });
  });

  it.each(["/daily", "/daily/2024-W18", "/daily/--03-11", "/daily/2030-01-01", "/daily/nonsense%2F%25"])(
    "have no accessibility violations at %s, wide and light or narrow and dark",
    async (path) => {
      const ready = /2030|nonsense/.test(path) ? ".bars" : ".listed";
      for (const window of WINDOWS) await visit(path, ready, expectAccessible, window);
    },
  );

  it("say what there is not: a day without listings, an address that names no day, a library without listings", async () => {
    await visit("/daily/2030-01-01", ".bars", async (page) => {
      await heading(page, "1 January 2030");
      await page.getByRole("link", { name: "To the latest day" }).click();
      await heading(page, "1 May 2024");
    });
    await visit("/daily/soon", ".note", async (page) => {
      expect(await page.locator(".note").textContent()).toContain("Expected a day");
    });
    const empty = await serveEmpty();
    const story: Story = async (page) => {
      expect(await page.locator(".daily-none").textContent()).toContain("orrery ingest saved-pages/");
      await expectAccessible(page);
    };
    await visitAny(site.browser, `${empty.url}/daily`, story, { ready: ".daily-none" });
    await empty.close();
  });

  it("print the papers alone, with their abstracts", async () => {
    await visit("/daily/2024-05-01", ".listed", async (page) => {
      await page.emulateMedia({ media: "print" });
      for (const hidden of [".header", ".daily-links", ".periods", ".on-map"]) {
        expect(await page.locator(hidden).first().isVisible()).toBe(false);
      }
      expect(await page.locator(".abstract-text").first().isVisible()).toBe(true);
    });
  });

  function visit(path: string, ready: string, story: Story, options: VisitOptions = {}): Promise<void> {
    return site.visit(path, story, { ready, ...options });
  }
});

async function press(page: Page, key: string, title: string): Promise<void> {
  await page.keyboard.press(key);
  await heading(page, title);
}

async function heading(page: Page, title: string): Promise<void> {
  await page.getByRole("heading", { level: 1, name: title, exact: true }).waitFor();
}

function titlesOn(page: Page): Promise<string[]> {
  return page.locator(".listed .hit-title").allTextContents();
}
