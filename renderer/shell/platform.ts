export const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

const KEPT_AS = 'meshward.singleKeys';

/** Shortcuts of one bare key can be turned off: speech input and unsteady hands press them by accident. */
export const singleKeys = {
  on: () => localStorage.getItem(KEPT_AS) !== 'off',
  set: (on: boolean) => {
    if (on) localStorage.removeItem(KEPT_AS);
    else localStorage.setItem(KEPT_AS, 'off');
    window.dispatchEvent(new Event(KEPT_AS));
  },
  subscribe: (listener: () => void) => {
    window.addEventListener(KEPT_AS, listener);
    return () => window.removeEventListener(KEPT_AS, listener);
  },
};
