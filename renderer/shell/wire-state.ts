import { useSyncExternalStore } from 'react';
import { wire } from '../api/client.ts';

export const useWire = () => useSyncExternalStore(wire.subscribe, wire.state);

const onLine = (listener: () => void) => {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
};

/** Whether this machine has a network at all. */
export const useOnline = () => useSyncExternalStore(onLine, () => navigator.onLine);
