import { LISTING_STATES, type ListingState } from '#shared/catalog.ts';
import { Lists } from './lists.ts';
import { Numbering } from './numbering.ts';
import { Order } from './order.ts';
import { Pool, Vector, WITHIN } from './vector.ts';

/** One asset as the index takes it: texts and terms by their numbers in the index. */
export interface AssetEntry {
  key: number;
  name: string;
  project: string | null;
  type: string;
  listing: ListingState;
  createdAt: string | null;
  nameText: number;
  /** More for a name of fewer words. */
  closeness: number;
  /** The text of description and read-me. */
  description: number;
  /** Per column, in the table's order, the text of all that is said of it. */
  columns: readonly number[];
  /** As `termAt` writes them. */
  terms: readonly number[];
}

/** A term as a slot holds it: one that stands on the asset's columns alone is told from one on the asset itself. */
export const termAt = (term: number, onAsset: boolean): number => (onAsset ? term : ~term);
export const termIn = (held: number): number => held ^ (held >> 31);
export const onAsset = (held: number): boolean => held >= 0;

/** How many columns and terms of one asset are indexed: they fit a page of a pool. */
const MOST_COLUMNS = 200_000;
const MOST_TERMS = 50_000;

/** What is kept of every slot, by name for the file. */
const columns = () => ({
  key: new Vector(),
  /** Texts. */
  name: new Vector(),
  description: new Vector(),
  /** Where the texts of its columns and its terms begin in their pools, and how many they are. */
  columnsAt: new Vector(),
  columns: new Vector(),
  termsAt: new Vector(),
  terms: new Vector(),
  /** Numbers of the project (-1 for none) and the type; the position in LISTING_STATES. */
  project: new Vector(),
  type: new Vector(),
  listing: new Vector(),
  /** What a word found in the name adds for a name of few words. */
  closeness: new Vector(),
  /** 0 for one that was removed, or changed: then a later slot holds it. */
  live: new Vector(),
});
export type Columns = ReturnType<typeof columns>;

/** The assets by slot. A slot is never changed but in its listing state, project and type; it is left for a new one. */
export class Assets {
  readonly by: Columns;
  readonly columns: Pool;
  readonly terms: Pool;
  readonly projects: Numbering;
  readonly types: Numbering;
  /** Per text: the slots of the assets that have a column of it, removed ones among them. */
  readonly holders: Lists;
  /** As names are ordered: without case, as far as ASCII knows it. */
  readonly names: string[];
  /** Milliseconds; -Infinity where nobody says. */
  readonly created: number[];
  readonly byName: Order;
  readonly newest: Order;
  /** Of all assets there are: how many are in each project and of each type, listing state and term. */
  readonly totals = { project: new Vector(), type: new Vector(), listing: new Vector(), term: new Vector() };
  readonly #slots = new Map<number, number>();

  constructor(
    by = columns(),
    pools = { columns: new Pool(), terms: new Pool() },
    projects = new Numbering(),
    types = new Numbering(),
    holders = new Lists(),
    names: string[] = [],
    created: number[] = [],
    orders = { byName: new Int32Array(0), newest: new Int32Array(0) },
  ) {
    this.by = by;
    this.columns = pools.columns;
    this.terms = pools.terms;
    this.projects = projects;
    this.types = types;
    this.holders = holders;
    this.names = names;
    this.created = created;
    this.byName = new Order(
      (a, b) => compare(names[a] ?? '', names[b] ?? '') || this.#key(a) - this.#key(b),
      orders.byName,
    );
    this.newest = new Order(
      (a, b) => compare(created[b] ?? 0, created[a] ?? 0) || this.#key(a) - this.#key(b),
      orders.newest,
    );
    for (let slot = 0; slot < by.key.length; slot += 1)
      if (by.live.data[slot] === 1) {
        this.#slots.set(this.#key(slot), slot);
        this.#count(slot, 1);
      }
  }

  /** Slots given out so far, removed ones among them. */
  get slots(): number {
    return this.by.key.length;
  }

  /** Assets there are. */
  get live(): number {
    return this.#slots.size;
  }

  slotOf(key: number): number | undefined {
    return this.#slots.get(key);
  }

