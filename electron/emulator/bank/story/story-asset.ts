import type { ListingPlan } from '#emulator/bank/plan.ts';

/** One more form of an asset, as a plain value. */
export interface StoryForm {
  readonly name: string;
  readonly typeName: string;
  readonly value: object;
}

/** A hand-written asset. Project, terms and layer are named; ids come when the bank is built. */
export interface StoryAsset {
  readonly project: string;
  readonly name: string;
  readonly description?: string;
  readonly type?: 'glue' | 'contracted' | 'redshift' | 's3' | 'evaluation';
  readonly layer: 'raw' | 'cleansed' | 'consumption';
  readonly table: string;
  readonly tableDescription?: string;
  /**
   * One column per line: a name of the dictionary; `spelling = name` for another spelling of it; or a whole column
   * (`name type | title | description | terms`).
   */
  readonly columns: string;
  /** false: nobody ever wrote business metadata for the columns */
  readonly described?: boolean;
  readonly summary?: string;
  readonly readMe?: string;
  readonly terms?: readonly string[];
  readonly governed?: readonly string[];
  readonly quality?: number;
  readonly predicted?: true;
  readonly listing: ListingPlan;
  readonly revision: number;
  /** days before the bank's day: [first revision, latest revision] */
  readonly days: readonly [first: number, latest: number];
  readonly form?: StoryForm;
}
