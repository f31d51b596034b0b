import type { Incomplete } from '#shared/catalog.ts';
import type { LookAlike, LookAlikeMember } from '#shared/columns.ts';
import { termOf } from '../../changes/mirrored.ts';
import type { Context } from '../../context.ts';
import { Failure } from '../../failure.ts';
import { lookAlikesOf } from './live.ts';

/** A page of clusters; none, and why, while they are still being made behind. */
export function lookAlikes(
  context: Context,
  input: { text: string; minimum: number; offset: number; limit: number },
): { total: number; items: LookAlike[]; incomplete: Incomplete[] } {
  const live = lookAlikesOf(context.desk.view);
  const kept = live.now(context.clock);
  if (kept === null) {
    live.wake(() => context.announce(['catalog']));
    return { total: 0, items: [], incomplete: [MAKING] };
  }
  const { text, minimum, offset, limit } = input;
  const { total, clusters } = kept.index.clusters({ text, minimum, page: { offset, limit } });
  return { total, items: clusters, incomplete: [] };
}

const MAKING: Incomplete = {
  kind: 'asset',
  scopes: 1,
  code: 'W_LOOK_ALIKES',
  message: 'Columns that say the same are still being found.',
};

/** One cluster with a page of what is in it; waits until the clusters are made. */
export async function lookAlike(
  context: Context,
  input: { id: string; offset: number; limit: number },
  signal?: AbortSignal,
): Promise<{ cluster: LookAlike; total: number; members: LookAlikeMember[] }> {
  const db = context.desk.view;
  const { index } = await lookAlikesOf(db).whole(context.clock, signal);
  const cluster = index.cluster(input.id);
  if (cluster === null) throw unknownLookAlike(input.id);
  const { total, members } = index.membersOf(input.id, input);
  return {
    cluster,
    total,
    members: members.map((member) => ({
      ...member,
      terms: member.terms.map((id) => ({ id, name: termOf(db, id)?.name ?? id })),
    })),
  };
}

export const unknownLookAlike = (id: string): Failure =>
  new Failure(
    'not_found',
    'E_LOOK_ALIKE_UNKNOWN',
    'There is no such cluster of columns any more: what leads it has changed.',
    'Look among the look-alikes for the one that took its place.',
    { id: id.slice(0, 200) },
  );
