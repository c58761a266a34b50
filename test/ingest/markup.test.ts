import { describe, expect, it } from "vitest";
import { papers, readBytes } from "./reading.ts";

/** What is kept of a title that comes from a catalogue. */
async function kept(title: string): Promise<string | undefined> {
  const events = await readBytes(JSON.stringify({ paperId: "x", url: "", title: `- ${title}` }));
  return papers(events)[0]?.record.title.slice(2);
}

describe("texts of catalogues", () => {
  it.each([
    ["H<sub>2</sub>O and CO<sup>2</sup>", "H2O and CO2"],
    ["the <i>E. coli</i><br/>genome", "the E. coli genome"],
    ['<span class="x" id=y>in</span> vivo', "in vivo"],
    ["Fish &amp; chips, p &lt; 0.05, &eacute;&Ouml;&#8211;&#x3b1;&nbsp;x", "Fish & chips, p < 0.05, éÖ–α x"],
    ["&lt;i&gt;Once&lt;/i&gt; and &amp;lt;i&amp;gt;twice&amp;lt;/i&amp;gt;", "Once and twice"],
    ["<jats:p>One.</jats:p><jats:p>Two.</jats:p>", "One. Two."],
    ["<mml:math><mml:mi>x</mml:mi><mml:mo>=</mml:mo><mml:mn>1</mml:mn></mml:math>", "x=1"],
    [
      "so <jats:alternatives><jats:tex-math>$x^2$</jats:tex-math><mml:math><mml:mi>x</mml:mi></mml:math></jats:alternatives> is",
      "so $x^2$ is",
    ],
    ["$a <b$ and $c> d$", "$a <b$ and $c> d$"],
    ["$p<i>q$ and $x &lt; y$", "$p<i>q$ and $x < y$"],
    ["if a<b and c>d", "if a<b and c>d"],
    ["costs $5 <i>and</i> $6", "costs $5 and $6"],
    [
      "<script>alert(1)</script> & &unknown; &constructor; &#1114112;",
      "<script>alert(1)</script> & &unknown; &constructor; &#1114112;",
    ],
  ])("%s are kept as %s", async (title, expected) => {
    expect(await kept(title)).toBe(expected);
  });

  it("of hostile markup take linear time", async () => {
    for (const piece of ["<a ", "<i ", "$", "&amp;", "<alternatives>", '<p x="', "&lt;", "$<"]) {
      expect(await kept(piece.repeat(100_000))).toBeDefined();
    }
  });
});
