import { afterAll, describe, expect, it } from "vitest";
import { BROWSER } from "../helpers/browser.ts";
import { temporaryFolder } from "../helpers/temporary.ts";
import { expectAccessible, useSite, WINDOWS } from "./harness.ts";

const BIBTEX = `
@article{a, title={Zeppelins over deep water}, author={Lovelace, Ada}, doi={10.1000/a}, year=2019}
@article{b, title={Zeppelins over Deep Water}, author={Turing, Alan}, doi={10.1000/b}, year=2019}
@inproceedings{c, title={Learning Hierarchical Polynomials with Three-Layer Neural Networks},
  author={Wang, Zihao}, booktitle={ICLR}, doi={10.1000/c}}`;

describe.skipIf(BROWSER === undefined)("papers of one work in Chromium", () => {
  const folder = temporaryFolder();
  afterAll(() => folder.remove());
  const { visit } = useSite({ more: [folder.write("refs.bib", BIBTEX)] });
  const posted = (path: string) => (response: { url(): string; request(): { method(): string } }) =>
    response.request().method() === "POST" && response.url().includes(path);

  it("are merged in the library, and the merge is taken back", async () => {
    await visit(
      "/library",
      async (page) => {
        const pair = page.locator(".suspects");
        await pair.waitFor();
        expect(await pair.textContent()).toMatch(/Ada Lovelace.*Alan Turing.*other authors/);
        await expectAccessible(page);
        const merged = page.waitForResponse(posted("/duplicates/merge"));
        await page.getByRole("button", { name: "Merge" }).click();
        expect((await merged).status()).toBe(200);
        await pair.waitFor({ state: "detached" });
        const parted = page.waitForResponse(posted("/split"));
        await page.getByRole("button", { name: "Undo" }).click();
        expect(await (await parted).json()).toEqual({ id: "10.1000/a", other: "10.1000/b" });
      },
      WINDOWS[1],
    );
  });

  it("say on their page what they are made of, and a record that is not of it goes", async () => {
    await visit("/paper/sample-001", async (page) => {
      await page.locator(".records summary", { hasText: "From 2 records" }).click();
      const record = page.locator(".record", { hasText: "refs" });
      await record.waitFor();
      expect(await record.textContent()).toMatch(/same title.*Zihao Wang.*ICLR.*Gives.*venue/);
      await expectAccessible(page);
      expect(await page.locator(".paper-facts").textContent()).toMatch(/ICLR/);
      const parted = page.waitForResponse(posted("/split"));
      await record.getByRole("button", { name: "Not this paper" }).click();
      expect((await parted).status()).toBe(200);
      await page.locator(".records [role=status]", { hasText: "a paper of its own" }).waitFor();
      await page.locator(".paper-facts", { hasText: "ICLR" }).waitFor({ state: "detached" });
      await page.locator(".records [role=status]").getByRole("button", { name: "Undo" }).click();
      await page.locator(".paper-facts", { hasText: "ICLR" }).waitFor();
    });
  });
});
