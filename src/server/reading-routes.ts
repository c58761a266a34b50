import type { Request } from "express";
import type { Library } from "../library/index.ts";
import * as wire from "../wire/index.ts";
import { idOf, type Route } from "./app.ts";
import { mayWrite, type Writers } from "./writes.ts";

/** The routes of what a reader keeps: lists, what was read, notes. */
export function addReadingRoutes(route: Route, { reading, recommend }: Library, writers: Writers): void {
  const id = (request: Request) => idOf(request.params["id"]);
  route("reading", (request, response) => {
    const writable = mayWrite(writers, request);
    response.json({ ...reading.all(), writable } satisfies wire.ReadingAnswer);
  });
  route("lists", (_request, response) => {
    const { revision } = reading;
    response.json({ revision, lists: reading.lists() } satisfies wire.ListsAnswer);
  });
  route("newList", (request, response) => {
    const change = reading.create(wire.NewList.parse(request.body));
    response.status(201).json(change satisfies wire.ListChange);
  });
  // Before the list itself, whose id takes all that follows.
  route("recommended", async (request, response) => {
    const { k } = wire.RecommendedParameters.parse(request.query);
    response.json((await recommend.forList(id(request), k)) satisfies wire.RecommendedAnswer);
  });
  route("list", (request, response) => void response.json(reading.list(id(request)) satisfies wire.ReadingList));
  route("editList", (request, response) => {
    const change = reading.edit(id(request), wire.ListEdit.parse(request.body));
    response.json(change satisfies wire.ListChange);
  });
  route("deleteList", (request, response) => {
    response.json(reading.delete(id(request)) satisfies wire.ListChange);
  });
  route("editListPapers", (request, response) => {
    const change = reading.editPapers(id(request), wire.ListPapersEdit.parse(request.body));
    response.json(change satisfies wire.ListChange);
  });
  route("markRead", (request, response) => {
    const { ids, read, opinion = null } = wire.MarksEdit.parse(request.body);
    const change = read === undefined ? reading.judge(ids, opinion) : reading.markRead(ids, read);
    response.json(change satisfies wire.MarkChange);
  });
  route("undo", (request, response) => {
    response.json(reading.undo(wire.UndoRequest.parse(request.body).undo) satisfies wire.UndoAnswer);
  });
}

/** The routes of a paper's own mark, which come before those whose id takes all that follows. */
export function addMarkRoutes(route: Route, reading: Library["reading"]): void {
  route(
    "mark",
    (request, response) => void response.json(reading.mark(idOf(request.params["id"])) satisfies wire.Mark),
  );
  route("editMark", (request, response) => {
    const change = reading.editMark(idOf(request.params["id"]), wire.MarkEdit.parse(request.body));
    response.json(change satisfies wire.MarkChange);
  });
}
