import Input, { type InputProps } from '@cloudscape-design/components/input';
import Spinner from '@cloudscape-design/components/spinner';
import { type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';

export interface SearchBoxHandle {
  focus(): void;
}

interface SearchBoxProps {
  text: string;
  /** An answer to what was typed is on its way. */
  pending: boolean;
  onText: (text: string) => void;
  onDown: () => void;
  ref: Ref<SearchBoxHandle>;
}

/** Typing settles this long before the core is asked. */
const SETTLE = 180;

export function SearchBox({ text, pending, onText, onDown, ref }: SearchBoxProps) {
  const [typed, setTyped] = useState(text);
  const [sent, setSent] = useState(text);
  const field = useRef<InputProps.Ref>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  // The address changed by itself (back, forward, clear): the field follows it.
  if (text !== sent) {
    setSent(text);
    setTyped(text);
  }
  useEffect(() => () => clearTimeout(timer.current), []);

  useImperativeHandle(ref, () => ({
    focus() {
      field.current?.focus();
      field.current?.select();
    },
  }));

  const send = (value: string) => {
    clearTimeout(timer.current);
    if (value === sent) return;
    setSent(value);
    onText(value);
  };

  const type = (value: string) => {
    setTyped(value);
    clearTimeout(timer.current);
    if (value === '') send('');
    else timer.current = setTimeout(() => send(value.slice(0, 1000)), SETTLE);
  };

  return (
    <div className="mw-search" role="search">
      <Input
        ref={field}
        type="search"
        value={typed}
        ariaLabel="Search assets"
        clearAriaLabel="Clear the search"
        placeholder="Search names, descriptions, columns and terms; “quotes” keep words together"
        spellcheck={false}
        onChange={({ detail }) => type(detail.value)}
        onKeyDown={(event) => {
          if (event.detail.key === 'Enter') send(typed.slice(0, 1000));
          if (event.detail.key === 'ArrowDown') {
            event.preventDefault();
            onDown();
          }
        }}
      />
      <span className="mw-search-pending" aria-hidden="true">
        {pending && <Spinner />}
      </span>
      <div className="mw-search-hint" aria-hidden="true">
        <kbd>/</kbd> search <kbd>↓</kbd> to the results <kbd>Enter</kbd> open <kbd>Esc</kbd> back <kbd>?</kbd> all
        shortcuts
      </div>
    </div>
  );
}
