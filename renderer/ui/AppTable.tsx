import Table from '@cloudscape-design/components/table';
import { type ClipboardEvent, type KeyboardEvent, type ReactNode, useMemo, useRef } from 'react';
import { say } from './notices.ts';
import { toTsv } from './copying.ts';

export interface AppColumn<T> {
  id: string;
  header: string;
  /** Null for what is only copied along. */
  cell: ((row: T) => ReactNode) | null;
  /** The same as plain text, for copying; without it the column is not copied. */
  text?: (row: T) => string;
  width?: number | string;
  minWidth?: number | string;
  /** The column that names the row. */
  rowHeader?: boolean;
}

interface AppTableProps<T> {
  /** What the table holds, for those who hear it: "Assets". */
  label: string;
  rows: readonly T[];
  columns: readonly AppColumn<T>[];
  rowKey: (row: T) => string;
  empty: ReactNode;
  header?: ReactNode;
  filter?: ReactNode;
  pagination?: ReactNode;
  footer?: ReactNode;
  wrap?: boolean;
  variant?: 'container' | 'embedded' | 'borderless';
  onOpen?: (row: T) => void;
  /** Escape inside the table. */
  onLeave?: () => void;
  /** The last column stays in sight however narrow the window. */
  lastStays?: boolean;
  /** Rows that can be chosen, and which are. */
  choice?: {
    chosen: readonly T[];
    onChoose: (rows: readonly T[]) => void;
    /** Names a row for those who hear it: "pull 12". */
    name: (row: T) => string;
    disabled?: (row: T) => boolean;
  };
}

/** The most rows a page may have: Cloudscape's table draws each of them. */
export const PAGE_ROWS = 50;

/**
 * The one table of the page (Cloudscape's, with every label it needs). Arrows move between cells, Enter opens what the
 * row names, Ctrl+C copies the row in hand as tab-separated text.
 */
export function AppTable<T>(props: AppTableProps<T>) {
  const { label, rows, columns, rowKey, onOpen, onLeave, choice } = props;
  const frame = useRef<HTMLDivElement>(null);

  const rowIn = (target: EventTarget | null): T | undefined => {
    const line = target instanceof Element ? target.closest('tbody tr') : null;
    const at = line?.parentElement ? Array.prototype.indexOf.call(line.parentElement.children, line) : -1;
    return rows[at];
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && onLeave) {
      event.stopPropagation();
      onLeave();
    }
    const onControl = event.target instanceof Element && event.target.closest('a, button, input');
    if (event.key === 'Enter' && onOpen && !onControl) {
      const row = rowIn(event.target);
      if (row) onOpen(row);
    }
  };

  const onCopy = (event: ClipboardEvent) => {
    const row = rowIn(document.activeElement);
    if (!row || !(window.getSelection()?.isCollapsed ?? true)) return;
    event.preventDefault();
    event.clipboardData.setData('text/plain', tableTsv([row], columns, { header: false }));
    say('Row copied');
  };

  const definitions = useMemo(
    () =>
      columns.flatMap(({ id, header, cell, rowHeader = false, width, minWidth }) =>
        cell === null
          ? []
          : [
              {
                id,
                header,
                cell,
                isRowHeader: rowHeader,
                ...(width !== undefined && { width }),
                ...(minWidth !== undefined && { minWidth }),
              },
            ],
      ),
    [columns],
  );

  return (
    <div ref={frame} onKeyDown={onKeyDown} onCopy={onCopy}>
      <Table<T>
        items={rows}
        columnDefinitions={definitions}
        trackBy={rowKey}
        empty={props.empty}
        header={props.header}
        filter={props.filter}
        pagination={props.pagination}
        footer={props.footer}
        variant={props.variant ?? 'container'}
        wrapLines={props.wrap ?? true}
        cellVerticalAlign="top"
        contentDensity="compact"
        sortingDisabled
        enableKeyboardNavigation
        ariaLabels={{
          tableLabel: label,
          resizerRoleDescription: 'Resize handle',
          ...(choice && {
            selectionGroupLabel: `Choice of ${label.toLowerCase()}`,
            allItemsSelectionLabel: () => 'Choose all',
            itemSelectionLabel: (_state: unknown, row: T) => `Choose ${choice.name(row)}`,
          }),
        }}
        {...(props.lastStays && { stickyColumns: { last: 1 } })}
        {...(choice && {
          selectionType: 'multi' as const,
          selectedItems: [...choice.chosen],
          onSelectionChange: ({ detail }: { detail: { selectedItems: T[] } }) => choice.onChoose(detail.selectedItems),
          ...(choice.disabled && { isItemDisabled: choice.disabled }),
        })}
      />
    </div>
  );
}

/** The rows as tab-separated text, by the columns that have a text. */
export function tableTsv<T>(
  rows: readonly T[],
  columns: readonly AppColumn<T>[],
  { header }: { header: boolean },
): string {
  const copied = columns.flatMap((column) => (column.text ? [{ header: column.header, text: column.text }] : []));
  const lines = rows.map((row) => copied.map((column) => column.text(row)));
  return toTsv(header ? [copied.map((column) => column.header), ...lines] : lines);
}
