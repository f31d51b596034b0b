import { useEffect, useSyncExternalStore } from 'react';
import { useLocation } from 'wouter';
import { plain } from '../ui/hidden-characters.ts';

interface Crumb {
  text: string;
  href: string;
}

const pulls: Crumb = { text: 'Pulls & coverage', href: '#/sync' };
const places: readonly [prefix: string, crumb: Crumb][] = [
  ['/catalog', { text: 'Catalog', href: '#/catalog' }],
  ['/change-sets', { text: 'Change sets', href: '#/change-sets' }],
  ['/sync/plan', { text: 'Plan a pull', href: '#/sync/plan' }],
  ['/sync/coverage', { text: 'Coverage', href: '#/sync/coverage' }],
  ['/sync/changes', { text: 'What changed', href: '#/sync/changes' }],
  ['/sync/schedule', { text: 'Schedule & history', href: '#/sync/schedule' }],
  ['/sync', pulls],
  ['/connect', { text: 'Connect to AWS', href: '#/connect' }],
  ['/activity/audit', { text: 'Audit trail', href: '#/activity/audit' }],
  ['/activity', { text: 'Activity', href: '#/activity' }],
  ['/settings', { text: 'Settings & about', href: '#/settings' }],
  ['/start', { text: 'Start', href: '#/start' }],
];

// The thing in view (an asset) and the search it was found by belong to the trail as well.
let thing: Crumb | null = null;
let results = '#/catalog';
const listeners = new Set<() => void>();
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
const setThing = (next: Crumb | null) => {
  thing = next;
  for (const listener of listeners) listener();
};

/** Names the thing in view, for breadcrumbs and window title, while the calling screen is shown. */
export function useThing(text: string | undefined): void {
  useEffect(() => {
    if (text === undefined) return undefined;
    setThing({ text: plain(text, 80), href: location.hash });
    return () => setThing(null);
  }, [text]);
}

export const rememberResults = (hash: string): void => {
  results = hash;
};
export const lastResults = (): string => results;

/** Where the page is, from the outside in. */
export function useTrail(): Crumb[] {
  const [path] = useLocation();
  const current = useSyncExternalStore(subscribe, () => thing);
  const place = places.find(([prefix]) => path === prefix || path.startsWith(`${prefix}/`))?.[1];
  if (!place) return [{ text: 'Start', href: '#/' }];
  if (!current) return path.startsWith('/sync/') ? [pulls, place] : [place];
  return [place.href === '#/catalog' ? { ...place, href: results } : place, current];
}
