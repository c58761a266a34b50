import { useState } from "preact/hooks";
import { Icon } from "./icons.tsx";

const THEMES = ["auto", "light", "dark"] as const;
type Theme = (typeof THEMES)[number];

/** The key that /theme.js reads before the page is painted. */
const STORAGE_KEY = "orrery-theme";

const NAMES: Record<Theme, string> = { auto: "as the system", light: "light", dark: "dark" };

export function ThemeToggle() {
  const [theme, setTheme] = useState(currentTheme);
  const choose = () => {
    const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? "auto";
    applyTheme(next);
    setTheme(next);
  };
  return (
    <button
      type="button"
      class="tool"
      aria-label={`Theme: ${NAMES[theme]}`}
      title={`Theme: ${NAMES[theme]}`}
      onClick={choose}
    >
      <Icon name={theme} />
      <span class="tool-name">Theme: {NAMES[theme]}</span>
    </button>
  );
}

function currentTheme(): Theme {
  const chosen = document.documentElement.dataset["theme"];
  return THEMES.find((theme) => theme === chosen) ?? "auto";
}

function applyTheme(theme: Theme): void {
  if (theme === "auto") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
  try {
    if (theme === "auto") localStorage.removeItem(STORAGE_KEY);
    else localStorage.setItem(STORAGE_KEY, theme);
  } catch {
    // Storage may be forbidden; the theme then holds for this visit.
  }
}
