import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type ClipboardEvent,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useEffectEvent,
  useId,
  useRef,
  useState,
} from 'react';
import { toTsv } from './copying.ts';
import { type Cell, move } from './grid-keys.ts';
import { say } from './notices.ts';
import { Text } from './Text.tsx';

export interface GridColumn<T> {
  id: string;
  header: string;
  /** A track of a CSS grid: "8rem", "minmax(6rem, 1fr)". */
  width: string;
  text: (row: T) => string;
  /** What is drawn where the plain text is not enough; one line high. */
  cell?: (row: T) => ReactNode;
  /** The column that names the row; the first one where none says so. */
  rowHeader?: true;
  /** Numbers stand at the end of their column. */
  number?: true;
}

interface Choice<T> {
  isChosen: (row: T) => boolean;
  /** @param upTo every row from the one chosen last up to this one */
  onChoose: (at: number, upTo: boolean) => void;
  onAll: () => void;
}

interface GridProps<T> {
  label: string;
  columns: readonly GridColumn<T>[];
  rowCount: number;
  /** Undefined while the row is being read. */
  rowAt: (at: number) => T | undefined;
  /** Rows from `first` to `last` are in view or soon will be. */
  onRange?: (first: number, last: number) => void;
  /** All there is about the row in hand; stands below the grid. */
  renderDetails?: (row: T) => ReactNode;
  /** Enter or a double click on a row. */
  onOpen?: (row: T) => void;
  /** A click opens a row as well, for a list that is there to choose from. */
  opensOnClick?: boolean;
  /** Tallest the grid gets, as a CSS length; it scrolls past that. */
  tallest?: string;
  /** Rows can be chosen: by Space, by a click on their mark, with Shift up to the one in hand; Ctrl+A chooses all. */
  choice?: Choice<T>;
  /** Keys of the caller's own; one that it takes it marks with `preventDefault`. */
  onKey?: (event: KeyboardEvent, row: T | undefined) => void;
  /** Ctrl+C is carried out by the caller; answers whether it was. */
  onCopyRows?: () => boolean;
}

const ROW_HEIGHT = 30;
/** The head with its line and the frame's two. */
const HEAD_HEIGHT = 33;

/**
 * A grid that draws only the rows in view. One tab stop; arrows, Page and Home/End keys move the cell in hand, Ctrl+C
 * copies its row as tab-separated text.
 */
