import { useEffect, useRef } from "preact/hooks";
import { Icon } from "./icons.tsx";

interface HelpProps {
  readonly shown: boolean;
  readonly onClose: () => void;
}

const KEYS = [
  ["/", "Go to the search field"],
  ["↓", "From the search field to the first paper"],
  ["j  k", "Next and previous paper"],
  ["o  Enter", "Open the paper"],
  ["x", "Tick the paper, to find more like the ticked ones"],
  ["r", "Mark the paper as read, or as unread"],
  ["a  n", "Among what you may like: like the paper; it is not interesting"],
  ["w", "Why the paper is there: what it has in common with the query or the other paper"],
  ["s  l", "Lists of the paper; s again adds it to the last used one"],
  ["c", "Cite the open paper"],
  ["u", "Undo the last change of lists and marks"],
  ["Esc", "Clear the search, or go back"],
  ["m", "To the map, and back to the list"],
  ["g d", "To the daily papers"],
  ["g f", "To what you may like"],
  ["g l", "To your lists"],
  ["g n", "To the digest of what is new for you"],
  ["g i", "To what is in here: the library"],
  ["Alt+↑  Alt+↓", "Move the paper in its list, or the list among the others"],
  ["[  ]", "The day, week or month before and after"],
  ["?", "This sheet"],
] as const;

const MAP_KEYS = [
  ["←  ↑  ↓  →", "To the nearest paper in that direction"],
  ["Enter", "Open the paper"],
  ["+  −  0", "Nearer, farther, the whole map"],
  ["Shift + drag", "Select an area"],
  ["Esc", "Close, then a topic up, then the whole map, then back to the search"],
] as const;

const SYNTAX = [
  ['"graph neural network"', "These words, in this order"],
  ["-survey", "Leave out papers with this word"],
] as const;

/** The sheet of keys and search syntax. */
export function Help({ shown, onClose }: HelpProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (shown) dialog.current?.showModal();
    else dialog.current?.close();
  }, [shown]);
  return (
    <dialog ref={dialog} class="help" aria-labelledby="help-title" onClose={onClose}>
      <div class="help-head">
        <h2 id="help-title">Help</h2>
        <button type="button" class="tool" aria-label="Close" onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      <h3>Keys</h3>
      <Sheet rows={KEYS} />
      <h3>On the map</h3>
      <Sheet rows={MAP_KEYS} />
      <h3>Search</h3>
      <p>
        <b>Hybrid</b> ranks by words and meaning together. <b>Words</b> finds papers that contain what you typed.{" "}
        <b>Meaning</b> finds papers that say something similar in other words.
      </p>
      <Sheet rows={SYNTAX} />
      <h3>Scores</h3>
      <p>
        The long bar beside a paper is its score as a share of the best hit. The two short bars are its parts: words
        above, meaning below. Scores compare papers of one search, not of two.
      </p>
    </dialog>
  );
}

function Sheet({ rows }: { readonly rows: readonly (readonly [string, string])[] }) {
  return (
    <dl class="sheet">
      {rows.map(([keys, meaning]) => (
        <div key={keys}>
          <dt>
            {keys.split("  ").map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}
          </dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
  );
}
