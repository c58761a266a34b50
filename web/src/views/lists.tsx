import type { Place } from "../router.ts";

export function ListsView({ place: _ }: { readonly place: Place }) {
  return <div class="columns lists" />;
}

export function ListView(_: { readonly id: string; readonly unread: boolean; readonly place: Place }) {
  return <div class="columns list" />;
}
