const key = 'rebound.theme';

/** Puts the look on the page that the reader chose here, if they did; else their system decides. */
export function applyTheme(): void {
  const chosen = localStorage.getItem(key);
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
}

export function toggleTheme(): void {
  const standing =
    document.documentElement.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
  localStorage.setItem(key, standing === 'dark' ? 'light' : 'dark');
  applyTheme();
}
