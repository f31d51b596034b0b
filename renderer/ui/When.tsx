import { useSyncExternalStore } from 'react';
import { ago, bothTimes, lasted, localTime } from './times.ts';

// One clock for all relative times on the page.
let now = Date.now();
const listeners = new Set<() => void>();
const subscribe = (listener: () => void) => {
  if (listeners.size === 0) now = Date.now();
  listeners.add(listener);
  return () => listeners.delete(listener);
};
setInterval(() => {
  now = Date.now();
  for (const listener of listeners) listener();
}, 5_000);

/** How long something has been going on. */
export function Lasting({ since }: { since: string }) {
  const current = useSyncExternalStore(subscribe, () => now);
  // The clock of the page ticks now and then: what has just begun would lie in its future.
  return lasted(since, Math.max(current, Date.parse(since)));
}

/** A moment, told relatively or in local time; its tooltip has local time and UTC. */
export function When({ at, relative = false }: { at: string; relative?: boolean }) {
  const current = useSyncExternalStore(subscribe, () => now);
  return (
    <time dateTime={at} title={bothTimes(at)}>
      {relative ? ago(at, current) : localTime(at)}
    </time>
  );
}
