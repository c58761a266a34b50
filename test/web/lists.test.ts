import type { Page, Route } from "playwright-core";
import { beforeEach, describe, expect, it } from "vitest";
import type { ReadingAnswer } from "../../src/wire/index.ts";
import { BROWSER } from "../helpers/browser.ts";
import { expectAccessible, holdBack, useSite, visit, WINDOWS } from "./harness.ts";

const FIRST = "sample-001";

describe.skipIf(BROWSER === undefined)("lists, read marks and notes in Chromium", () => {
  const site = useSite();

  beforeEach(async () => {
    for (const { id } of (await reading()).lists) await send("DELETE", `/api/lists/${id}`);
    const read = (await reading()).marks.filter((mark) => mark.read).map(({ id }) => id);
    if (read.length > 0) await send("POST", "/api/marks", { ids: read, read: false });
  });

  it("makes a list from a hit by keys, adds to it with s s, orders it with Alt and arrows, and undoes with u", async () => {
    await site.visit("/search?q=graph+neural+networks", async (page) => {
      await page.locator(".hit .lists-button").nth(3).waitFor();
      const titles = (await page.locator(".hit-title").allTextContents()).slice(0, 3);
      await press(page, "j", "s");
      await page.locator(".lists-panel-new input:focus").waitFor();
      await page.keyboard.type("Thesis");
      const made = await holdBack(page, "**/api/lists");
      await press(page, "Enter");
      await page.locator(".toast", { hasText: "Added to the new list Thesis." }).waitFor();
      expect(await focused(page)).toBe(titles[0]);
      await press(page, "j", "s");
      await page.locator(".lists-panel-list input:focus").waitFor();
      await made.comes(); // the list has its id now, and the keyboard is where it was
      expect(await page.locator(".lists-panel-list input:focus").count()).toBe(1);
      await press(page, "Escape", "k");
      for (const _ of [1, 2]) {
        await press(page, "j", "s");
        await page.locator(".lists-panel-list input:focus").waitFor();
        await press(page, "s");
        await page.locator(".toast", { hasText: "Added to Thesis." }).waitFor();
      }
      await press(page, "s");
      await page.locator(".lists-panel-new input").fill(" thesis");
      await press(page, "Enter");
      await page.locator(".toast", { hasText: "Already in Thesis." }).waitFor();
      await press(page, "s");
      await page.locator(".lists-panel-list input:focus").waitFor();
      await page.keyboard.type("A new name");
      expect(await page.locator(".lists-panel-new input").inputValue()).toBe("A new name");
      await press(page, "Escape", "r");
      await page.locator(".read-fact").waitFor();
      expect(await page.locator(".paper-lists").allTextContents()).toEqual(["Thesis", "Thesis", "Thesis"]);
      await press(page, "g", "l");
      await page.locator(".list-row", { hasText: "3 papers, 2 unread" }).waitFor();
      await press(page, "j", "o");
      await page.locator(".member").nth(2).waitFor();
      const order = () => page.locator(".member .hit-title").allTextContents();
      expect(await order()).toEqual(titles);
      await press(page, "j", "Alt+ArrowDown");
      await page.locator(".toast", { hasText: "Moved in Thesis." }).waitFor();
      expect(await order()).toEqual([titles[1], titles[0], titles[2]]);
      expect(await focused(page)).toBe(titles[0]);
      await page.locator(".member").first().locator("button[aria-label^=More]").click();
      await page.getByRole("button", { name: "Remove from the list" }).click();
      await page.locator(".toast", { hasText: "Removed from Thesis." }).waitFor();
      expect(await order()).toEqual([titles[0], titles[2]]);
      await press(page, "u");
      await expect.poll(order).toEqual([titles[1], titles[0], titles[2]]);
      await press(page, "u");
      await expect.poll(order).toEqual(titles);
      await page.reload();
      await page.locator(".member").nth(2).waitFor();
      expect(await order()).toEqual(titles);
      await page.getByRole("link", { name: "Unread" }).click();
      await expect.poll(order).toEqual(titles.slice(0, 2));
    });
  });

  it("renames, colours, drags and deletes lists, and Undo brings one back with its papers", async () => {
    for (const name of ["A", "B", "C"]) await send("POST", "/api/lists", { name, color: "red", papers: [FIRST] });
    await site.visit("/lists", async (page) => {
      const rows = page.locator(".list-row");
      const names = () => page.locator(".list-row-name").allTextContents();
      await rows.nth(2).waitFor();
      await page.locator(".new-list input").fill("D");
      await press(page, "Enter");
      await expect.poll(names).toEqual(["A", "B", "C", "D"]);
      const [from, to] = await Promise.all([rows.nth(3).locator(".grip").boundingBox(), rows.nth(0).boundingBox()]);
      if (from === null || to === null) throw new Error("Expected the rows to be on the page.");
      await page.mouse.move(from.x + 8, from.y + 8);
      await page.mouse.down();
      await page.mouse.move(to.x + 40, to.y + 30, { steps: 4 });
      await page.mouse.move(to.x + 40, to.y + 4);
      await page.mouse.up();
      await expect.poll(names).toEqual(["D", "A", "B", "C"]);
      const menu = async (row: number, name: string) => {
        await rows.nth(row).locator("button[aria-label^=More]").click();
        await page.getByRole("button", { name, exact: true }).click();
      };
      await menu(1, "Rename");
      await page.locator(".list-name-input").fill("Seminar");
      await press(page, "Enter");
      await expect.poll(names).toEqual(["D", "Seminar", "B", "C"]);
      await rows.nth(1).locator("button[aria-label^=More]").click();
      await page.locator(":popover-open").getByRole("radio", { name: "teal" }).check({ force: true });
      await expect.poll(() => rows.nth(1).getAttribute("data-color")).toBe("teal");
      await press(page, "Escape");
      await menu(1, "Move down");
      await expect.poll(names).toEqual(["D", "B", "Seminar", "C"]);
      await menu(2, "Delete");
      await expect.poll(names).toEqual(["D", "B", "C"]);
      await page.locator(".toast", { hasText: "Deleted Seminar." }).getByRole("button", { name: "Undo" }).click();
      await expect.poll(names).toEqual(["D", "B", "Seminar", "C"]);
      expect(await rows.nth(2).textContent()).toContain("1 paper, 1 unread");
    });
  });

  it("shows in every tab what another has changed, and loses nothing that both do at once", async () => {
    await send("POST", "/api/lists", { name: "Shared", papers: [FIRST] });
    const { lists } = await reading();
    await site.visit(`/lists/${lists[0]?.id}`, async (page) => {
      await page.locator(".member").waitFor();
      const other = await page.context().newPage();
      await other.goto(`${site.served.url}/search?q=graph+neural+networks`);
      await other.locator(".hit .lists-button").nth(1).waitFor();
      const [first, second] = await other.locator(".hit-title").allTextContents();
      await press(other, "j", "s", "s");
      await page.locator(".member", { hasText: first ?? "" }).waitFor();
      await Promise.all([press(other, "j", "s", "s"), page.locator(".member .read-toggle").first().click()]);
      await page.locator(".member", { hasText: second ?? "" }).waitFor();
      await page.locator(".list-progress", { hasText: "1 of 3 read" }).waitFor();
      const { marks } = await reading();
      expect(marks.filter((mark) => mark.lists.length === 1).length).toBe(3);
      expect(marks.filter((mark) => mark.read).map(({ id }) => id)).toEqual([FIRST]);
    });
  });

  it("keeps a note that is typed while the server is away, says so, and saves it when it is back", async () => {
    await site.visit(`/paper/${FIRST}`, async (page) => {
      const note = page.getByLabel("Note", { exact: true });
      await note.fill("before ");
      await page.locator(".note-status", { hasText: /^Saved$/ }).waitFor();
      await site.served.stop();
      await note.pressSequentially("meanwhile ");
      await page.locator(".unsaved", { hasText: "Not saved yet" }).waitFor();
      await page.locator(".note-status", { hasText: "Not saved yet" }).waitFor();
      await note.pressSequentially("after");
      await site.served.restart();
      await page.locator(".note-status", { hasText: /^Saved$/ }).waitFor();
      await page.locator(".unsaved").waitFor({ state: "detached" });
      expect(await noteOf(FIRST)).toBe("before meanwhile after");
      await page.reload();
      await expect.poll(() => note.inputValue()).toBe("before meanwhile after");
      await note.fill("");
      await expect.poll(() => noteOf(FIRST)).toBe("");
    });
  });

  it("goes on in another tab with what a closed one could not save", async () => {
    await site.visit("/paper/sample-004", async (page) => {
      await page.locator(".paper-actions .read-toggle").waitFor();
      const next = await page.context().newPage();
      await next.goto(site.served.url);
      await site.served.stop();
      await page.locator(".paper-actions .read-toggle").click();
      await page.locator(".unsaved").waitFor();
      await page.getByLabel("Note", { exact: true }).fill("in a hurry"); // not even saved by itself yet
      await page.goto("about:blank");
      await site.served.restart();
      await next.reload();
      await expect.poll(async () => (await reading()).marks.find(({ id }) => id === "sample-004")?.read).toBe(true);
      await expect.poll(() => noteOf("sample-004")).toBe("in a hurry");
    });
  });

  it("does not call a note saved that the server refuses, and saves it when the field is left once more", async () => {
    await site.visit("/paper/sample-005", async (page) => {
      const note = page.getByLabel("Note", { exact: true });
      await expect.poll(() => note.isEnabled()).toBe(true);
      const refuse = (route: Route) => {
        if (route.request().method() === "GET") return route.continue();
        return route.fulfill({ status: 403, contentType: "application/json", body: '{"detail": "Not now."}' });
      };
      await page.route("**/mark", refuse);
      await note.fill("kept");
      await page.locator(".toast", { hasText: "Not saved: Not now." }).waitFor();
      await page.locator(".note-status", { hasText: "Not saved yet" }).waitFor();
      await page.unroute("**/mark", refuse);
      await note.blur();
      await page.locator(".note-status", { hasText: /^Saved$/ }).waitFor();
      expect(await noteOf("sample-005")).toBe("kept");
    });
  });

  it("shows both texts of a note that was changed elsewhere, and lets the reader choose", async () => {
    await site.visit("/paper/sample-002", async (page) => {
      const note = page.getByLabel("Note", { exact: true });
      await expect.poll(() => note.isEnabled()).toBe(true);
      await send("PUT", "/api/papers/sample-002/mark", { note: "from elsewhere" });
      await note.fill("typed here");
      const both = page.locator(".two-texts");
      await both.waitFor();
      expect(await both.locator("figure p").allTextContents()).toEqual(["typed here", "from elsewhere"]);
      await expectAccessible(page);
      await both.getByRole("button", { name: "Keep both" }).click();
      await expect.poll(() => noteOf("sample-002")).toBe("from elsewhere\n\ntyped here");
      expect(await note.inputValue()).toBe("from elsewhere\n\ntyped here");
    });
  });

  it("prints a list as it is read on paper: numbered, with whole abstracts, and nothing to press", async () => {
    await send("POST", "/api/lists", { name: "Print", note: "For the train", papers: [FIRST, "sample-002"] });
    const { lists } = await reading();
    await site.visit(`/lists/${lists[0]?.id}`, async (page) => {
      await page.locator(".member").nth(1).waitFor();
      await page.emulateMedia({ media: "print" });
      await page.locator(".member .abstract-text").nth(1).waitFor();
      expect(await page.locator("button:visible, input:visible, header:visible, .recommended:visible").count()).toBe(0);
      expect(await page.locator(".note-shown").textContent()).toContain("For the train");
      const color = await page.evaluate("getComputedStyle(document.querySelector('.member .hit-title a')).color");
      expect(color).toBe("rgb(0, 0, 0)");
    });
  });

  it("only shows what there is where nothing may be changed", async () => {
    await send("POST", "/api/lists", { name: "Fixed", papers: [FIRST] });
    await send("POST", "/api/marks", { ids: [FIRST], read: true });
    const script = `const ask = fetch; window.fetch = async (path, init) => {
      const response = await ask(path, init);
      if (path !== "/api/reading") return response;
      return new Response(JSON.stringify({ ...(await response.json()), writable: false }));
    };`;
    await visit(
      site.browser,
      `${site.served.url}/paper/${FIRST}`,
      async (page) => {
        await page.locator(".paper .paper-lists", { hasText: "Fixed" }).waitFor();
        expect(await page.locator(".read-toggle[role=img]").count()).toBeGreaterThan(0);
        expect(await page.locator("button.read-toggle, .lists-button, textarea").count()).toBe(0);
      },
      { script },
    );
  });

  it("narrows a search to a list and to what is unread, and says so", async () => {
    await send("POST", "/api/lists", { name: "Winter seminar", papers: [FIRST, "sample-003"] });
    await send("POST", "/api/marks", { ids: ["sample-003"], read: true });
    await site.visit("/search?q=networks&mode=semantic", async (page) => {
      await page.locator(".facet-value", { hasText: "Winter seminar" }).click();
      await expect.poll(() => page.locator(".hit").count()).toBe(2);
      await page.locator(".facet-value", { hasText: "Unread only" }).click();
      await expect.poll(() => page.locator(".hit").count()).toBe(1);
      expect(await page.locator(".chip").allTextContents()).toEqual(["list: Winter seminar", "unread"]);
      await page.locator(".search-clear").click();
      await page.locator(".inside h1", { hasText: "Search in 1 paper" }).waitFor();
    });
  });

  it("has no accessibility violations in its views, with menus open", async () => {
    await send("POST", "/api/lists", { name: "One", color: "orange", note: "A note", papers: [FIRST, "sample-003"] });
    await send("POST", "/api/lists", { name: "Two", color: "gray" });
    await send("POST", "/api/marks", { ids: ["sample-003"], read: true });
    const id = (await reading()).lists[0]?.id ?? "";
    for (const window of WINDOWS) {
      await site.visit(
        "/lists",
        async (page) => {
          await page.locator(".list-row").nth(1).waitFor();
          await page.locator(".list-row button[aria-label^=More]").first().click();
          await page.locator(".row-menu").waitFor();
          await expectAccessible(page);
          await page.goto(`${site.served.url}/lists/${id}`);
          await page.locator(".recommended .hit").nth(3).waitFor();
          await expectAccessible(page);
          await page.goto(`${site.served.url}/paper/${FIRST}`);
          await page.locator(".related .hit").nth(3).waitFor();
          await page.locator(".paper-actions .lists-button").click();
          await page.locator(".lists-panel").waitFor();
          await expectAccessible(page);
        },
        window,
      );
    }
  });

  async function reading(): Promise<ReadingAnswer> {
    return (await fetch(`${site.served.url}/api/reading`)).json() as Promise<ReadingAnswer>;
  }

  async function noteOf(id: string): Promise<string> {
    return ((await (await fetch(`${site.served.url}/api/papers/${id}/mark`)).json()) as { note: string }).note;
  }

  async function send(method: string, path: string, body: object = {}): Promise<void> {
    const headers = { "content-type": "application/json" };
    const response = await fetch(site.served.url + path, { method, headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(await response.text());
  }

  async function press(page: Page, ...keys: string[]): Promise<void> {
    for (const key of keys) await page.keyboard.press(key);
  }

  async function focused(page: Page): Promise<unknown> {
    return page.evaluate("document.activeElement.textContent");
  }
});
