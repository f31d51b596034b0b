import type { Stand } from './persist.ts';
import type { Reader } from './reader.ts';
import { SearchIndex, type Written } from './search-index.ts';

/** Rows asked for at once, and after how many the clock is looked at. */
const BATCH = 256;
const BETWEEN_LOOKS = 8;

/**
 *   a new one ... terms, assets (by key) ─┐
 *   a kept one ...........................┴─> debt since `seq`, again and again
 *
 * Keeps one index to the mirror, a little at a time.
 */
export class Upkeep implements Stand {
  readonly index: SearchIndex;
  seq: number;
  readonly #reader: Reader;
  readonly #written: Map<number, Written>;
  readonly #met: (key: number) => void;
  /** How far the first reading of the mirror came; null once it is over. */
  #terms: string | null;
  #assets: number | null;

  /**
   * @param written what writers told of assets, taken away once it is taken up
   * @param met told each asset that has changed, when it is taken up
   */
  constructor(
    reader: Reader,
    kept: Stand | null,
    written: Map<number, Written> = new Map(),
    met: (key: number) => void = () => {},
  ) {
    this.#reader = reader;
    this.#written = written;
    this.#met = met;
    this.index = kept?.index ?? new SearchIndex();
    // What is written while the mirror is read stands in the debt after this.
    this.seq = kept?.seq ?? reader.lastSeq();
    this.#terms = kept === null ? '' : null;
    this.#assets = kept === null ? 0 : null;
  }

  /** Whether it holds every asset, if not everything that was written of late. */
  get whole(): boolean {
    return this.#terms === null && this.#assets === null;
  }

  /** Much of it is what assets were before they changed. */
  get worn(): boolean {
    const { slots, live } = this.index.assets;
    return slots - live > Math.max(5000, live / 3);
  }

  /** Go on until `late` says so. @returns whether the index stands for the mirror as it is */
  step(late: () => boolean): boolean {
    while (this.#terms !== null) {
      this.#someTerms(this.#terms);
      if (late()) return false;
    }
    while (this.#assets !== null) {
      this.#someAssets(this.#assets);
      if (late()) return false;
    }
    return this.#payDebt(late);
  }

  #someTerms(after: string): void {
    const terms = this.#reader.terms(after, BATCH);
    for (const { id, name } of terms) this.index.putTerm(id, name);
    this.#terms = terms.at(-1)?.id ?? null;
  }

  #someAssets(after: number): void {
    const keys = this.#reader.keys(after, BETWEEN_LOOKS);
    for (const key of keys) this.#readAsset(key);
    this.#assets = keys.at(-1) ?? null;
  }

  #payDebt(late: () => boolean): boolean {
    for (;;) {
      const debts = this.#reader.debt(this.seq, BATCH);
      for (const [at, debt] of debts.entries()) {
        if (at % BETWEEN_LOOKS === BETWEEN_LOOKS - 1 && late()) return false;
        if (debt.term !== null) this.index.putTerm(debt.term, this.#reader.termName(debt.term));
        else if (debt.asset !== null && debt.words === 1) this.#asset(debt.asset);
        else if (debt.asset !== null) this.#listing(debt.asset);
        this.seq = debt.seq;
      }
      if (debts.length < BATCH) return true;
    }
  }

  #asset(key: number): void {
    this.#met(key);
    const written = this.#written.get(key);
    this.#written.delete(key);
    const standing = written === undefined ? undefined : this.#reader.standing(key);
    if (written !== undefined && written.hash === standing?.hash && standing.staged === 0)
      this.index.put({ ...written.texts(), listing: standing.listing });
    else this.#readAsset(key);
  }

  #readAsset(key: number): void {
    const asset = this.#reader.asset(key);
    if (asset === undefined) this.index.assets.remove(key);
    else this.index.put(asset);
  }

  #listing(key: number): void {
    const standing = this.#reader.standing(key);
    if (standing !== undefined) this.index.assets.list(key, standing.listing);
  }
}
