import type { Db } from '../../db/open.ts';
import { folded } from './glob.ts';
import { KeepUp, type Kept } from './keep-up.ts';
import { OfAssets } from './of-assets.ts';

/** Longer types are cut: nobody asks for what lies behind. */
const LONGEST_TYPE = 200;

/**
 *   asset ──> a number per column ──> its name and data type
 *
 * The names and types of all columns in memory: among two million columns there are some ten thousand of them, so that
 * a pattern is asked once of each and not of every column.
 */
export class ColumnNames implements Kept {
  readonly of = new OfAssets();
  /** By number: as it is told, as it is compared, and the type, compared. */
  readonly names: string[] = [];
  readonly folded: string[] = [];
  readonly types: string[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #rows: (key: number) => [name: string, type: string][];

  constructor(db: Db) {
    const rows = db
      .prepare<[number], [string, string]>(
        'SELECT name, data_type FROM remote_column WHERE asset = ? ORDER BY position',
      )
      .raw();
    this.#rows = (key) => rows.all(key);
  }

  take(key: number): void {
    this.of.put(
      key,
      this.#rows(key).map(([name, type]) => this.#number(name, type.slice(0, LONGEST_TYPE))),
    );
  }

  #number(name: string, type: string): number {
    const both = `${type}\0${name}`;
    const known = this.#numbers.get(both);
    if (known !== undefined) return known;
    const number = this.names.push(name) - 1;
    this.folded.push(folded(name));
    this.types.push(folded(type));
    this.#numbers.set(both, number);
    return number;
  }
}

const all = new WeakMap<Db, KeepUp<ColumnNames>>();

/** The names of all columns of this workspace, made when they are first asked for. */
export function columnNamesOf(db: Db): KeepUp<ColumnNames> {
  let names = all.get(db);
  if (names === undefined) {
    names = new KeepUp(db, (made) => new ColumnNames(made));
    all.set(db, names);
  }
  return names;
}
