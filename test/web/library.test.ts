import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { takeWriterLock } from "../../src/store/index.ts";
import { BROWSER } from "../helpers/browser.ts";
import { expectAccessible, useSite, WINDOWS } from "./harness.ts";

const TITLE = "Zeppelin kernels over Novosibirsk";
const BIBTEX = `@misc{k, title={${TITLE}}, abstract={Airships carry kernels.}, eprint={2106.09999}}\n@misc{bad,\n year=2020}\n`;

/** More than a browser opens connections, and more than ended jobs are shown. */
const MANY = 12;

describe.skipIf(BROWSER === undefined)("the library in Chromium", () => {
  const site = useSite();
  const { visit } = site;

  it("takes a dropped BibTeX file, shows how it goes, and leads to what came in and to what could not be used", async () => {
    await visit("/", async (page) => {
      await page.keyboard.press("g");
      await page.keyboard.press("i");
      await page.locator(".library-figures").waitFor();
      expect(await page.locator("h1").textContent()).toBe("Library");
      const papers = Number(await page.locator(".library-figures dd").first().textContent());
      await drop(page, "refs.bib", BIBTEX);
      await page.locator(".job.is-done").waitFor();
      expect(await page.locator(".job-counts").textContent()).toBe("1 added · 1 rejected");
      await expect.poll(() => page.locator(".library-figures dd").first().textContent()).toBe(String(papers + 1));
      await page.locator(".rejects summary").click();
      expect(await page.locator(".reject").textContent()).toMatch(/refs\.bib, line 2.*Expected a title/);
      await page.locator(".job-papers a").click();
      await expect.poll(() => page.locator("main h1").textContent()).toBe(TITLE);
      await page.goBack();
      await page.locator(".job.is-done").waitFor();
      await page.fill(".search-input", "airships over Novosibirsk");
      await expect.poll(() => page.locator(".hit-title").first().textContent()).toBe(TITLE);
    });
  });

  it("says before what a pasted text does, finds an id that is here, and refuses nothing silently", async () => {
    await visit(
      "/library",
      async (page) => {
        await page.locator("#paste").fill("sample-001 2401.00001 10.1000/x");
        await expect
          .poll(() => page.locator("#paste-does").textContent())
          .toMatch(/^2 ids: looks which papers are here/);
        await page.keyboard.press("Control+Enter");
        const result = page.locator(".paste-result");
        await result.locator("a").waitFor();
        expect(await result.textContent()).toMatch(/Not here: 2401\.00001.*Not here: 10\.1000\/x.*--offline/);
        await page.locator("#paste").fill("@misc{a, title={One}}");
        await expect
          .poll(() => page.locator("#paste-does").textContent())
          .toBe("BibTeX: reads 1 record into the library.");
        await page.locator("#paste").fill("hello");
        await page.getByRole("button", { name: "Read" }).click();
        expect(await page.locator(".paste-box [role=alert]").textContent()).toMatch(/^Expected arXiv ids, DOIs/);
        await drop(page, "paper.pdf", "%PDF-1.7");
        await page.locator(".job.is-failed", { hasText: "paper.pdf" }).waitFor();
        expect(await page.locator(".job.is-failed .job-message").first().textContent()).toMatch(/drop their BibTeX/);
        await drop(page, "empty.bib", "");
        await page.locator(".job", { hasText: "empty.bib" }).getByText("It is empty").waitFor();
      },
      { ready: "#paste" },
    );
  });

  it("goes on answering while many files wait to be read", async () => {
    await visit(
      "/library",
      async (page) => {
        const lock = takeWriterLock(site.served.folder, "a test");
        try {
          for (let i = 0; i < MANY; i++) await drop(page, `many-${i}.bib`, BIBTEX);
          await expect.poll(() => page.locator(".job-cancel").count()).toBe(MANY);
          await page.fill(".search-input", "graph");
          await page.locator(".hit").first().waitFor();
          await page.goBack();
          await page.locator(".job-cancel").first().waitFor();
          await page.evaluate("for (const button of document.querySelectorAll('.job-cancel')) button.click()");
          await expect.poll(() => page.locator(".job-cancel").count()).toBe(1); // it notices when it can go on
        } finally {
          lock.release();
        }
        await expect.poll(() => page.locator(".job-cancel").count()).toBe(0);
        expect(await page.locator(".job.is-cancelled", { hasText: "many-" }).count()).toBe(10);
      },
      { ready: ".library-figures" },
    );
  });

  it("has no barriers, wide and light or narrow and dark, with everything open", async () => {
    for (const window of WINDOWS) {
      await visit(
        "/library",
        async (page) => {
          await page.getByRole("button", { name: "Check the library" }).click();
          await page.locator(".check-row").nth(3).waitFor();
          for (const summary of await page.locator(".library summary").all()) await summary.click();
          await expectAccessible(page);
        },
        { ready: ".library-figures", ...window },
      );
    }
  });
});

/** Drops a file on the page as a file manager does. */
async function drop(page: Page, name: string, text: string): Promise<void> {
  const file = `new File([${JSON.stringify(text)}], ${JSON.stringify(name)})`;
  const transfer = await page.evaluateHandle(`const made = new DataTransfer(); made.items.add(${file}); made`);
  for (const type of ["dragenter", "dragover", "drop"]) {
    await page.locator("h1").dispatchEvent(type, { dataTransfer: transfer });
  }
}
