import { applyDensity, applyMode, Density, Mode } from '@cloudscape-design/global-styles';
import { useSyncExternalStore } from 'react';

export type Theme = 'system' | 'light' | 'dark';

const KEPT_AS = 'meshward.theme';
const dark = window.matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

const read = (): Theme => {
  const kept = localStorage.getItem(KEPT_AS);
  return kept === 'light' || kept === 'dark' ? kept : 'system';
};
let theme: Theme = read();

const apply = () => {
  const isDark = theme === 'system' ? dark.matches : theme === 'dark';
  applyMode(isDark ? Mode.Dark : Mode.Light);
  document.documentElement.classList.toggle('mw-dark', isDark);
  document.documentElement.classList.toggle('mw-light', !isDark);
};

/** Sets light or dark and the compact density, and follows the system while the theme is `system`. */
export function startTheme(): void {
  applyDensity(Density.Compact);
  apply();
  dark.addEventListener('change', apply);
}

export function setTheme(next: Theme): void {
  theme = next;
  if (next === 'system') localStorage.removeItem(KEPT_AS);
  else localStorage.setItem(KEPT_AS, next);
  apply();
  for (const listener of listeners) listener();
}

export const useTheme = () =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => theme,
  );
