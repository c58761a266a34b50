import { titleKey } from "../../core/index.ts";

/** Commands of TeX that say how something looks, not what it is. */
const STYLE = new Set(
  "mathbb,mathbf,mathcal,mathfrak,mathit,mathrm,mathscr,mathsf,boldsymbol,bm,operatorname,text,textbf,textit,textrm,textsc,texttt,emph,rm,bf,it,sc,tt,cal,ensuremath,left,right,displaystyle,mbox,hbox".split(
    ",",
  ),
);
const GREEK_NAMES =
  "alpha,beta,gamma,delta,epsilon,zeta,eta,theta,iota,kappa,lambda,mu,nu,xi,omicron,pi,rho,sigma,sigma,tau,upsilon,phi,chi,psi,omega".split(
    ",",
  );
const FIRST_GREEK = 0x3b1; // α; the small letters follow in the order of their names, with ς before σ
/** Signs that tell titles apart, in words: the case p > 2 is not the case p = 2, and C++ is not C. */
const SIGNS: Readonly<Record<string, string>> = {
  "&": " and ",
  "+": " plus ",
  "#": " sharp ",
  "=": " eq ",
  "<": " lt ",
  ">": " gt ",
  "≤": " leq ",
  "≥": " geq ",
  "≠": " neq ",
  "∞": " infty ",
  "×": " times ",
  "∂": " partial ",
  "∇": " nabla ",
};
const UNUSUAL = /[^\x20-\x7e]|[\\$&+#=<>]/;
const COMMAND = /\\([a-z]+)\s*/gi;
const SIGN = /[&+#=<>≤≥≠∞×∂∇]/g;
const GREEK = /[α-ω]/g;
const ARTICLES = new Set(["a", "an", "the"]);

/** Titles that name a kind of text, not a work: never a reason to take two records for one. */
const GENERIC_TITLES = new Set(
  "abstract,book review,comment,conclusion,conclusions,contents,correction,corrigendum,discussion,editorial,erratum,foreword,introduction,preface,reply,response,summary,untitled".split(
    ",",
  ),
);
/** Words of texts about another text, and of other forms of one: never the work itself. */
const ABOUT_ANOTHER = new Set(
  "addendum,appendix,comment,comments,correction,corrections,corrigenda,corrigendum,errata,erratum,rejoinder,remark,remarks,reply,response,retraction,supplement,supplementary,supplemental,part,volume,vol,version,edition,demo,demonstration,poster,tutorial,first,second,third,fourth,fifth,one,two,three,four,five,revisited,continued,sequel".split(
    ",",
  ),
);
const ROMAN = /^(?:x{0,3}(?:ix|iv|v?i{1,3}|v)|x{1,3})$/;

/** The key under which the spellings of one title meet that publishers, arXiv and indexes give it: as titleKey, and
 *  beside that without articles, hyphens, blanks and markup of TeX, with Greek letters and signs in words. Empty for a
 *  title without letters or digits. */
export function workKey(title: string): string {
  const words = wordsOf(title);
  const telling = words.filter((word) => !ARTICLES.has(word));
  return (telling.length > 0 ? telling : words).join("");
}

/** True for titles such as "Editorial", and for those without letters or digits. */
export function isGeneric(title: string): boolean {
  const key = titleKey(title);
  return key === "" || GENERIC_TITLES.has(key);
}

/** Words of a title that count: without articles. */
export function titleWords(title: string): string[] {
  return wordsOf(title).filter((word) => !ARTICLES.has(word));
}

/** What tells works of one series, versions of one system and texts about a text apart: numbers, Roman numerals, and words
 *  such as "part" and "erratum", sorted. Titles of one work have the same. */
export function seriesMarks(title: string): string[] {
  return wordsOf(title)
    .flatMap((word) => (ROMAN.test(word) || ABOUT_ANOTHER.has(word) ? word : (word.match(/\d+/g) ?? [])))
    .sort();
}

/** Whether the marks of two titles differ. */
export function differInSeries(a: string, b: string): boolean {
  return seriesMarks(a).join(" ") !== seriesMarks(b).join(" ");
}

function wordsOf(title: string): string[] {
  const key = titleKey(UNUSUAL.test(title) ? inWords(title) : title);
  return key === "" ? [] : key.split(" ");
}

/** Markup of TeX goes; letters and signs that titleKey would drop become words. */
function inWords(title: string): string {
  return title
    .replace(COMMAND, (_, name: string) => (STYLE.has(name) ? "" : `${name.replace(/^var(?=[a-z]{2})/i, "")} `))
    .replace(/[$^_{}~]/g, "")
    .replace(SIGN, (sign) => SIGNS[sign] ?? " ")
    .normalize("NFKD")
    .toLowerCase()
    .replace(GREEK, (letter) => `${GREEK_NAMES[letter.charCodeAt(0) - FIRST_GREEK] ?? letter} `);
}
