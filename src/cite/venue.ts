import type { WorkKind } from "../core/index.ts";

const PREPRINTS = /^(?:arxiv(?:\.org)?|corr|(?:bio|med|chem|psy)rxiv|ssrn|research square|preprints?)\b/i;
const JOURNALS =
  /\b(?:journal|transactions|letters|annals|magazine|reviews?|proceedings of the (?:national academy|royal society|vldb endowment|ieee$))\b|^proc\.? (?:natl|r\.? soc)/i;
const MEETINGS = /\b(?:proceedings|proc\.|conference|workshop|symposium|congress)\b|\bproc\./i;
const ACRONYMS =
  /\b(?:NeurIPS|NIPS|ICML|ICLR|AISTATS|COLT|UAI|ACL|NAACL|EMNLP|EACL|COLING|CoNLL|CVPR|ICCV|ECCV|WACV|BMVC|AAAI|IJCAI|ECAI|KDD|SIGIR|WSDM|CIKM|RecSys|WWW|ICASSP|Interspeech|INTERSPEECH|ICRA|IROS|RSS|CoRL|SIGGRAPH|CHI|STOC|FOCS|SODA|SIGMOD|VLDB|ICDE|OSDI|SOSP|NSDI|USENIX|MICCAI)\b/;

/** What kind of work a venue's name speaks of; of names that tell nothing, an article in a journal. */
export function kindOfVenue(venue: string): WorkKind {
  if (PREPRINTS.test(venue)) return "preprint";
  if (JOURNALS.test(venue)) return "article";
  return MEETINGS.test(venue) || ACRONYMS.test(venue) ? "conference" : "article";
}

/** Whether the venue only says once more that the paper is on arXiv. */
export function isArxiv(venue: string): boolean {
  return /^(?:arxiv|corr\b)/i.test(venue);
}
