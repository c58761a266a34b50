import { foldWord } from "./fold.ts";

const FUNCTION_WORDS =
  "a about above according across after again against albeit all almost along already also although always am among amongst an and " +
  "another any anything are around as aside at away be because been before behind being below beneath beside besides between beyond " +
  "both but by can cannot could despite did do does doing done down due during e.g each either else enough etc even ever every " +
  "everything few fewer first firstly for former from further furthermore had has have having he hence her here hers him his how " +
  "however i i.e if in indeed inside instead into is it its itself just last later latter least less lets like little many may maybe " +
  "me meanwhile might mine more moreover most mostly much must my namely near neither never nevertheless next no non none nor not " +
  "nothing now of off often on once one ones only onto or other others otherwise our ours ourselves out over own per perhaps quite " +
  "rather really same second secondly several shall she should since so some something sometimes soon still such than that the their " +
  "theirs them themselves then there thereby therefore these they third this those though three through throughout thus to together too " +
  "toward towards two under unless unlike until up upon us versus very via vs was we well were what whatever when whenever where " +
  "whereas whereby wherein whether which while who whom whose why will with within without would yes yet you your zero four five six " +
  "seven eight nine ten dozen hundred thousand million billion et al eg ie cf respectively it's that's don't doesn't isn't can't won't let " +
  "ii iii iv vi th nd rd st amid atop apart alike alone elsewhere none entire minus plus today nowadays ago onwards " +
  "half twice once anew altogether ahead afterwards beforehand thereof therein hereby herein";

/** Given in their base form; the other forms follow from it. */
const VERBS =
  "include ask hurt accelerate accommodate accomplish accompany account achieve acquire adapt address adhere adjust admit adopt advance advocate affect affirm aid aim " +
  "alleviate allow alter amount analyze analyse answer anticipate appear apply approximate argue arise ascertain assert assess assign " +
  "associate assume attain attempt attempt attract attribute augment await base become begin behave believe belong benefit bound bring " +
  "broaden build bypass calculate call capture carry categorize cause change characterize characterise choose circumvent claim clarify " +
  "classify coincide collect combine come comment compare compensate complement comprise compute concentrate concern conclude conduct " +
  "conform confirm conjecture connect consider consist constitute construct contain contrast contribute converge convert correlate correspond create deal " +
  "decide declare decompose decrease deduce deepen define degrade deliver demand demonstrate denote depend derive describe deserve designate " +
  "detail deteriorate determine develop deviate devise devote differ differentiate discover discuss display distinguish divide document dominate draw " +
  "drop elaborate eliminate elucidate emerge emphasize employ empower enable encode encompass encounter encourage enforce enhance enlarge enrich " +
  "ensure entail envision equal equip establish estimate evaluate evolve examine exceed exhibit exist expand expect experience " +
  "explain exploit explore expose express extend extract face facilitate fail fall feature feed fill find fit fix focus follow force forego form " +
  "formalize formulate foster fulfill gain gather generalize generate get give go govern grow guarantee guide handle happen help highlight " +
  "hinder hold hypothesize identify ignore illuminate illustrate imitate impact impede implement imply impose improve incorporate increase " +
  "incur indicate induce infer inform inherit inhibit initiate inspire instantiate integrate intend interact interpret introduce invoke " +
  "investigate involve isolate join justify keep know lack lead leave lend let leverage lie limit list locate look lose lower maintain make " +
  "manage manifest matter maximize mean measure meet mention minimize mitigate modify monitor motivate move necessitate need note notice observe obtain " +
  "occupy occur offer omit operate opt optimize outline outperform overcome overlook own participate pave perform permit persist pertain " +
  "place play point pose posit possess postulate precede preclude predict prefer prepare present preserve presume prevent proceed produce " +
  "progress promise promote propose protect prove provide publish pursue put qualify quantify raise range reach realize realise receive " +
  "recall recognize recommend reconcile record recover reduce reduce refer refine reflect regard relate relax release rely remain remark remove render " +
  "repeat replace report represent reproduce require resemble resolve respect respond result retain retrieve return reveal review revisit " +
  "rise run satisfy say see seek seem select separate serve set shape shed show simplify simulate situate solve span specify " +
  "speculate stand start state stay stem strengthen strive study subject substantiate substitute succeed suffer suffice suggest suit summarize " +
  "supplement support suppose surpass survey sustain tackle tailor take target tell tend test think thrive tie trade transform treat trigger turn " +
  "uncover undergo underline underlie underpin underscore understand undertake unify unlock update use utilize utilise validate vary verify view wish witness " +
  "work write yield boost bridge ease bolster unveil harness pinpoint delve streamline surface showcase mirror deem exemplify pioneer craft spur rank score inject invoke curate invite " +
  "empirically reformulate recast revise rewrite reinterpret reconsider parametrize parameterize prescribe preserve prioritize reconstruct";

