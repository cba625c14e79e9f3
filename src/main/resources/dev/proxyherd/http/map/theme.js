// Light and dark: as the system has it, until somebody switches.

const KEPT = 'herd.theme';
const system = matchMedia('(prefers-color-scheme: dark)');

/** Calls back with every change, and once now. */
export function themed(button, changed) {
  const apply = () => {
    const theme = localStorage.getItem(KEPT) ?? (system.matches ? 'dark' : 'light');
    document.documentElement.dataset.theme = theme;
    button.textContent = theme === 'dark' ? 'Light' : 'Dark';
    changed();
  };
  button.addEventListener('click', () => {
    const next = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
    localStorage.setItem(KEPT, next);
    apply();
  });
  system.addEventListener('change', apply);
  apply();
}

/** A colour of the theme. */
export function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

export const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)');
