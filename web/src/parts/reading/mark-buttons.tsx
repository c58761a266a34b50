import { ListsButton } from "./lists-button.tsx";
import { ReadToggle } from "./read-toggle.tsx";

interface MarkButtonsProps {
  readonly id: string;
  readonly title: string;
  readonly inWords?: boolean;
}

/** What a reader does with a paper: marks it as read, and puts it into lists. */
export function MarkButtons(props: MarkButtonsProps) {
  return (
    <>
      <ReadToggle {...props} />
      <ListsButton {...props} />
    </>
  );
}
