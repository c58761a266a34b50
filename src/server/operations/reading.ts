import * as wire from "../../wire/index.ts";
import type { Operation } from "./operation.ts";

/** The routes of the reader's own lists, marks and notes. */
export const READING_OPERATIONS = {
  mark: {
    path: "/api/papers/{id}/mark",
    summary: "Whether the reader has read a paper, their note on it, and the lists that it is in",
    answer: "Mark",
    hasId: "paper",
    follows: "reading",
  },
  editMark: {
    method: "put",
    path: "/api/papers/{id}/mark",
    summary: "Mark a paper as read or unread, or write a note on it",
    body: wire.MarkEdit,
    answer: "MarkChange",
    hasId: "paper",
  },
  reading: {
    path: "/api/reading",
    summary: "All that papers are marked with: lists, what was read, which have notes",
    answer: "ReadingAnswer",
    follows: "reading",
  },
  lists: { path: "/api/lists", summary: "The reader's lists", answer: "ListsAnswer", follows: "reading" },
  newList: {
    method: "post",
    path: "/api/lists",
    summary: "Make a list, with papers in it or without",
    body: wire.NewList,
    answer: "ListChange",
    status: 201,
  },
  editListPapers: {
    method: "post",
    path: "/api/lists/{id}/papers",
    summary: "Take papers into a list, move them in it, or take them out",
    body: wire.ListPapersEdit,
    answer: "ListChange",
    hasId: "list",
  },
  recommended: {
    path: "/api/lists/{id}/recommended",
    summary: "Papers near those of a list, neither in it nor read",
    parameters: wire.RecommendedParameters,
    answer: "RecommendedAnswer",
    hasId: "list",
    follows: "reading",
  },
  list: {
    path: "/api/lists/{id}",
    summary: "A list with its papers",
    answer: "ReadingList",
    hasId: "list",
    follows: "reading",
  },
  editList: {
    method: "patch",
    path: "/api/lists/{id}",
    summary: "Rename a list, change its colour or note, or move it among the lists",
    body: wire.ListEdit,
    answer: "ListChange",
    hasId: "list",
  },
  deleteList: {
    method: "delete",
    path: "/api/lists/{id}",
    summary: "Delete a list",
    answer: "ListChange",
    hasId: "list",
  },
  markRead: {
    method: "post",
    path: "/api/marks",
    summary: "Mark papers as read or unread",
    body: wire.MarksEdit,
    answer: "MarkChange",
  },
  undo: {
    method: "post",
    path: "/api/undo",
    summary: "Take back one of the last 200 changes of lists, saved searches, marks and notes",
    body: wire.UndoRequest,
    answer: "UndoAnswer",
  },
} as const satisfies Record<string, Operation>;
