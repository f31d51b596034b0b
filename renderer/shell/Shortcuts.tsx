import Box from '@cloudscape-design/components/box';
import Modal from '@cloudscape-design/components/modal';
import { ACTIONS } from '../actions.ts';
import { keysOf, LOCAL_KEYS } from '../keys.ts';
import { isMac } from './platform.ts';

export function Keys({ shortcut }: { shortcut: string }) {
  return (
    <span className="mw-keys">
      {keysOf(shortcut, isMac).map((key, at) => (
        <kbd key={at}>{key}</kbd>
      ))}
    </span>
  );
}

/** The help on shortcuts, from the same list that binds them. */
export function Shortcuts({ onClose }: { onClose: () => void }) {
  const rows = [
    ...ACTIONS.flatMap(({ group, label, shortcut }) => (shortcut ? [{ where: group, does: label, shortcut }] : [])),
    ...LOCAL_KEYS.map(({ where, keys, does }) => ({ where, does, shortcut: keys })),
  ];
  return (
    <Modal visible size="medium" header="Keyboard shortcuts" closeAriaLabel="Close" onDismiss={onClose}>
      <table className="mw-shortcuts">
        <thead>
          <tr>
            <th scope="col">Where</th>
            <th scope="col">Does</th>
            <th scope="col">Keys</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.where} ${row.does}`}>
              <td>{row.where}</td>
              <td>{row.does}</td>
              <td>
                <Keys shortcut={row.shortcut} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Box color="text-body-secondary" padding={{ top: 's' }}>
        Shortcuts of one bare key can be turned off in the settings.
      </Box>
    </Modal>
  );
}
