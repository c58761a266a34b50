import type { RecommendAnswer } from "../../../../src/wire/index.ts";
import { listPath, paperPath } from "../../location.ts";
import type { TasteState } from "../../taste-location.ts";
import { clipText } from "../../tex/pieces.ts";
import { Icon } from "../icons.tsx";
import { RichText } from "../rich-text.tsx";

type Seed = RecommendAnswer["seeds"][number];

interface TasteSeedsProps {
  readonly seeds: readonly Seed[];
  readonly taste: TasteState;
  readonly onChange: (more: Partial<TasteState>) => void;
}

const SHOWN_NAME_LENGTH = 120;

/** What the papers are to be like, and what not; each can be taken out, the query too. The answer gives seeds in the order of the
 *  address: likes first. */
export function TasteSeeds({ seeds, taste, onChange }: TasteSeedsProps) {
  const liked = seeds.filter((seed) => seed.liked);
  const disliked = seeds.filter((seed) => !seed.liked);
  const query: Seed = { kind: "text", id: taste.q, name: taste.q, liked: true, weight: 1 };
  const without = (texts: readonly string[], at: number) => texts.filter((_, i) => i !== at);
  return (
    <ul class="taste-seeds" aria-label="To be like, and not to be like">
      {taste.q.trim() !== "" && <SeedRow seed={query} onRemove={() => onChange({ q: "" })} />}
      {liked.map((seed, i) => (
        <SeedRow key={`+${i} ${seed.id}`} seed={seed} onRemove={() => onChange({ like: without(taste.like, i) })} />
      ))}
      {disliked.map((seed, i) => (
        <SeedRow
          key={`-${i} ${seed.id}`}
          seed={seed}
          onRemove={() => onChange({ dislike: without(taste.dislike, i) })}
        />
      ))}
    </ul>
  );
}

function SeedRow({ seed, onRemove }: { readonly seed: Seed; readonly onRemove: () => void }) {
  const { kind, id, name, liked } = seed;
  const text = <RichText text={clipText(name, SHOWN_NAME_LENGTH)} />;
  const path = kind === "paper" ? paperPath(id) : kind === "list" ? listPath(id) : undefined;
  return (
    <li class={liked ? "taste-seed" : "taste-seed is-against"}>
      <Icon name={liked ? "up" : "down"} />
      <span class="unseen">{liked ? "like" : "not like"}</span>
      {path === undefined ? (
        <span dir="auto">{text}</span>
      ) : (
        <a href={path} dir="auto">
          {text}
        </a>
      )}
      <button
        type="button"
        class="like-without"
        aria-label={`Without ${name}`}
        title="Without this one"
        onClick={onRemove}
      >
        <Icon name="close" />
      </button>
    </li>
  );
}
