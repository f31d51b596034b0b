import type { Permission, Topic } from '#shared/topics.ts';
import type { Armed } from './db/failpoint.ts';
import type { StartReader } from './imports/reader-process.ts';
import type { JobRunner } from './jobs/runner.ts';
import type { Desk } from './workspace/desk.ts';

/** What the host gives the core when it starts it. */
export interface CoreOptions {
  host: 'utility' | 'node' | 'web' | 'cli';
  /** Folder for what belongs to the person and not to a workspace: the recent list, the sample bank. Created 0700. */
  home: string;
  /** Address of this core's local door, written beside an open workspace so that a second comer can reach it. */
  reach: string | null;
  /** Starts the sample bank's emulator; hosts own it because the core does not know the emulator. */
  startSample: (() => Promise<SampleEndpoint>) | null;
  clock?: () => Date;
  newId?: () => string;
  log?: (entry: Record<string, unknown>) => void;
  /** Environment and pacing of AWS calls; the process's own and the published rates when left out. */
  env?: NodeJS.ProcessEnv;
  rates?: 'published' | 'off';
  /** How long one answer of AWS may take (ms), and how large it may be (bytes); sensible limits when left out. */
  patience?: number;
  /** How often a paused pull looks whether somebody signed in (ms). */
  lookEvery?: number;
  largestAnswer?: number;
  /** AWS's answers are read in this thread, as where none can be had: for tests. */
  awsInProcess?: boolean;
  /** Bytes kept beside an open workspace for a full disk (0: none); how often a full one is looked at (ms). */
  ballast?: number;
  lookAtDiskEvery?: number;
  /** Where this process is to die: given by tests to a child of theirs, and by nothing else. */
  failpoint?: Armed;
  /** Starts the process that parses imported files; a child of the core's own Node when left out. */
  startReader?: StartReader;
  /** How long it may say nothing before it is taken for hanging (ms). */
  readerPatience?: number;
}

/** Where the sample bank answers. */
export interface SampleEndpoint {
  endpoint: string;
  region: string;
  domainId: string;
  identityStoreId: string;
  close(): Promise<void>;
}

/** What every handler receives. Time, identity and chance come in here and nowhere else. */
export interface Context {
  options: CoreOptions;
  clock: () => Date;
  newId: () => string;
  /** The person at this machine, for the audit trail. */
  actor: string;
  log: (entry: Record<string, unknown>) => void;
  env: NodeJS.ProcessEnv;
  /** The open workspace, or none. */
  desk: Desk;
  jobs: JobRunner;
  /** The sample bank, started on first use and stopped with the core. */
  sample: () => Promise<SampleEndpoint>;
  can: (permission: Permission) => boolean;
  announce: (topics: readonly Topic[]) => void;
  /** Calls `listener` with each announcement until the answer is called. */
  onChange: (listener: (topics: readonly Topic[]) => void) => () => void;
  fingerprint: () => string;
  instance: string;
}
