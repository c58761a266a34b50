import type { Paper } from "../../../src/wire/index.ts";
import { outLinks } from "../links.ts";
import { Icon } from "./icons.tsx";

/** Links to the paper elsewhere. Nothing is loaded from there until one is followed. */
export function OutLinks({ paper }: { readonly paper: Paper }) {
  const links = outLinks(paper);
  if (links.length === 0) return null;
  return (
    <ul class="out-links" aria-label="This paper elsewhere">
      {links.map(({ name, href }) => (
        <li key={href}>
          <a class="button" href={href} rel="noopener noreferrer">
            {name}
            <Icon name="out" />
          </a>
        </li>
      ))}
    </ul>
  );
}
