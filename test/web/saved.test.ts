import { describe, expect, it } from "vitest";
import { BROWSER } from "../helpers/browser.ts";
import { expectAccessible, useSite } from "./harness.ts";

const LATE = { id: "late-1", title: "Zeppelin kernels at last", abstract: "What zeppelin kernels are good for." };

describe.skipIf(BROWSER === undefined)("saved searches in Chromium", () => {
  const site = useSite();

  it("are kept from the results, say what came in, mark it once opened, and stay so going back; the digest has them, too", async () => {
    await site.visit("/search?q=zeppelin+kernels&mode=lexical", async (page) => {
      await page.locator(".hit").first().waitFor();
      await page.locator(".save-button").click();
      await page.locator(".save-form input").fill("Airships");
      const saved = page.waitForResponse(/api\/saved\/s1\?/);
      await page.keyboard.press("Enter");
      await saved;
      await page
        .locator(".saved-bar", { hasText: "Airships" })
        .getByText(/nothing new since/)
        .waitFor();
      expect(new URL(page.url()).searchParams.get("saved")).toBe("s1");
      expect(await page.locator(".save-button").count()).toBe(0);

      const body = JSON.stringify(LATE);
      const headers = { "content-type": "application/octet-stream" };
      await fetch(`${site.served.url}/api/intake?name=late.jsonl`, { method: "POST", headers, body });
      await expect.poll(() => fetch(`${site.served.url}/api/saved`).then((r) => r.text())).toContain('"newPapers":1');
      await page.goto(`${site.served.url}/lists`);
      const row = page.locator(".saved-rows .list-row");
      await row.getByText("1 new").waitFor();
      await expectAccessible(page);

      const seen = page.waitForResponse(/api\/saved\/s1\/seen/);
      await row.locator("a", { hasText: "Airships" }).click();
      await seen;
      const marked = page.locator(".hit:has(.new-mark) .hit-title");
      await marked.getByText(LATE.title).waitFor();
      await expectAccessible(page);
      await page.locator(".saved-bar a", { hasText: "Only what is new" }).click();
      await expect.poll(() => page.locator(".hit-title").allTextContents()).toEqual([LATE.title]);
      await page.reload();
      await marked.getByText(LATE.title).waitFor(); // seen by now, and yet what was new here

      await page.goto(`${site.served.url}/lists`);
      await row.getByText("nothing new").waitFor();
      await row.locator(".list-row-tools button").first().click();
      await page.locator(".row-menu button", { hasText: "Delete" }).click();
      await row.waitFor({ state: "detached" });
      await page.keyboard.press("u");
      await row.getByText("Airships").waitFor();

      await page.keyboard.press("g");
      await page.keyboard.press("n");
      const card = page.locator(".digest .hit", { hasText: LATE.title });
      await card.getByText("Answers your search Airships").waitFor();
      await expectAccessible(page);
      const read = page.waitForResponse(/api\/digest\/seen/);
      await page.locator(".digest-tools button").click();
      await read;
      await page.locator(".digest-lead", { hasText: "Nothing came in" }).waitFor();
    });
  });
});
