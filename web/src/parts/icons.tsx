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
  map: "M9 4 3.5 6.5v13L9 17l6 3 5.5-2.5v-13L15 7 9 4Zm0 0v13m6-10v13",
  menu: "M4 7h16M4 12h16M4 17h16",
  lists: "M4 6h1.500M4 12h1.500M4 18h1.500M9 6h11M9 12h11M9 18h11",
  library: "M5 4h3.500v16H5Zm3.500 0H12v16H8.500Zm4.700.900 3.400-.900 4 15.100-3.400.900Z",
  daily: "M4 6h16v14H4Zm0 4.500h16M8.500 3v4.500m7-4.500v4.500M8 14h3m-3 3h6",
  pan: "M12 3v18M3 12h18M12 3 9.5 5.5M12 3l2.5 2.5M12 21l-2.5-2.5M12 21l2.5-2.5M3 12l2.5-2.5M3 12l2.5 2.5M21 12l-2.5-2.5M21 12l-2.5 2.5",
  lasso:
    "M7.5 16.5C4.5 15.5 3 13.5 3 11c0-4 4-7 9-7s9 3 9 7-4 6.5-9 6.5c-1 0-2-.1-3-.4M7.5 14a2 2 0 1 0 0 4 2 2 0 0 0 0-4Zm1 3.9c.3 1.6-.5 2.6-2 3.100",
  rectangle: "M4 6h16v12H4Z",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  fit: "M4 9V4h5m6 0h5v5m0 6v5h-5m-6 0H4v-5",
  contours:
    "M12 4c5 0 8.5 3 8.5 7.5S17 20 12 20s-8.5-3.5-8.5-8S7 4 12 4Zm.5 4c3 0 4.5 1.5 4.5 3.800S15 16 12 16s-5-1.700-5-4 2.5-4 5.5-4Z",
  download: "M12 4v11m-4.5-4.5L12 15l4.5-4.5M5 19h14",
  table: "M4 5h16v14H4Zm0 5h16M10 5v14",
  panel: "M4 5h16v14H4ZM10 5v14",
  play: "M8 5.5v13l10.5-6.5Z",
  pause: "M9 6v12m6-12v12",
  chevron: "m9 6 6 6-6 6",
  star: "m12 4 2.500 5.200 5.500.800-4 4 .900 5.600L12 17l-4.900 2.600.900-5.600-4-4 5.500-.800Z",
  up: "M8 11v9H4v-9Zm0 0 4-8c1.700 0 2.500 1 2.500 2.500V9H20l-1.500 11H8",
  down: "M16 13V4h4v9Zm0 0-4 8c-1.700 0-2.500-1-2.500-2.500V15H4L5.500 4H16",
  check: "m5 12.5 4.5 4.5L19 7.5",
  bookmark: "M6.500 4h11v16L12 15.500 6.500 20Z",
  more: "M12 5.500h.01M12 12h.01M12 18.500h.01",
  grip: "M9.500 6h.01M14.500 6h.01M9.500 12h.01M14.500 12h.01M9.500 18h.01M14.500 18h.01",
  quote:
    "M10 7c-3 .8-5 3-5 6.500V18h5v-5H7.500c0-2 .9-3.200 2.500-3.700Zm9 0c-3 .8-5 3-5 6.500V18h5v-5h-2.500c0-2 .9-3.200 2.500-3.700Z",
  link: "M10 14a4 4 0 0 0 5.700 0l3-3A4 4 0 0 0 13 5.300l-1 1M14 10a4 4 0 0 0-5.700 0l-3 3a4 4 0 0 0 5.700 5.700l1-1",
  pen: "m4 20 1-4L16.500 4.500l3 3L8 19l-4 1Zm11-13.500 2.500 2.500",
  auto: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16Z",
  light:
    "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM12 2.5v2m0 15v2m9.5-9.5h-2m-15 0h-2m16.2-6.7-1.4 1.4M6.7 17.3l-1.4 1.4m13.4 0-1.4-1.4M6.7 6.7 5.3 5.3",
  dark: "M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5Z",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
      {name === "auto" && <path d="M12 4a8 8 0 0 1 0 16Z" fill="currentColor" />}
    </svg>
  );
}
