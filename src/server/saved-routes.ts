import type { Request } from "express";
import type { Library } from "../library/index.ts";
import * as wire from "../wire/index.ts";
import { idOf, type Route } from "./app.ts";

/** The routes of searches that a reader keeps. */
export function addSavedRoutes(route: Route, { saved }: Library): void {
  const id = (request: Request) => idOf(request.params["id"]);
  route("savedAll", async (_request, response) => void response.json((await saved.list()) satisfies wire.SavedAnswer));
  route("newSaved", (request, response) => {
    const change = saved.create(wire.NewSavedSearch.parse(request.body));
    response.status(201).json(change satisfies wire.SavedChange);
  });
  route("seenSaved", (request, response) => {
    const { upTo } = wire.SeenRequest.parse(request.body);
    response.json(saved.see(id(request), upTo) satisfies wire.SeenAnswer);
  });
  route("saved", async (request, response) => {
    const { k, since } = wire.SavedParameters.parse(request.query);
    response.json((await saved.show(id(request), k, since)) satisfies wire.SavedHitsAnswer);
  });
  route("editSaved", (request, response) => {
    response.json(saved.edit(id(request), wire.SavedSearchEdit.parse(request.body)) satisfies wire.SavedChange);
  });
  route("deleteSaved", (request, response) => void response.json(saved.delete(id(request)) satisfies wire.SavedChange));
}