export function Grid<T>({
  label,
  columns,
  rowCount,
  rowAt,
  onRange,
  renderDetails,
  onOpen,
  opensOnClick = false,
  tallest = '56vh',
  choice,
  onKey,
  onCopyRows,
}: GridProps<T>) {
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [wanted, setCell] = useState<Cell>({ row: 0, column: 0 });
  // Rows may have gone since.
  const cell = { ...wanted, row: Math.min(wanted.row, Math.max(rowCount - 1, 0)) };
  // oxlint-disable-next-line react/incompatible-library -- the compiler that this would confuse is not used here
  const rows = useVirtualizer({
    count: rowCount,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  });
  const drawn = rows.getVirtualItems();
  const first = drawn[0]?.index ?? 0;
  const last = drawn.at(-1)?.index ?? 0;
  const tellRange = useEffectEvent((from: number, to: number) => onRange?.(from, to));
  useEffect(() => tellRange(first, last), [first, last]);

  const go = (next: Cell) => {
    setCell(next);
    rows.scrollToIndex(next.row, { align: 'auto' });
  };

  const open = (at: number) => {
    const row = rowAt(at);
    if (row !== undefined) onOpen?.(row);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && onOpen && event.target === scroller.current) return open(cell.row);
    if (choice && chooses(event, choice, cell.row)) return event.preventDefault();
    onKey?.(event, rowAt(cell.row));
    if (event.defaultPrevented) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 300) / ROW_HEIGHT) - 1);
    const next = move(cell, event, { rows: rowCount, columns: columns.length, page });
    if (!next) return;
    event.preventDefault();
    go(next);
  };

  const onCopy = (event: ClipboardEvent) => {
    const row = rowAt(cell.row);
    if (row === undefined || !(window.getSelection()?.isCollapsed ?? true)) return;
    event.preventDefault();
    if (onCopyRows?.()) return;
    event.clipboardData.setData('text/plain', toTsv([columns.map((column) => column.text(row))]));
    say('Row copied');
  };

  const inHand = rowAt(cell.row);
  const named = Math.max(
    columns.findIndex((column) => column.rowHeader),
    0,
  );
  const tracks = {
    gridTemplateColumns: [...(choice ? ['2.2rem'] : []), ...columns.map((column) => column.width)].join(' '),
  };
  const ahead = choice ? 1 : 0;
  const cellId = (row: number, column: number) => `${id}-${row}-${column}`;
  return (
    <>
      <div
        ref={scroller}
        className="mw-grid"
        role="grid"
        tabIndex={0}
        aria-label={label}
        aria-rowcount={rowCount + 1}
        aria-colcount={columns.length + ahead}
        aria-multiselectable={choice ? true : undefined}
        aria-activedescendant={cell.row >= first && cell.row <= last ? cellId(cell.row, cell.column) : undefined}
        style={{ blockSize: `min(${tallest}, ${HEAD_HEIGHT + rows.getTotalSize()}px)` }}
        onKeyDown={onKeyDown}
        onCopy={onCopy}
      >
        <div role="rowgroup" className="mw-grid-head">
          <div role="row" aria-rowindex={1} className="mw-grid-row" style={tracks}>
            {choice && (
              <div role="columnheader" aria-colindex={1}>
                <span className="mw-heard">Chosen</span>
              </div>
            )}
            {columns.map((column, at) => (
              <div
                key={column.id}
                role="columnheader"
                aria-colindex={at + 1 + ahead}
                className={column.number && 'mw-grid-number'}
              >
                {column.header}
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup" className="mw-grid-body" style={{ height: rows.getTotalSize() }}>
          {drawn.map((line) => {
            const row = rowAt(line.index);
            return (
              <div
                key={line.index}
                role="row"
                aria-rowindex={line.index + 2}
                className={line.index === cell.row ? 'mw-grid-row mw-grid-row-in-hand' : 'mw-grid-row'}
                style={{ ...tracks, transform: `translateY(${line.start}px)` }}
                {...(choice && { 'aria-selected': row !== undefined && choice.isChosen(row) })}
              >
                {choice && (
                  <div
                    role="gridcell"
                    aria-colindex={1}
                    className="mw-grid-choice"
                    onClick={(event) => {
                      go({ ...cell, row: line.index });
                      choice.onChoose(line.index, event.shiftKey);
                    }}
                  >
                    <Mark chosen={row !== undefined && choice.isChosen(row)} />
                  </div>
                )}
                {columns.map((column, at) => (
                  <div
                    key={column.id}
                    id={cellId(line.index, at)}
                    role={at === named ? 'rowheader' : 'gridcell'}
                    aria-colindex={at + 1 + ahead}
                    className={classes(column, line.index === cell.row && at === cell.column)}
                    onClick={() => {
                      go({ row: line.index, column: at });
                      if (opensOnClick) open(line.index);
                    }}
                    onDoubleClick={() => open(line.index)}
                  >
                    {row === undefined ? <span className="mw-bone" /> : <Inside row={row} column={column} />}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      </div>
      {renderDetails && (
        <div className="mw-grid-details" aria-label={`${label}: the row in hand`} role="region">
          {inHand === undefined ? 'Reading…' : renderDetails(inHand)}
        </div>
      )}
    </>
  );
}

/** Whether a press chose rows. */
function chooses(event: KeyboardEvent, choice: Pick<Choice<never>, 'onChoose' | 'onAll'>, at: number): boolean {
  if (event.key === ' ') {
    choice.onChoose(at, event.shiftKey);
    return true;
  }
  if (event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey) {
    choice.onAll();
    return true;
  }
  return false;
}

const Mark = ({ chosen }: { chosen: boolean }) => (
  <span className={chosen ? 'mw-grid-mark mw-grid-mark-chosen' : 'mw-grid-mark'}>
    <span className="mw-heard">{chosen ? 'chosen' : 'not chosen'}</span>
  </span>
);

const classes = (column: { number?: true }, inHand: boolean): string | undefined =>
  [column.number && 'mw-grid-number', inHand && 'mw-grid-cell-in-hand'].filter(Boolean).join(' ') || undefined;

function Inside<T>({ row, column }: { row: T; column: GridColumn<T> }) {
  if (column.cell) return column.cell(row);
  const text = column.text(row);
  if (text === '') return null;
  return (
    <Text limit={160} bare>
      {text}
    </Text>
  );
}