const IRREGULAR_FORMS =
  "arose arisen became become began begun brought built came chose chosen drew drawn driven drove fell fallen found gave given got gone went " +
  "grew grown held kept knew known lay laid led left lent lost made meant met paid put ran risen rose said sat saw seen sent shed shown " +
  "shrunk sought spent stood stuck swept taken took taught thought threw told understood undergone underwent undertook undertaken underlain underlying " +
  "went won wrote written spun dealt felt hidden chosen broken ensuing undone overseen outdone overcame using used";

/** Forms in -ing and nouns that look like verbs but name things that researchers study. */
const NOT_VERB_FORMS = new Set(
  (
    "encoding understanding imaging modeling computing tracking testing manufacturing planning reconstruct reconstructing measure set state test form force " +
    "answering scoring ranking rank survey building buildings target trade document fit group record review extracting surface view bridge " +
    "monitoring computing sharing mean record work support study transform feature point place range shape result update demand impact monitor change stem " +
    "bound extend lie score building focus display rank clustering bounding writing feedback fixing mirror ranking sensing spanning span matter play playing " +
    "broadcasting contrast operating detail experience market sampling account collecting filling contract share subject predicting running craft fix interaction record returns return " +
    "generalized integrated augmented simulated correlated fixed computed bounded rendering drawing calling serving thinking working making fall " +
    "proving covering answer interest forcing publishing release trigger cause guide drop harness ease estimate list face shed run benefit correlate aid advance attempt " +
    "view look progress report respect call turn surface document limit start growing varying moving learning"
  ).split(" "),
);

const OTHER_STOPS =
  "new novel different various diverse several multiple existing recent previous prior proposed available possible certain particular " +
  "able unable unknown so-called above-mentioned aforementioned following present such-and-such state-of-the-art sota cutting-edge " +
  "significant substantial considerable notable remarkable numerous extensive comprehensive important main major crucial essential vital " +
  " interesting promising challenging compelling striking impressive unprecedented superior inferior competitive comparable similar " +
  "better best worse worst good great suitable appropriate adequate sufficient necessary likely unlikely due prone subject respective corresponding " +
  "overall entire full-fledged original additional further called based via upto ranging including regarding concerning according " +
  "arxiv github https http www com org pdf url figure paper papers manuscript " +
  "year years month months day days percent percentage per-cent approx approximately circa et-al contribution contributions insight insights " +
  "aspect aspects kind kinds lot lots manner sort sorts variety plethora wealth " +
  "issue issues extent need needs role roles aim aims purpose purposes reason reasons idea ideas " +
  "disadvantage drawback drawbacks benefit benefits limitation limitations challenge challenges finding findings result results conclusion conclusions " +
  "detail details use usage work works study studies attempt attempts progress advance advances advancement advancements " +
  "publicly long-standing in-depth widespread ever-increasing growing increasing decreasing " +
  "many-fold twofold threefold ultimate mere sole apparent evident obvious straightforward subtle desirable desired undesirable unclear worthwhile " +
  "ability abilities improvement improvements increase decrease enhancement achievement breakthrough breakthroughs " +
  "outline overview summary introduction conclusions averaged unresolved underexplored unexplored overlooked " +
  "out-of-the-box up-to-date non-trivial nontrivial readily yet-unknown mainstream popular commonly-used widely-used newly first-ever state-of-art " +
  " faster larger greater smaller longer shorter stronger weaker deeper earlier later broader wider richer cheaper simpler closer finer easier harder capable incapable " +
  "inherent inherently unique struggle struggles struggled correct wrong clear unlike despite try tries send severe prohibitive modern traditional conventional powerful additionally especially " +
  "researcher researchers practitioner practitioners author authors scholar scholars";

/** Words, in lower case, that no phrase contains. */
export const STOP_WORDS: ReadonlySet<string> = new Set([
  ...FUNCTION_WORDS.split(" "),
  ...IRREGULAR_FORMS.split(" "),
  ...OTHER_STOPS.split(" "),
  ...VERBS.split(" ").flatMap(formsOf),
]);

