export interface Cell {
  row: number;
  column: number;
}

interface Size {
  rows: number;
  columns: number;
  /** Rows that one Page key moves. */
  page: number;
}

interface Press {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

/** Where a key press leads inside a grid; null where the key is not the grid's. */
export function move(from: Cell, press: Press, { rows, columns, page }: Size): Cell | null {
  if (press.altKey) return null;
  const far = press.ctrlKey || press.metaKey;
  const at = (row: number, column: number): Cell => ({
    row: Math.min(Math.max(row, 0), rows - 1),
    column: Math.min(Math.max(column, 0), columns - 1),
  });
  switch (press.key) {
    case 'ArrowDown':
      return at(far ? rows - 1 : from.row + 1, from.column);
    case 'ArrowUp':
      return at(far ? 0 : from.row - 1, from.column);
    case 'ArrowRight':
      return at(from.row, far ? columns - 1 : from.column + 1);
    case 'ArrowLeft':
      return at(from.row, far ? 0 : from.column - 1);
    case 'PageDown':
      return at(from.row + page, from.column);
    case 'PageUp':
      return at(from.row - page, from.column);
    case 'Home':
      return at(far ? 0 : from.row, 0);
    case 'End':
      return at(far ? rows - 1 : from.row, columns - 1);
    default:
      return null;
  }
}
