// Runs before anything is painted, so that a chosen theme does not flash in. Nothing chosen: the system's theme.
try {
  const theme = localStorage.getItem("orrery-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // No storage in this browser: the system's theme it is.
}