/** Folds of words that say nothing alone or with each other, but may be part of a phrase ("kernel method"). */
export const GENERIC_WORDS: ReadonlySet<string> = foldsOf(
  "whole way background interest key current gain advantage note article abstract open-source large-scale real-world well-known utility amount best thing struggle face span family pair nature practice access candidate step objective focus instance balance budget difficulty effort strength growth experience report subset pass turn turns run runs " +
    "applicability adaptability flexibility feasibility fidelity correctness reliance coverage degradation deployment overhead updates update contrast shift account history insight addition agreement count " +
    "approach method model framework performance problem system analysis data dataset task experiment technique algorithm application evaluation baseline " +
    "property structure effect case value number time parameter information solution scheme design tool type class category form " +
    "strategy mechanism feature level term condition research literature area domain scenario setting context " +
    "part component element member point line factor variable quantity measure metric measurement estimate estimation output input " +
    "sample size length rate ratio range scale order degree amount difference change comparison relation relationship connection " +
    "accuracy quality efficiency effectiveness robustness reliability complexity cost error score benchmark test baseline " +
    "large small high low long short strong weak simple complex effective efficient robust accurate general specific common typical standard " +
    "real natural direct indirect single double full partial local global total average mean maximum minimum optimal free main final initial " +
    "early late rapid fast slow easy difficult hard rich broad wide narrow positive negative practical theoretical empirical experimental " +
    "numerical analytical analytic computational technical scientific traditional conventional classical modern future past related result " +
    "dependent independent consistent inconsistent stable unstable flexible scalable reliable powerful useful valuable challenging " +
    "implementation development investigation exploration examination knowledge evidence observation simulation procedure methodology " +
    "pipeline architecture module unit region location position direction path phase stage period " +
    "potential impact influence importance significance trend pattern behavior characteristic characterization description definition concept " +
    "notion perspective viewpoint view hypothesis assumption assertion claim statement argument proposition theorem lemma corollary proof bound " +
    "existence uniqueness sense presence absence lack choice option alternative version variant extension generalization modification " +
    "improvement reduction construction formulation representation interpretation explanation usage requirement constraint " +
    "criterion criteria principle rule paradigm platform product project program goal answer question example " +
    "trade-off tradeoff end-to-end high-quality low-cost high-performance time-consuming high low-complexity higher-order " +
    "capability capacity demand integration interaction combination collection transformation " +
    "basis base core foundation limit gap barrier bottleneck risk issue concern opportunity success failure outcome consequence implication " +
    "support mode operation activity response reference guideline recommendation thesis lecture comment reply " +
    "expression coefficient constant dynamic static adaptive automatic manual generic unified novelty diversity variability variation " +
    "package repository toolkit interface start end beginning middle relevant critical open external internal numerical-experiment " +
    "week hour second minute age upper lower left right top bottom front back side",
);

/** Folds of words too wide to name anything alone. */
export const WIDE_WORDS: ReadonlySet<string> = foldsOf(
  "probability lie dynamics evolution boundary source trajectory noise selection consistency flow transfer bias scene workflow execution matching similarity approximation geometry regime weight resolution precision volume " +
    "experience protocol growth expansion calculation emission decay formation composition separation center corpus landscape skill interval index chain cloud magnitude distance gradient functional label edge node feedback alignment " +
    "function theory process set field training testing understanding learning world space power energy image video text word signal map graph network tree list " +
    "sequence control management generation production distribution prediction uncertainty software hardware device machine technology service " +
    "resource material user people human person community society country city state action agent event object subject topic content group " +
    "equation formula operator vector matrix dimension rank code script library layer block decision solver population individual policy environment " +
    "target loss law art survey review overview tutorial optimization reasoning modeling inference classification detection recognition " +
    "segmentation sampling regression discovery synthesis planning processing computing computation communication collaboration reality " +
    "dimensionality sensitivity stability convergence diffusion transition symmetry temperature pressure density mass frequency speed velocity " +
    "surface layer particle wave motion force body structure interaction speech language science engineering education health industry " +
    "security privacy safety trust quality memory attention embedding encoder decoder transformer token prompt query search ranking exponent",
);

/** Folds of head nouns that make a name longer without making it more precise ("tensor network approach"). */
export const PALE_HEADS: ReadonlySet<string> = foldsOf(
  "approach method methodology framework technique performance result task problem study application scenario setting case analysis algorithm " +
    "dataset benchmark property strategy scheme paradigm pipeline solution experiment tool baseline evaluation accuracy " +
    "quality metric research literature work system type class process behavior feature structure model data condition capability value " +
    "parameter measurement observation sample environment domain information level mechanism score error output input theory effect rate " +
    "complexity requirement assumption criterion result source region architecture module component implementation development user size number efficiency",
);

function foldsOf(words: string): Set<string> {
  return new Set(words.split(" ").map(foldWord));
}

function formsOf(verb: string): string[] {
  const stem = verb.endsWith("e") ? verb.slice(0, -1) : verb;
  const past = /[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}ied` : `${stem}ed`;
  const third = /[^aeiou]y$/.test(verb)
    ? `${verb.slice(0, -1)}ies`
    : `${verb}${/(?:s|x|ch|sh)$/.test(verb) ? "es" : "s"}`;
  const last = verb.slice(-1);
  return [verb, third, past, `${stem}ing`, `${verb}${last}ed`, `${verb}${last}ing`].filter(
    (form) => !NOT_VERB_FORMS.has(form) && !NOT_VERB_FORMS.has(foldWord(form)),
  );
}
