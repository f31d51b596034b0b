import Input, { type InputProps } from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { ACTIONS, type Action, mayRun } from '../actions.ts';
import { runAction, useCommands } from './commands.tsx';
import { matching } from './palette-match.ts';
import { Keys } from './Shortcuts.tsx';

/** Every command that may run now, found by typing. */
export function Palette({ onClose }: { onClose: () => void }) {
  const commands = useCommands();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const id = useId();
  const field = useRef<InputProps.Ref>(null);
  const found = matching(
    ACTIONS.filter((action) => action.id !== 'palette.show' && mayRun(action, commands.now)),
    text,
  );
  const chosen = found[Math.min(at, found.length - 1)];

  // The dialog gives the focus to its first button; the field takes it after that.
  useEffect(() => {
    const timer = setTimeout(() => field.current?.focus(), 0);
    return () => clearTimeout(timer);
  }, []);

  useEffect(() => {
    if (chosen) document.getElementById(`${id}-${chosen.id}`)?.scrollIntoView({ block: 'nearest' });
  }, [chosen, id]);

  const run = (action: Action) => {
    onClose();
    // After the dialog has given the focus back, so that the command may take it.
    setTimeout(() => void runAction(action.id, commands), 0);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const last = found.length - 1;
    if (event.key === 'ArrowDown') setAt(at >= last ? 0 : at + 1);
    else if (event.key === 'ArrowUp') setAt(at <= 0 ? last : at - 1);
    else if (event.key === 'Enter' && chosen) run(chosen);
    else return;
    event.preventDefault();
  };

  return (
    <Modal visible header="Find a command" closeAriaLabel="Close" onDismiss={onClose}>
      <div onKeyDown={onKeyDown}>
        <Input
          ref={field}
          type="search"
          value={text}
          placeholder="Type what you want to do"
          ariaLabel="Command"
          nativeInputAttributes={{
            role: 'combobox',
            'aria-controls': id,
            'aria-expanded': true,
            'aria-autocomplete': 'list',
            ...(chosen && { 'aria-activedescendant': `${id}-${chosen.id}` }),
          }}
          onChange={({ detail }) => {
            setText(detail.value);
            setAt(0);
          }}
        />
        <ul id={id} role="listbox" aria-label="Commands" className="mw-palette">
          {found.map((action) => (
            <li
              key={action.id}
              id={`${id}-${action.id}`}
              role="option"
              aria-selected={action === chosen}
              onClick={() => run(action)}
            >
              <span className="mw-palette-group">{action.group}</span>
              <span className="mw-palette-label">{action.label}</span>
              {action.shortcut && <Keys shortcut={action.shortcut} />}
            </li>
          ))}
        </ul>
        {found.length === 0 && <p role="status">No command is called that.</p>}
      </div>
    </Modal>
  );
}
