import type { QueryClient } from '@tanstack/react-query';
import type { Topic } from '#shared/topics.ts';
import { client, wire } from './client.ts';
import { readsOne } from './reads.ts';
import type { WireState } from './wire.ts';

/** Not more often than this, however fast a pull announces. */
const PAUSE = 400;

/**
 * Asks again each cached query that reads an announced topic, and everything after a wire was laid anew. One round
 * ends before the next begins, so that a slow query is not restarted for ever by a busy pull.
 */
export function startRefresh(queryClient: QueryClient): void {
  const changed = new Set<Topic>();
  let running = false;

  const round = async () => {
    if (running) return;
    running = true;
    try {
      while (changed.size > 0) {
        const topics = new Set(changed);
        changed.clear();
        await queryClient.invalidateQueries({ predicate: (query) => readsOne(query.queryKey, topics) });
        await new Promise((resolve) => setTimeout(resolve, PAUSE));
      }
    } finally {
      running = false;
    }
  };

  const listen = async (first: boolean) => {
    const stream = await client.system.changes();
    // On the first wire this call went ahead of every question; later ones may have missed announcements.
    if (!first) void queryClient.invalidateQueries();
    for await (const { topics } of stream) {
      for (const topic of topics) changed.add(topic);
      void round();
    }
  };

  let listeningOn: WireState | null = null;
  const onState = () => {
    const state = wire.state();
    if (state.status !== 'open' || state === listeningOn) return;
    const first = listeningOn === null;
    listeningOn = state;
    // The stream ends with its wire; the next wire starts the next one.
    listen(first).catch(() => {});
  };
  wire.subscribe(onState);
  onState();
}
