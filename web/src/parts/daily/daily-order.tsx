import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { formatRoute } from "../../location.ts";
import { go } from "../../router.ts";

/** Whether papers stand with what is new for the reader first; links from day to day keep it. */
export const NewForMe = createContext(false);

/** The address of a period in the order that is chosen. */
export function useDailyPath(): (period: string) => string {
  const mine = useContext(NewForMe);
  return (period) => formatRoute({ view: "daily", period, ...(mine ? { mine } : {}) });
}

const ORDERS = [
  { mine: false, name: "As listed", hint: "In the order of the page that lists them" },
  { mine: true, name: "New for me", hint: "What you have not read first, the nearest to your lists at the top" },
] as const;

/** The order in which the papers of a period stand. */
export function DailyOrder({ period }: { readonly period: string | undefined }) {
  const chosen = useContext(NewForMe);
  const choose = (mine: boolean) => {
    go({ view: "daily", ...(period === undefined ? {} : { period }), ...(mine ? { mine } : {}) });
  };
  return (
    <fieldset class="modes daily-order">
      <legend class="unseen">Order</legend>
      {ORDERS.map(({ mine, name, hint }) => (
        <label key={name} class="mode" title={hint}>
          <input type="radio" name="daily-order" checked={mine === chosen} onChange={() => choose(mine)} />
          <span>{name}</span>
        </label>
      ))}
    </fieldset>
  );
}
