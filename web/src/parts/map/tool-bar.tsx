import type { ComponentChildren } from "preact";
import type { StageState } from "../../map/stage-types.ts";
import { Icon, type IconName } from "../icons.tsx";

export type Tool = StageState["tool"];

interface ToolBarProps {
  readonly tool: Tool;
  readonly contours: boolean;
  readonly sideShown: boolean;
  readonly onSide: () => void;
  readonly onTool: (tool: Tool) => void;
  readonly onZoom: (factor: number) => void;
  readonly onFit: () => void;
  readonly onContours: () => void;
  readonly onSave: (kind: "png" | "svg") => void;
  readonly onTable: () => void;
}

const TOOLS: readonly { readonly tool: Tool; readonly name: string }[] = [
  { tool: "pan", name: "Move the map" },
  { tool: "lasso", name: "Select with a lasso (Shift + drag)" },
  { tool: "rectangle", name: "Select a rectangle" },
];
const ZOOM_STEP = 1.7;

/** The tools over the stage. */
export function ToolBar(props: ToolBarProps) {
  const { tool, contours, sideShown, onSide, onTool, onZoom, onFit, onContours, onSave, onTable } = props;
  return (
    <fieldset class="map-tools" aria-label="Map tools">
      <ToolButton name="Topics, colours and years" icon="panel" pressed={sideShown} onClick={onSide} />
      <span class="map-tools-gap" />
      {TOOLS.map(({ tool: each, name }) => (
        <ToolButton key={each} name={name} icon={each} pressed={tool === each} onClick={() => onTool(each)} />
      ))}
      <span class="map-tools-gap" />
      <ToolButton name="Nearer (+)" icon="plus" onClick={() => onZoom(ZOOM_STEP)} />
      <ToolButton name="Farther (−)" icon="minus" onClick={() => onZoom(1 / ZOOM_STEP)} />
      <ToolButton name="The whole map (0)" icon="fit" onClick={onFit} />
      <span class="map-tools-gap" />
      <ToolButton name="Density contours" icon="contours" pressed={contours} onClick={onContours} />
      <ToolButton name="Topics as a table" icon="table" onClick={onTable} />
      {(["png", "svg"] as const).map((kind) => (
        <ToolButton key={kind} name={`Save what is seen as ${kind.toUpperCase()}`} onClick={() => onSave(kind)}>
          <span class="map-tool-text">{kind.toUpperCase()}</span>
        </ToolButton>
      ))}
    </fieldset>
  );
}

interface ToolButtonProps {
  readonly name: string;
  readonly icon?: IconName;
  readonly pressed?: boolean;
  readonly onClick: () => void;
  readonly children?: ComponentChildren;
}

function ToolButton({ name, icon, pressed, onClick, children }: ToolButtonProps) {
  return (
    <button type="button" class="tool" aria-label={name} title={name} aria-pressed={pressed} onClick={onClick}>
      {icon !== undefined && <Icon name={icon} />}
      {children}
    </button>
  );
}
