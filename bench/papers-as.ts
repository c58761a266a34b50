/** Papers as other programs write them: what the readers of formats are measured on. */
export interface PlainPaper {
  readonly id: string;
  readonly title: string;
  readonly abstract: string;
  readonly authors: readonly string[];
  readonly year: number;
  readonly categories: readonly string[];
}

/** A format: the text of one paper, and what stands before and after all of them. */
export interface Writing {
  readonly write: (paper: PlainPaper) => string;
  readonly before?: string;
  readonly after?: string;
}

const xml = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
const lastFirst = (name: string) => name.replace(/^(.*) (\S+)$/, "$2, $1");
const json = (value: unknown) => `${JSON.stringify(value)}\n`;

export const WRITINGS: Readonly<Record<string, Writing>> = {
  "JSON Lines": { write: (paper) => json(paper) },
  "arXiv snapshot": {
    write: ({ id, title, abstract, authors, year, categories }) =>
      json({
        id,
        submitter: authors[0],
        authors: authors.join(", "),
        title: title.replace(" ", "\n  "),
        comments: "12 pages",
        "journal-ref": null,
        doi: null,
        "report-no": null,
        categories: categories.join(" "),
        license: null,
        abstract: `  ${abstract}\n`,
        versions: [{ version: "v1", created: `Mon, 2 Apr ${year} 19:18:42 GMT` }],
        update_date: `${year}-11-26`,
        authors_parsed: authors.map((name) => [...lastFirst(name).split(", "), ""]),
      }),
  },
  OpenAlex: {
    write: ({ id, title, abstract, authors, year }) =>
      json({
        id: `https://openalex.org/W${id.replace(/\D/g, "")}`,
        doi: `https://doi.org/10.48550/arxiv.${id}`,
        title,
        display_name: title,
        publication_year: year,
        authorships: authors.map((name) => ({ author: { id: "x", display_name: name }, raw_author_name: name })),
        referenced_works: Array.from({ length: 30 }, (_, i) => `https://openalex.org/W${2_000_000_000 + i}`),
        locations: [
          { landing_page_url: `https://arxiv.org/abs/${id}`, source: { display_name: "arXiv", type: "repository" } },
        ],
        abstract_inverted_index: inverted(abstract),
      }),
  },
  "Semantic Scholar": {
    write: ({ id, title, abstract, authors, year }) =>
      json({
        paperId: id,
        externalIds: { ArXiv: id },
        title,
        abstract,
        year,
        venue: "",
        authors: authors.map((name) => ({ authorId: "1", name })),
      }),
  },
  BibTeX: {
    write: ({ id, title, abstract, authors, year, categories }) =>
      `@article{${id},\n  title = {{${title}}},\n  author = {${authors.map(lastFirst).join(" and ")}},\n  year = {${year}},\n  eprint = {${id}},\n  archivePrefix = {arXiv},\n  primaryClass = {${categories[0]}},\n  abstract = {${abstract.replace(/[{}]/g, "")}}\n}\n\n`,
  },
  RIS: {
    write: ({ id, title, abstract, authors, year }) =>
      `TY  - JOUR\nTI  - ${title}\n${authors.map((name) => `AU  - ${lastFirst(name)}\n`).join("")}AB  - ${abstract}\nPY  - ${year}\nUR  - https://arxiv.org/abs/${id}\nER  - \n\n`,
  },
  Atom: {
    before: '<feed xmlns="http://www.w3.org/2005/Atom">\n',
    write: ({ id, title, abstract, authors, year, categories }) =>
      `  <entry>\n    <id>http://arxiv.org/abs/${id}v1</id>\n    <published>${year}-06-12T17:57:34Z</published>\n    <title>${xml(title)}</title>\n    <summary>  ${xml(abstract)}\n</summary>\n${authors.map((name) => `    <author>\n      <name>${xml(name)}</name>\n    </author>\n`).join("")}    <link href="http://arxiv.org/abs/${id}v1" rel="alternate" type="text/html"/>\n${categories.map((term) => `    <category term="${term}" scheme="http://arxiv.org/schemas/atom"/>\n`).join("")}  </entry>\n`,
    after: "</feed>\n",
  },
  "PubMed XML": {
    before: "<PubmedArticleSet>\n",
    write: ({ id, title, abstract, authors, year }) =>
      `<PubmedArticle><MedlineCitation><PMID>${id.replace(/\D/g, "")}</PMID><Article><Journal><JournalIssue><PubDate><Year>${year}</Year></PubDate></JournalIssue><Title>J</Title></Journal>\n<ArticleTitle>${xml(title)}</ArticleTitle>\n<Abstract><AbstractText>${xml(abstract)}</AbstractText></Abstract><AuthorList>${authors.map((name) => `<Author><LastName>${xml(name)}</LastName><ForeName>A</ForeName></Author>\n`).join("")}</AuthorList></Article></MedlineCitation></PubmedArticle>\n`,
    after: "</PubmedArticleSet>\n",
  },
  CSV: {
    before: "id,title,authors,year,categories,abstract\r\n",
    write: ({ id, title, abstract, authors, year, categories }) =>
      `${[id, title, authors.join("; "), String(year), categories.join("; "), abstract].map(cell).join(",")}\r\n`,
  },
};

function inverted(text: string): Record<string, number[]> {
  const places = new Map<string, number[]>();
  for (const [place, word] of text.split(" ").entries()) places.set(word, [...(places.get(word) ?? []), place]);
  return Object.fromEntries(places);
}
