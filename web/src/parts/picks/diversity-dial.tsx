interface DiversityDialProps {
  readonly value: number | undefined;
  readonly onChange: (value: number) => void;
}

/** How unlike each other the picks are to be. */
export function DiversityDial({ value = 0.1, onChange }: DiversityDialProps) {
  return (
    <label class="picks-dial">
      <span>Alike</span>
      <input
        type="range"
        min="0"
        max="1"
        step="0.1"
        value={value}
        aria-label="Diversity of the papers"
        onChange={(event) => onChange(Number(event.currentTarget.value))}
      />
      <span>Diverse</span>
    </label>
  );
}
