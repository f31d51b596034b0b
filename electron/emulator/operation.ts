import type { Bank } from '#emulator/bank/bank.ts';
import type { Edits } from '#emulator/bank/edits.ts';
import type { Caller } from '#emulator/bank/types.ts';

export interface Delays {
  /** from CREATING to ACTIVE */
  readonly listingMs: number;
  /** from SUBMITTED to the end; IN_PROGRESS begins half-way */
  readonly generationMs: number;
}

/** What an operation gets besides its input. Times are epoch milliseconds. */
export interface Call {
  readonly bank: Bank;
  readonly caller: Caller;
  readonly operation: string;
  readonly now: number;
  /** the bank's edits, in the caller's name */
  readonly edit: Edits;
  /** how long what goes on by itself takes, in milliseconds */
  readonly delays: Delays;
  /** what `intValue` of a time filter means; AWS does not say, so both can be emulated */
  readonly timeFilterUnit: 'seconds' | 'milliseconds';
  /** whether Search(ASSET) is refused without an owning project; AWS does not say */
  readonly assetSearchNeedsProject: boolean;
  /**
   * The asked page. Page size and token are read from the input; `size` is the size when none is asked, `most` the
   * size AWS answers with at most, whatever is asked.
   */
  readonly page: <T>(
    items: readonly T[],
    size: number,
    most?: number,
  ) => { readonly slice: readonly T[]; readonly nextToken: string | undefined };
  /** The outcome of `make`, remembered under the operation, `key` and the bank's present version. */
  readonly remember: <T>(key: string, make: () => T) => T;
}

export interface OperationOptions {
  /** top-level members whose value the model's limits do not really bind */
  readonly free?: readonly string[];
}

/** One served operation. To add one: a function, a line in its service's registry, and a re-run of the extraction. */
export interface Operation {
  readonly run: (call: Call, input: never) => object;
  readonly free: ReadonlySet<string>;
}

export type Operations = Readonly<Record<string, Operation>>;

/** Declares an operation. Its input has passed the model's validation, so the declared type may be trusted. */
export const operation = (run: (call: Call, input: never) => object, options: OperationOptions = {}): Operation => ({
  run,
  free: new Set(options.free),
});
