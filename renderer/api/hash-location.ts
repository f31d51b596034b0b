import { useSyncExternalStore } from 'react';

// Paths and search both live behind the `#`: what is searched for never reaches a request line or a log.

const subscribe = (listener: () => void) => {
  window.addEventListener('hashchange', listener);
  window.addEventListener('popstate', listener);
  return () => {
    window.removeEventListener('hashchange', listener);
    window.removeEventListener('popstate', listener);
  };
};

const split = (): [path: string, search: string] => {
  const hash = location.hash.replace(/^#\/?/, '');
  const mark = hash.indexOf('?');
  return mark < 0 ? [`/${hash}`, ''] : [`/${hash.slice(0, mark)}`, hash.slice(mark + 1)];
};

const readPath = () => split()[0];
const readSearch = () => split()[1];

/** Goes to a path of this page, `?search` included. */
export function navigate(to: string, { replace = false }: { replace?: boolean } = {}): void {
  const url = `#${to.startsWith('/') ? to : `/${to}`}`;
  if (url === location.hash) return;
  if (replace) history.replaceState(history.state, '', url);
  else history.pushState(null, '', url);
  window.dispatchEvent(new PopStateEvent('popstate'));
}

/** wouter's location hook over the hash. */
const useHashPath = Object.assign(
  (): [string, typeof navigate] => [useSyncExternalStore(subscribe, readPath), navigate],
  { hrefs: (href: string) => `#${href}` },
);

const useHashSearch = (): string => useSyncExternalStore(subscribe, readSearch);

/** wouter's two hooks. */
export const hashRouting = { hook: useHashPath, searchHook: useHashSearch };
