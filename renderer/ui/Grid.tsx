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
  /** Tallest the grid gets, as a CSS length; it scrolls past that. */
  tallest?: string;
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
  tallest = '56vh',
}: GridProps<T>) {
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [cell, setCell] = useState<Cell>({ row: 0, column: 0 });
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
    event.clipboardData.setData('text/plain', toTsv([columns.map((column) => column.text(row))]));
    say('Row copied');
  };

  const inHand = rowAt(cell.row);
  const named = Math.max(
    columns.findIndex((column) => column.rowHeader),
    0,
  );
  const tracks = { gridTemplateColumns: columns.map((column) => column.width).join(' ') };
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
        aria-colcount={columns.length}
        aria-activedescendant={cell.row >= first && cell.row <= last ? cellId(cell.row, cell.column) : undefined}
        style={{ blockSize: `min(${tallest}, ${HEAD_HEIGHT + rows.getTotalSize()}px)` }}
        onKeyDown={onKeyDown}
        onCopy={onCopy}
      >
        <div role="rowgroup" className="mw-grid-head">
          <div role="row" aria-rowindex={1} className="mw-grid-row" style={tracks}>
            {columns.map((column, at) => (
              <div
                key={column.id}
                role="columnheader"
                aria-colindex={at + 1}
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
              >
                {columns.map((column, at) => (
                  <div
                    key={column.id}
                    id={cellId(line.index, at)}
                    role={at === named ? 'rowheader' : 'gridcell'}
                    aria-colindex={at + 1}
                    className={classes(column, line.index === cell.row && at === cell.column)}
                    onClick={() => go({ row: line.index, column: at })}
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
