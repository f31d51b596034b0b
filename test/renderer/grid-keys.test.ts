import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { move } from '#renderer/ui/grid-keys.ts';

const size = { rows: 2_000, columns: 7, page: 15 };
const press = (key: string, ctrlKey = false) => ({ key, ctrlKey, metaKey: false, altKey: false });

describe('keys of the grid', () => {
  it.each([
    ['ArrowDown', false, { row: 11, column: 3 }],
    ['ArrowUp', false, { row: 9, column: 3 }],
    ['ArrowLeft', false, { row: 10, column: 2 }],
    ['ArrowRight', false, { row: 10, column: 4 }],
    ['PageDown', false, { row: 25, column: 3 }],
    ['PageUp', false, { row: 0, column: 3 }],
    ['Home', false, { row: 10, column: 0 }],
    ['End', false, { row: 10, column: 6 }],
    ['Home', true, { row: 0, column: 0 }],
    ['End', true, { row: 1_999, column: 6 }],
    ['ArrowDown', true, { row: 1_999, column: 3 }],
  ])('%s, Ctrl %s', (key, ctrl, to) => {
    expect(move({ row: 10, column: 3 }, press(key, ctrl), size)).toEqual(to);
  });

  it('leaves other keys to the page', () => {
    for (const key of ['Tab', 'Enter', 'Escape', 'a', '/'])
      expect(move({ row: 0, column: 0 }, press(key), size)).toBeNull();
    expect(move({ row: 5, column: 0 }, { ...press('ArrowLeft'), altKey: true }, size)).toBeNull();
  });

  it('never leaves the grid', () => {
    const key = fc.constantFrom('ArrowDown', 'ArrowUp', 'ArrowLeft', 'ArrowRight', 'PageUp', 'PageDown', 'Home', 'End');
    fc.assert(
      fc.property(fc.array(fc.tuple(key, fc.boolean())), fc.integer({ min: 1, max: 50 }), (presses, rows) => {
        let cell = { row: 0, column: 0 };
        for (const [name, ctrl] of presses) {
          cell = move(cell, press(name, ctrl), { rows, columns: 3, page: 5 }) ?? cell;
          expect(cell.row).toBeGreaterThanOrEqual(0);
          expect(cell.row).toBeLessThan(rows);
          expect(cell.column).toBeLessThan(3);
        }
      }),
    );
  });
});