  put(entry: AssetEntry): void {
    const name = entry.name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
    const parsed = entry.createdAt === null ? Number.NaN : Date.parse(entry.createdAt);
    const created = Number.isNaN(parsed) ? Number.NEGATIVE_INFINITY : parsed;
    const fitting = {
      ...entry,
      columns: entry.columns.slice(0, MOST_COLUMNS),
      terms: entry.terms.slice(0, MOST_TERMS),
    };
    this.#put(fitting, name, created);
  }

  #put(entry: AssetEntry, name: string, created: number): void {
    const known = this.#slots.get(entry.key);
    if (
      known !== undefined &&
      this.names[known] === name &&
      this.created[known] === created &&
      this.#says(known, entry)
    ) {
      this.#count(known, -1);
      this.#place(known, entry);
    } else {
      this.remove(entry.key);
      this.#add(entry, name, created);
    }
  }

  remove(key: number): void {
    const slot = this.#slots.get(key);
    if (slot === undefined) return;
    this.#count(slot, -1);
    this.by.live.data[slot] = 0;
    this.#slots.delete(key);
  }

  list(key: number, listing: ListingState): void {
    const slot = this.#slots.get(key);
    if (slot === undefined) return;
    this.#count(slot, -1);
    this.by.listing.data[slot] = LISTING_STATES.indexOf(listing);
    this.#count(slot, 1);
  }

  #add(entry: AssetEntry, name: string, created: number): void {
    const { by } = this;
    const slot = by.key.push(entry.key);
    by.name.push(entry.nameText);
    by.description.push(entry.description);
    by.columnsAt.push(this.columns.put(entry.columns));
    by.columns.push(entry.columns.length);
    by.termsAt.push(this.terms.put(entry.terms));
    by.terms.push(entry.terms.length);
    for (const column of [by.project, by.type, by.listing]) column.push(0);
    by.closeness.push(entry.closeness);
    by.live.push(1);
    for (const text of entry.columns) this.#hold(text, slot);
    this.#place(slot, entry);
    this.names.push(name);
    this.created.push(created);
    this.#slots.set(entry.key, slot);
    this.byName.add(slot);
    this.newest.add(slot);
  }

  #hold(text: number, slot: number): void {
    if (text === 0) return;
    while (this.holders.heads.length <= text) this.holders.begin();
    if (this.holders.last(text) !== slot) this.holders.append(text, slot);
  }

  #count(slot: number, by: 1 | -1): void {
    const { project, type, listing, term } = this.totals;
    project.add(this.by.project.data[slot] ?? -1, by);
    type.add(this.by.type.data[slot] ?? -1, by);
    listing.add(this.by.listing.data[slot] ?? -1, by);
    const address = this.by.termsAt.data[slot] ?? 0;
    const from = address & WITHIN;
    const page = this.terms.page(address);
    for (let at = from; at < from + (this.by.terms.data[slot] ?? 0); at += 1) term.add(termIn(page[at] ?? 0), by);
  }

  /** What may change without the words and terms. */
  #place(slot: number, entry: AssetEntry): void {
    const { by } = this;
    by.project.data[slot] = entry.project === null ? -1 : this.projects.number(entry.project);
    by.type.data[slot] = this.types.number(entry.type);
    by.listing.data[slot] = LISTING_STATES.indexOf(entry.listing);
    this.#count(slot, 1);
  }

  /** Whether the slot holds these very texts and terms. */
  #says(slot: number, entry: AssetEntry): boolean {
    const { by } = this;
    return (
      by.name.data[slot] === entry.nameText &&
      by.description.data[slot] === entry.description &&
      by.columns.data[slot] === entry.columns.length &&
      by.terms.data[slot] === entry.terms.length &&
      this.columns.holds(by.columnsAt.data[slot] ?? 0, entry.columns) &&
      this.terms.holds(by.termsAt.data[slot] ?? 0, entry.terms)
    );
  }

  #key(slot: number): number {
    return this.by.key.data[slot] ?? 0;
  }
}

function compare<T extends string | number>(a: T, b: T): number {
  if (a < b) return -1;
  return a > b ? 1 : 0;
}
