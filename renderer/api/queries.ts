import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import { QueryClient } from '@tanstack/react-query';
import { client } from './client.ts';

/** Options for react-query, by operation: `useQuery(core.catalog.search.queryOptions({ input }))`. */
export const core = createTanstackQueryUtils(client);

/**
 * The core is on this machine and says what changed: nothing goes stale by the clock, nothing is tried again by
 * itself, and being without a network is no reason not to ask.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      retry: false,
      networkMode: 'always',
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});
