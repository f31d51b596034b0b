import type { AwsSession } from './session.ts';

/** What can be asked of AWS, a file per service; none is loaded where nobody asks. */
const MODULES = {
  datazone: () => import('./datazone.ts'),
  filters: () => import('./datazone-filters.ts'),
  lineage: () => import('./datazone-lineage.ts'),
  policies: () => import('./datazone-policies.ts'),
  profiles: () => import('./datazone-profiles.ts'),
  projects: () => import('./datazone-projects.ts'),
  search: () => import('./datazone-search.ts'),
  sources: () => import('./datazone-sources.ts'),
  subscriptions: () => import('./datazone-subscriptions.ts'),
  glue: () => import('./glue.ts'),
  glueGlossaries: () => import('./glue-glossaries.ts'),
  glueQuality: () => import('./glue-quality.ts'),
  identityStore: () => import('./identity-store.ts'),
  lakeFormation: () => import('./lake-formation.ts'),
  organizations: () => import('./organizations.ts'),
  sts: () => import('./sts.ts'),
  writes: () => import('./datazone-writes.ts'),
};

type Modules = { [M in keyof typeof MODULES]: Awaited<ReturnType<(typeof MODULES)[M]>> };

/** The functions of a module that ask AWS, without the session that is their first argument. */
type Asking<M> = {
  [F in keyof M as M[F] extends (session: AwsSession, ...rest: never[]) => Promise<unknown> ? F : never]: M[F] extends (
    session: AwsSession,
    ...rest: infer R
  ) => infer A
    ? (...rest: R) => A
    : never;
};

export type AwsCalls = { [M in keyof Modules]: Asking<Modules[M]> };

/** AWS as one identity sees it, wherever its answers are read. */
export interface Aws extends AwsCalls {
  /** Calls sent so far, tries included. */
  readonly calls: number;
  /** Whether calls keep to the published rates. */
  readonly paced: boolean;
  /** What AWS's clock shows now, as far as its last answer told. */
  serverTime(): Date;
  close(): Promise<void>;
}

/** One call of a function of these modules, its session left out. */
export interface Question {
  module: string;
  name: string;
  args: unknown[];
}

/** The functions by name, each of which hands what it was given to `ask`. */
export function callsBy(ask: (question: Question) => Promise<unknown>): AwsCalls {
  const module = (of: string) =>
    new Proxy(
      {},
      {
        get:
          (_, name) =>
          (...args: unknown[]) =>
            ask({ module: of, name: String(name), args }),
      },
    );
  return Object.fromEntries(Object.keys(MODULES).map((name) => [name, module(name)])) as AwsCalls;
}

/** Ask AWS here, in this thread. */
export async function answerTo(session: AwsSession, { module, name, args }: Question): Promise<unknown> {
  if (!isModule(module)) throw new Error(`there is no ${module} to ask`);
  const asked: unknown = Reflect.get(await MODULES[module](), name);
  if (typeof asked !== 'function') throw new Error(`there is no ${module}.${name} to ask`);
  return await Reflect.apply(asked, null, [session, ...args]);
}

const isModule = (name: string): name is keyof Modules => Object.hasOwn(MODULES, name);

/** AWS's answers read in this thread. */
export function awsHere(session: AwsSession): Aws {
  return {
    ...callsBy((question) => answerTo(session, question)),
    get calls() {
      return session.calls;
    },
    paced: session.options.rates === 'published',
    serverTime: () => session.serverTime(),
    close: () => session.close(),
  };
}
