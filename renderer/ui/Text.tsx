import Button from '@cloudscape-design/components/button';
import { type ReactNode, useMemo, useState } from 'react';
import { clip, pieces } from './hidden-characters.ts';
import { highlight } from './highlight.ts';

interface TextProps {
  children: string;
  /** Longest stretch shown at first, in UTF-16 units. */
  limit?: number;
  /** Line ends and tabs are layout (descriptions), not hidden characters (names). */
  lines?: boolean;
  /** Words to mark where they begin a word. */
  marks?: readonly string[];
  /** Where no button may stand (links, headers): what is too long is only cut. */
  bare?: boolean;
}

/** How much more one press of "show more" brings: a megabyte at once would freeze the page. */
const STEP = 20_000;

/** Text from a stranger: hidden characters become badges, piles of marks are cut, and long text is shown by and by. */
export function Text({ children, limit = 300, lines = false, marks = [], bare = false }: TextProps): ReactNode {
  const [shown, setShown] = useState(limit);
  const visible = clip(children, shown);
  const cut = children.length - visible.length;
  const parts = useMemo(() => pieces(visible, { lines }), [visible, lines]);
  if (children.trim() === '')
    return (
      <span className="mw-hidden-character" title="Nothing but spaces">
        blank
      </span>
    );
  return (
    <bdi className={lines ? 'mw-text mw-text-lines' : 'mw-text'}>
      {parts.map((piece, at) => {
        if (piece.kind === 'text') return <Stretches key={at} text={piece.text} marks={marks} />;
        const label = piece.kind === 'hidden' ? piece.code : `+${piece.count} marks`;
        const meaning =
          piece.kind === 'hidden' ? `Hidden character: ${piece.name}` : 'Combining marks piled on one letter';
        return (
          <span key={at} className="mw-hidden-character" title={meaning}>
            {label}
          </span>
        );
      })}
      {cut > 0 && '…'}
      {cut > 0 && !bare && (
        <Button variant="inline-link" onClick={() => setShown(shown + STEP)}>
          {cut <= STEP ? 'show all' : `show more (${cut.toLocaleString('en')} characters left)`}
        </Button>
      )}
    </bdi>
  );
}

function Stretches({ text, marks }: { text: string; marks: readonly string[] }): ReactNode {
  if (marks.length === 0) return text;
  return highlight(text, marks).map((stretch, at) =>
    stretch.hit ? <mark key={at}>{stretch.text}</mark> : stretch.text,
  );
}
