export type VenueKind = "journal" | "conference" | "preprint";

const PREPRINTS = /^(?:arxiv(?:\.org)?|corr|(?:bio|med|chem|psy)rxiv|ssrn|research square|preprints?)\b/i;
const JOURNALS =
  /\b(?:journal|transactions|letters|annals|magazine|reviews?|proceedings of the (?:national academy|royal society|vldb endowment|ieee$))\b|^proc\.? (?:natl|r\.? soc)/i;
const MEETINGS = /\b(?:proceedings|proc\.|conference|workshop|symposium|congress)\b|\bproc\./i;
const ACRONYMS =
  /\b(?:NeurIPS|NIPS|ICML|ICLR|AISTATS|COLT|UAI|ACL|NAACL|EMNLP|EACL|COLING|CoNLL|CVPR|ICCV|ECCV|WACV|BMVC|AAAI|IJCAI|ECAI|KDD|SIGIR|WSDM|CIKM|RecSys|WWW|ICASSP|Interspeech|INTERSPEECH|ICRA|IROS|RSS|CoRL|SIGGRAPH|CHI|STOC|FOCS|SODA|SIGMOD|VLDB|ICDE|OSDI|SOSP|NSDI|USENIX|MICCAI)\b/;

/** What kind of container a venue's name speaks of; of names that tell nothing, a journal. */
export function kindOfVenue(venue: string): VenueKind {
  if (PREPRINTS.test(venue)) return "preprint";
  if (JOURNALS.test(venue)) return "journal";
  return MEETINGS.test(venue) || ACRONYMS.test(venue) ? "conference" : "journal";
}

/** Whether the venue only says once more that the paper is on arXiv. */
export function isArxiv(venue: string): boolean {
  return /^(?:arxiv|corr\b)/i.test(venue);
}
