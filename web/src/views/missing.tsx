import { useTitle } from "../hooks/use-title.ts";

export function Missing({ path }: { readonly path: string }) {
  useTitle("Nothing here");
  return (
    <div class="columns missing">
      <h1>Nothing here</h1>
      <p>
        There is no page at <code dir="auto">{path.slice(0, 200)}</code>.
      </p>
      <p>
        <a href="/">Go to the start page</a>
      </p>
    </div>
  );
}
