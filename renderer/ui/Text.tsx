import Button from '@cloudscape-design/components/button';
import { type ReactNode, useMemo, useState } from 'react';
import { clip, type Piece, pieces } from './hidden-characters.ts';
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
      {parts.map((piece, at) =>
        piece.kind === 'text' ? (
          <Stretches key={at} text={piece.text} marks={marks} />
        ) : (
          <HiddenBadge key={at} piece={piece} />
        ),
      )}
      {cut > 0 && '…'}
      {cut > 0 && !bare && (
        <Button variant="inline-link" onClick={() => setShown(shown + STEP)}>
          {cut <= STEP ? 'show all' : `show more (${cut.toLocaleString('en')} characters left)`}
        </Button>
      )}
    </bdi>
  );
}

/** A stretch of a stranger's longer text: hidden characters become badges, line ends stay. */
export function Stretch({ children }: { children: string }): ReactNode {
  return pieces(children, { lines: true }).map((piece, at) =>
    piece.kind === 'text' ? piece.text : <HiddenBadge key={at} piece={piece} />,
  );
}

function HiddenBadge({ piece }: { piece: Exclude<Piece, { kind: 'text' }> }): ReactNode {
  const isHidden = piece.kind === 'hidden';
  return (
    <span
      className="mw-hidden-character"
      title={isHidden ? `Hidden character: ${piece.name}` : 'Combining marks piled on one letter'}
    >
      {isHidden ? piece.code : `+${piece.count} marks`}
    </span>
  );
}

function Stretches({ text, marks }: { text: string; marks: readonly string[] }): ReactNode {
  if (marks.length === 0) return text;
  return highlight(text, marks).map((stretch, at) =>
    stretch.hit ? <mark key={at}>{stretch.text}</mark> : stretch.text,
  );
}
