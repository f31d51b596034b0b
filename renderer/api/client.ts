import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { Api } from '#shared/api.ts';
import { dialPort } from './port-door.ts';
import { dialSocket } from './socket-door.ts';
import { createWire } from './wire.ts';

/** The page's only way to the core: the desktop's port under `app:`, a socket in a browser. */
export const wire = createWire(location.protocol === 'app:' ? dialPort : dialSocket);

export const client: ContractRouterClient<Api> = createORPCClient(wire);
