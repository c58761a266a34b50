/** Drawings in the colour of the text around them; all of them are decoration. */

export function OrreryMark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
      <g transform="rotate(-24 16 16)" fill="none" stroke="currentColor" stroke-width="1.5">
        <ellipse cx="16" cy="16" rx="14" ry="6.2" />
        <ellipse cx="16" cy="16" rx="8.6" ry="13.4" stroke-opacity="0.4" />
        <circle class="mark-body" cx="28.6" cy="13.4" r="2.7" stroke="none" />
      </g>
      <circle class="mark-body" cx="16" cy="16" r="4.4" />
    </svg>
  );
}

const PATHS = {
  search: "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Zm4.8 11.3L20 20",
  close: "M6 6l12 12M18 6 6 18",
  back: "M19 12H5m6-6-6 6 6 6",
  filter: "M4 6h16M7 12h10M10 18h4",
  out: "M8 5H5v14h14v-3M13 5h6v6m0-6-9 9",
  auto: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16Z",
  light:
    "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM12 2.5v2m0 15v2m9.5-9.5h-2m-15 0h-2m16.2-6.7-1.4 1.4M6.7 17.3l-1.4 1.4m13.4 0-1.4-1.4M6.7 6.7 5.3 5.3",
  dark: "M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5Z",
} as const;

export function Icon({ name }: { readonly name: keyof typeof PATHS }) {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
      {name === "auto" && <path d="M12 4a8 8 0 0 1 0 16Z" fill="currentColor" />}
    </svg>
  );
}
