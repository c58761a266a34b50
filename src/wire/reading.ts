/** What a reader keeps of their own: lists of papers, what was read, and notes. It lies in a file of its own, so that
 *  nothing that happens to the papers can lose it. */
import { z } from "zod";
import { Paper } from "./paper.ts";

export const LIST_COLORS = ["gray", "red", "orange", "green", "teal", "blue", "purple", "pink"] as const;
export const MAX_LIST_NAME = 120;
export const MAX_NOTE = 20_000;
export const MAX_LISTED = 10_000;

export const ListColor = z.enum(LIST_COLORS);

const name = z
  .string()
  .trim()
  .min(1, "expected a name")
  .max(MAX_LIST_NAME, `expected at most ${MAX_LIST_NAME} letters`);
const note = z.string().max(MAX_NOTE, `expected at most ${MAX_NOTE} letters`);
const noteWas = z
  .string()
  .optional()
  .describe(
    "The note that the change starts from: where it is another by now, nothing is changed and the answer is 409",
  );
const paperIds = z.array(z.string().min(1)).max(MAX_LISTED);

const listFields = {
  id: z.string().describe("Stays the same whatever the list is called, for example l3"),
  name: z.string(),
  color: ListColor,
  note: z.string(),
  count: z.number().int().describe("Papers in the list"),
  unread: z.number().int().describe("Papers in it that are not marked as read"),
  createdAt: z.string().describe("ISO 8601, UTC"),
  updatedAt: z.string().describe("ISO 8601, UTC"),
};

/** A list as others name it. */
export const ListSummary = z.object(listFields).meta({ id: "ListSummary" });

export const ListMember = z
  .object({
    id: z.string(),
    title: z.string().describe("As it was when the paper came into the list, where the library has it no longer"),
    addedAt: z.string().describe("ISO 8601, UTC"),
    note: z.string().optional().describe("What the reader noted on the paper; absent where there is nothing"),
    paper: Paper.optional().describe("Absent where the library has the paper no longer"),
  })
  .meta({ id: "ListMember" });

export const ReadingList = z
  .object({ ...listFields, papers: z.array(ListMember).describe("In the order that the reader gave them") })
  .meta({ id: "ReadingList" });

export const Opinion = z.enum(["liked", "disliked"]).describe("liked: more like this; disliked: not interested");

/** What a reader did with a paper. */
export const Mark = z
  .object({
    id: z.string().describe("Of the paper"),
    read: z.boolean(),
    readAt: z.string().optional().describe("ISO 8601, UTC"),
    note: z.string(),
    opinion: Opinion.optional().describe("Absent where the reader has given none"),
    lists: z.array(z.string()).describe("Ids of the lists that it is in"),
  })
  .meta({ id: "Mark" });

/** Everything that the page marks papers with, at once. */
export const ReadingAnswer = z
  .object({
    revision: z.number().int().describe("Grows with every change"),
    writable: z.boolean().describe("Whether this request could change anything"),
    lists: z.array(ListSummary).describe("In the order that the reader gave them"),
    marks: z
      .array(Mark.omit({ note: true, readAt: true }).extend({ hasNote: z.boolean() }))
      .describe("Of every paper that is read, liked or disliked, has a note, or is in a list"),
  })
  .meta({ id: "ReadingAnswer" });

export const ListsAnswer = z
  .object({
    revision: z.number().int(),
    lists: z.array(ListSummary).describe("In the order that the reader gave them"),
  })
  .meta({ id: "ListsAnswer" });

const undo = z.string().describe("Takes the change back: POST /api/undo with it");

export const ListChange = z
  .object({ revision: z.number().int(), undo, list: ListSummary.optional().describe("Absent where it was deleted") })
  .meta({ id: "ListChange" });

export const MarkChange = z
  .object({ revision: z.number().int(), undo, marks: z.array(Mark).describe("The papers that were marked") })
  .meta({ id: "MarkChange" });

export const UndoAnswer = z
  .object({ revision: z.number().int(), what: z.string().describe("What was taken back, in words") })
  .meta({ id: "UndoAnswer" });

export const NewList = z.strictObject({
  name,
  color: ListColor.optional().describe("Where it is not given: one that few lists have"),
  note: note.optional(),
  papers: paperIds.optional(),
});

export const ListEdit = z.strictObject({
  name: name.optional(),
  color: ListColor.optional(),
  note: note.optional(),
  noteWas,
  before: z
    .string()
    .nullable()
    .optional()
    .describe("Puts the list before another; null, or a list that is not there: at the end"),
});

export const ListPapersEdit = z.strictObject({
  add: paperIds.optional().describe("Papers to take in; those that are in it already stay, or move to `before`"),
  remove: paperIds.optional(),
  before: z
    .string()
    .nullable()
    .optional()
    .describe("Where the added ones go: before this paper; null, or a paper that is not in the list: at the end"),
});

export const MarkEdit = z.strictObject({ read: z.boolean().optional(), note: note.optional(), noteWas });

export const MarksEdit = z
  .strictObject({
    ids: paperIds.min(1),
    read: z.boolean().optional(),
    opinion: Opinion.nullable().optional().describe("null takes it back"),
  })
  .refine(({ read, opinion }) => (read === undefined) !== (opinion === undefined), "expected either read or opinion");

export const UndoRequest = z.strictObject({ undo: z.string().min(1).max(100) });

export const RecommendedParameters = z.object({
  k: z.coerce.number().int().min(1).max(200).default(20).describe("How many papers to give"),
});

export type Opinion = z.infer<typeof Opinion>;
export type ListColor = z.infer<typeof ListColor>;
export type ListSummary = z.infer<typeof ListSummary>;
export type ListMember = z.infer<typeof ListMember>;
export type ReadingList = z.infer<typeof ReadingList>;
export type Mark = z.infer<typeof Mark>;
export type ListsAnswer = z.infer<typeof ListsAnswer>;
export type ReadingAnswer = z.infer<typeof ReadingAnswer>;
export type ListChange = z.infer<typeof ListChange>;
export type MarkChange = z.infer<typeof MarkChange>;
export type UndoAnswer = z.infer<typeof UndoAnswer>;
export type NewList = z.infer<typeof NewList>;
export type ListEdit = z.infer<typeof ListEdit>;
export type ListPapersEdit = z.infer<typeof ListPapersEdit>;
export type MarkEdit = z.infer<typeof MarkEdit>;
export type MarksEdit = z.infer<typeof MarksEdit>;
