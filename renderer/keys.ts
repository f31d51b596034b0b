/** Keys that belong to a part of the screen rather than to the page; the help lists them too. */
export const LOCAL_KEYS: readonly { where: string; keys: string; does: string }[] = [
  { where: 'Search', keys: '↓', does: 'Go to the results' },
  { where: 'Results and tables', keys: '↑ ↓ ← →', does: 'Move between rows and cells' },
  { where: 'Results and tables', keys: 'Enter', does: 'Open what the row is about' },
  { where: 'Results and tables', keys: 'Escape', does: 'Back to the search' },
  { where: 'Results and tables', keys: '$mod+C', does: 'Copy the row as text' },
  { where: 'Lines of a change set', keys: 'Space', does: 'Choose the line, or let it go' },
  { where: 'Lines of a change set', keys: '$mod+A', does: 'Choose all lines' },
  { where: 'Lines of a change set', keys: 'Delete', does: 'Take the chosen lines back' },
  { where: 'Lines of a change set', keys: '$mod+C', does: 'Copy the chosen lines as text' },
];

/** A shortcut as people read it: `$mod+K` → ["Ctrl", "K"], `g c` → ["g", "c"]. Modifiers in brackets may be there or not. */
export function keysOf(shortcut: string, mac: boolean): string[] {
  return shortcut.split(' ').flatMap((press) => {
    const keys = press.split(/(?<=[\w\]])\+/).filter((key) => !/^\[\w+\]$/.test(key));
    return keys.map((key) => {
      if (key === '$mod') return mac ? '⌘' : 'Ctrl';
      return keys.length > 1 && key.length === 1 ? key.toUpperCase() : key;
    });
  });
}
