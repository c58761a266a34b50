import { TEX_LETTERS } from "../../core/index.ts";

/** What commands of TeX mean in running text. */

/** Commands of one sign. */
export const LITERALS: ReadonlyMap<string, string> = new Map([
  ...[..."&%$#_{}"].map((sign) => [sign, sign] as const),
  ...[" ", "\n", "\t", ",", ";", ":", ">", "\\"].map((sign) => [sign, " "] as const),
  ...["!", "/", "-", "@"].map((sign) => [sign, ""] as const),
]);

/** Commands that stand for characters. */
export const SYMBOLS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...TEX_LETTERS,
    SS: "ẞ",
    NG: "Ŋ",
    S: "§",
    P: "¶",
    pounds: "£",
    texteuro: "€",
    copyright: "©",
    textcopyright: "©",
    textregistered: "®",
    texttrademark: "™",
    textdegree: "°",
    dots: "…",
    ldots: "…",
    textellipsis: "…",
    textendash: "–",
    textemdash: "—",
    textquoteleft: "‘",
    textquoteright: "’",
    textquotedblleft: "“",
    textquotedblright: "”",
    textquotesingle: "'",
    textquotedbl: '"',
    guillemotleft: "«",
    guillemotright: "»",
    textexclamdown: "¡",
    textquestiondown: "¿",
    textbackslash: "\\",
    textbraceleft: "{",
    textbraceright: "}",
    textasciitilde: "~",
    textasciicircum: "^",
    textasciigrave: "`",
    textunderscore: "_",
    textbar: "|",
    textless: "<",
    textgreater: ">",
    textbullet: "•",
    textperiodcentered: "·",
    textmu: "µ",
    textmultiply: "×",
    texttimes: "×",
    textpm: "±",
    textdollar: "$",
    textpercent: "%",
    slash: "/",
    newline: " ",
    linebreak: " ",
    par: " ",
    quad: " ",
    qquad: " ",
    space: " ",
    nobreakspace: " ",
    TeX: "TeX",
    LaTeX: "LaTeX",
    LaTeXe: "LaTeX2e",
    BibTeX: "BibTeX",
  }),
);

/** Commands that change only the looks of what follows. */
export const DROPPED: ReadonlySet<string> = new Set(
  (
    "em it bf sc tt rm sf sl itshape slshape scshape upshape bfseries mdseries rmfamily sffamily ttfamily normalfont " +
    "tiny scriptsize footnotesize small normalsize large Large LARGE relax protect allowbreak xspace noindent"
  ).split(" "),
);

/** Commands whose one argument is the text. */
export const WRAPPERS: ReadonlySet<string> = new Set(
  (
    "emph textit textbf textsc texttt textrm textsf textsl textup textmd textnormal text mbox hbox fbox underline url " +
    "path enquote MakeUppercase MakeLowercase lowercase uppercase nolinkurl textquote nocase"
  ).split(" "),
);

/** Commands whose one argument is mathematics, with what stands before it there. */
export const MATH_WRAPPERS: ReadonlyMap<string, string> = new Map([
  ["ensuremath", ""],
  ["textsuperscript", "^"],
  ["textsubscript", "_"],
]);
