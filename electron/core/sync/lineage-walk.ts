import type { Page } from '../aws/page.ts';
import type { LineageNodeRow } from '../catalog/rows-sources.ts';
import { refusal } from './readers/detailed.ts';
import type { Source } from './readers/reader.ts';

/** Places from which the graph is asked for at once. */
const AT_ONCE = 16;
/** Seeds looked at in one step, most of which were met by then. */
const LOOKED_AT = 5000;

/** A node whose neighbours on one side are still to be met. */
interface Rim {
  id: string;
  direction: 'IN' | 'OUT';
}

/** What of a node the walk has to know. */
export type MetNode = Pick<LineageNodeRow, 'id' | 'source_identifier' | 'upstream' | 'downstream'>;

const OTHER = { IN: 'OUT', OUT: 'IN' } as const;

/**
 *   seed (a name) ──> its node ──> five steps on, five steps back ──> nodes at the rim ──> five steps on …
 *
 * Visits each node of the graph once. A page of the graph tells 50 nodes with all their neighbours' ids; the single
 * reading of a node tells no more than 100 of them, so it only finds the way in: the seed itself is met from a
 * neighbour.
 */
export class LineageWalk {
  #seeds: Iterator<string>;
  /** More seeds, which are not known yet. */
  #later: (() => Promise<Iterable<string>>) | null;
  readonly #rims: Rim[] = [];
  readonly #visited: Set<string>;
  /** The next seed; null after the last one. */
  #seed: string | null = null;
  /** Seeds asked for on their own, seeds left out for the number of those. */
  asked = 0;
  left = 0;
  denied: string | null = null;

  /** @param later seeds for when the others have been walked. @param met nodes of this run from before it was interrupted: the walk goes on at their rim */
  constructor(seeds: Iterable<string>, later: (() => Promise<Iterable<string>>) | null, met: readonly MetNode[]) {
    this.#seeds = seeds[Symbol.iterator]();
    this.#later = later;
    this.#visited = new Set(met.flatMap(({ id, source_identifier: name }) => (name === null ? [id] : [id, name])));
    this.#noteRims(met);
    this.#advance();
  }

  get over(): boolean {
    return this.#walked && this.#later === null;
  }

  get #walked(): boolean {
    return this.#rims.length === 0 && this.#seed === null;
  }

  /** The nodes met in a few more questions. @param most seeds that may be asked for on their own in all */
  async step(source: Source, most: number, signal: AbortSignal): Promise<LineageNodeRow[]> {
    if (this.#walked && this.#later !== null) {
      const later = this.#later;
      this.#later = null;
      this.#seeds = (await later())[Symbol.iterator]();
      this.#advance();
    }
    const rows: LineageNodeRow[] = [];
    const rims = this.#rims.splice(0, AT_ONCE);
    const seeds = this.#seedsFor(AT_ONCE - rims.length, most);
    await Promise.all([
      ...rims.map((rim) => this.#guarded(() => this.#beyond(source, rim, rows, signal), signal)),
      ...seeds.map((name) => this.#guarded(() => this.#enter(source, name, rows, signal), signal)),
    ]);
    return rows;
  }

  #seedsFor(places: number, most: number): string[] {
    const seeds: string[] = [];
    for (let looked = 0; seeds.length < places && looked < LOOKED_AT && this.#seed !== null; looked += 1) {
      const name = this.#seed;
      this.#advance();
      if (this.#visited.has(name)) continue;
      if (this.asked >= most) this.left += 1;
      else {
        this.asked += 1;
        seeds.push(name);
      }
    }
    return seeds;
  }

  #advance(): void {
    const next = this.#seeds.next();
    this.#seed = next.done === true ? null : next.value;
  }

  async #guarded(work: () => Promise<void>, signal: AbortSignal): Promise<void> {
    try {
      await work();
    } catch (error) {
      const failure = refusal(error, signal);
      // The name stands for no node: most tables have no lineage.
      if (failure.problem.code === 'E_AWS_NOT_FOUND') return;
      if (this.#visited.size === 0) throw failure;
      this.denied ??= failure.message;
    }
  }

  async #enter(source: Source, name: string, rows: LineageNodeRow[], signal: AbortSignal): Promise<void> {
    const node = await source.aws.lineage.lineageNode(source.domainId, name, signal);
    if (this.#visited.has(node.id)) return;
    for (const direction of ['OUT', 'IN'] as const) {
      const [neighbour] = idsIn(direction === 'OUT' ? node.downstream : node.upstream);
      if (neighbour === undefined) continue;
      await this.#beyond(source, { id: neighbour, direction: OTHER[direction] }, rows, signal);
      break;
    }
    // Alone, or too far from its neighbour to be told.
    if (!this.#visited.has(node.id)) this.#meet(node, rows);
  }

  async #beyond(source: Source, { id, direction }: Rim, rows: LineageNodeRow[], signal: AbortSignal): Promise<void> {
    for (let token: string | null = null; ; ) {
      const page: Page<LineageNodeRow> = await source.aws.lineage.lineageAround(
        source.domainId,
        id,
        direction,
        token,
        signal,
      );
      for (const row of page.items) this.#meet(row, rows);
      if (page.nextToken === null || page.nextToken === token) break;
      token = page.nextToken;
    }
    this.#noteRims(rows);
  }

  #meet(row: LineageNodeRow, rows: LineageNodeRow[]): void {
    if (this.#visited.has(row.id)) return;
    this.#visited.add(row.id);
    if (row.source_identifier !== null) this.#visited.add(row.source_identifier);
    rows.push(row);
  }

  /** Asked for once: whatever it leads to is met then, or is not told at all. */
  #noteRims(rows: readonly MetNode[]): void {
    for (const row of rows)
      for (const direction of ['OUT', 'IN'] as const) {
        const rim = `${direction} ${row.id}`;
        const ids = idsIn(direction === 'OUT' ? row.downstream : row.upstream);
        if (this.#visited.has(rim) || ids.every((id) => this.#visited.has(id))) continue;
        this.#visited.add(rim);
        this.#rims.push({ id: row.id, direction });
      }
  }
}

const idsIn = (json: string): string[] => JSON.parse(json) as string[];
