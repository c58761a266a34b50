import { FEED_TYPES } from "../../cite/index.ts";
import * as wire from "../../wire/index.ts";
import type { Operation } from "./operation.ts";

/** The routes of searches that a reader keeps, and of what is new for them. */
export const SAVED_OPERATIONS = {
  savedAll: {
    path: "/api/saved",
    summary: "The reader's saved searches, each with how many papers came in for it since it was last looked at",
    answer: "SavedAnswer",
    follows: "reading",
  },
  newSaved: {
    method: "post",
    path: "/api/saved",
    summary: "Save a search under a name; all that it finds now counts as seen",
    body: wire.NewSavedSearch,
    answer: "SavedChange",
    status: 201,
  },
  seenSaved: {
    method: "post",
    path: "/api/saved/{id}/seen",
    summary: "Say how far what a saved search finds has been looked at; never goes back",
    body: wire.SeenRequest,
    answer: "SeenAnswer",
    hasId: "saved",
  },
  saved: {
    path: "/api/saved/{id}",
    summary: "A saved search with what came in for it since it was last looked at; looking here moves no mark",
    parameters: wire.SavedParameters,
    answer: "SavedHitsAnswer",
    hasId: "saved",
    follows: "reading",
  },
  editSaved: {
    method: "patch",
    path: "/api/saved/{id}",
    summary: "Rename a saved search, or change what it asks",
    body: wire.SavedSearchEdit,
    answer: "SavedChange",
    hasId: "saved",
  },
  deleteSaved: {
    method: "delete",
    path: "/api/saved/{id}",
    summary: "Delete a saved search",
    answer: "SavedChange",
    hasId: "saved",
  },
  savedAtom: {
    path: "/api/feeds/saved.atom",
    summary: "The papers that a saved search finds as an Atom feed, the latest in the library first",
    parameters: wire.SavedFeedParameters,
    text: [FEED_TYPES.atom],
    follows: "reading",
  },
  savedJson: {
    path: "/api/feeds/saved.json",
    summary: "The same as a JSON Feed",
    parameters: wire.SavedFeedParameters,
    text: [FEED_TYPES.json],
    follows: "reading",
  },
  digest: {
    path: "/api/digest",
    summary: "What came in since the last digest for what the reader keeps, has read and searches for, by topics",
    parameters: wire.DigestParameters,
    answer: "DigestAnswer",
    follows: "reading",
  },
  seenDigest: {
    method: "post",
    path: "/api/digest/seen",
    summary: "Say how far a digest has been read: the next begins there; never goes back",
    body: wire.SeenRequest,
    answer: "SeenAnswer",
  },
  digestAtom: {
    path: "/api/feeds/digest.atom",
    summary: "The papers of the last days for what the reader keeps, has read and searches for as an Atom feed",
    parameters: wire.DigestFeedParameters,
    text: [FEED_TYPES.atom],
    follows: "reading",
  },
  digestJson: {
    path: "/api/feeds/digest.json",
    summary: "The same as a JSON Feed",
    parameters: wire.DigestFeedParameters,
    text: [FEED_TYPES.json],
    follows: "reading",
  },
} as const satisfies Record<string, Operation>;
