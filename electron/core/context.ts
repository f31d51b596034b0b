import type { Topic } from '#shared/topics.ts';

/** What the host gives the core when it starts it. */
export interface CoreOptions {
  host: 'utility' | 'node' | 'web' | 'cli';
  /** Folder for what belongs to the person and not to a workspace: the recent list, the sample bank. Created 0700. */
  home: string;
  /** Address of this core's local door, written into the lock of a workspace so that a second comer can reach it. */
  reach: string | null;
  /** Starts the sample bank's emulator; hosts own it because the core does not know the emulator. */
  startSample: (() => Promise<SampleEndpoint>) | null;
  clock?: () => Date;
  newId?: () => string;
  log?: (entry: Record<string, unknown>) => void;
}

/** Where the sample bank answers. */
export interface SampleEndpoint {
  endpoint: string;
  region: string;
  domainId: string;
  identityStoreId: string;
  close(): Promise<void>;
}

export type Announce = (topics: readonly Topic[]) => void;
