import type { Listing } from '#emulator/bank/types.ts';

/** Whether SearchListings shows a listing: an active one, and one whose next revision is still being made. */
export const isShown = (listing: Listing): boolean => listing.status === 'ACTIVE' || listing.stillShown === true;

/** One step of a listing. `id` is for its first revision; `at` is epoch milliseconds. */
interface ListingStep {
  readonly id: string;
  readonly status: Listing['status'];
  readonly entityRevision: number;
  readonly at: number;
  readonly by: string;
}

/** The next revision of a listing, or its first. */
export const nextListing = (before: Listing | undefined, step: ListingStep): Listing => ({
  id: before?.id ?? step.id,
  revision: (before?.revision ?? 0) + 1,
  entityRevision: step.entityRevision,
  status: step.status,
  ...(step.status === 'CREATING' && before && isShown(before) ? { stillShown: true } : {}),
  createdAt: before?.createdAt ?? step.at,
  createdBy: before?.createdBy ?? step.by,
  updatedAt: step.at,
  updatedBy: step.by,
});

/** A listing that was being made, now made; undefined when that is not the revision that is being made any more. */
export const madeListing = (before: Listing | undefined, revision: number, at: number): Listing | undefined => {
  if (before?.status !== 'CREATING' || before.revision !== revision) return undefined;
  const { stillShown: _shown, ...listing } = before;
  return { ...listing, status: 'ACTIVE', updatedAt: at };
};
