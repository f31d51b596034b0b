import { setTimeout as sleep } from 'node:timers/promises';
import type { DataZoneClient, DataZoneClientConfig } from '@aws-sdk/client-datazone';
import type { GlueClient } from '@aws-sdk/client-glue';
import type { IdentitystoreClient } from '@aws-sdk/client-identitystore';
import type { LakeFormationClient } from '@aws-sdk/client-lakeformation';
import type { OrganizationsClient } from '@aws-sdk/client-organizations';
import type { STSClient } from '@aws-sdk/client-sts';
import type { Failure } from '../failure.ts';
import type { Endpoints, Service } from './endpoints.ts';
import { capAnswers, LARGEST_ANSWER } from './largest-answer.ts';
import { Pacer } from './pacer.ts';
import { askedToWait, problemOf, troubleOf } from './problem.ts';
import { rateOf } from './rates.ts';
import { readServerTime } from './server-time.ts';
import { met } from './troubles.ts';

export interface SessionOptions {
  profile: string | null;
  region: string;
  endpoints: Endpoints;
  /** For the sample bank, whose emulator takes any key; null for the person's own chain. */
  staticKeys: boolean;
  rates: 'published' | 'off';
  clock: () => Date;
  /** How long one answer may take, in ms. */
  patience?: number;
  /** Largest answer taken, in bytes. */
  largestAnswer?: number;
  /** Called with a remark while a call waits to be tried again, and with null when it goes on. */
  onWait?: (note: string | null) => void;
  /** Called when the sign-in has expired: resolves when it is worth trying the very same call again, rejects to give up. */
  onExpired?: (failure: Failure) => Promise<void>;
}

/** How often a call is tried, by what it met: a throttle passes, a garbled answer hardly ever does. */
const TRIES = { throttled: 14, transient: 8, unreachable: 4, garbled: 3, final: 1 } as const;
const LONGEST_WAIT = 20_000;
const PATIENCE = 30_000;

/** SDK clients of one identity and region. They try once: pacing and trying again are this class's own. */
export class AwsSession {
  readonly options: SessionOptions;
  readonly #pacers = new Map<string, Pacer>();
  readonly #clients = new Map<Service, Promise<{ destroy(): void }>>();
  #calls = 0;
  /** AWS's clock less ours, in ms. */
  #ahead = 0;
  #serverAt: number | null = null;
  #signingIn: Promise<void> | null = null;
  #signIns = 0;

  constructor(options: SessionOptions) {
    this.options = options;
  }

  /** Calls sent so far, tries included. */
  get calls(): number {
    return this.#calls;
  }

  /** What AWS's clock showed in its last answer, epoch ms; null before the first. */
  get serverAt(): number | null {
    return this.#serverAt;
  }

  /** What AWS's clock shows now, as far as its last answer told. */
  serverTime(): Date {
    return new Date(this.options.clock().getTime() + this.#ahead);
  }

  /**
   * Send one call in its class's slot and try again while that can help. Rejects with a `Failure` that says what ended
   * it, or with the signal's reason. @param operation "datazone:Search"
   */
  call<T>(
    operation: string,
    signal: AbortSignal,
    send: (options: { abortSignal: AbortSignal }) => Promise<T>,
  ): Promise<T> {
    return this.#call(operation, signal, send, TRIES);
  }

  /** The same for what changes something: sent again only where AWS has surely not done it. */
  write<T>(
    operation: string,
    signal: AbortSignal,
    send: (options: { abortSignal: AbortSignal }) => Promise<T>,
  ): Promise<T> {
    return this.#call(operation, signal, send, { ...TRIES, transient: 1, garbled: 1 });
  }

  async #call<T>(
    operation: string,
    signal: AbortSignal,
    send: (options: { abortSignal: AbortSignal }) => Promise<T>,
    tries: Record<keyof typeof TRIES, number>,
  ): Promise<T> {
    const pacer = this.#pacer(operation);
    for (let attempt = 1; ; attempt += 1) {
      await this.#signingIn;
      await pacer.slot(signal);
      this.#calls += 1;
      const signIns = this.#signIns;
      try {
        const answer = await send({ abortSignal: signal });
        pacer.succeeded();
        return answer;
      } catch (error) {
        signal.throwIfAborted();
        const trouble = troubleOf(error);
        if (trouble === 'throttled') pacer.throttled();
        const problem = problemOf(error, operation, this.options.profile);
        met(problem.problem.code);
        if (problem.problem.code === 'E_AUTH_EXPIRED' && this.options.onExpired !== undefined) {
          // Sent before the last sign-in: the next try will tell.
          if (signIns === this.#signIns) await this.#signInAgain(problem);
          attempt -= 1;
          continue;
        }
        if (attempt >= tries[trouble]) throw problem;
        const wait = backOff(attempt, trouble === 'throttled' ? 1000 : 100, askedToWait(error));
        if (wait > 1500) this.options.onWait?.(`${trouble}, trying ${operation} again in ${Math.ceil(wait / 1000)} s`);
        await sleep(wait, undefined, { signal });
        this.options.onWait?.(null);
      }
    }
  }

  datazone(): Promise<DataZoneClient> {
    return this.#client('datazone', async (config) => {
      const [{ DataZoneClient }, { RestJson }] = await Promise.all([
        import('@aws-sdk/client-datazone'),
        import('./answers.ts'),
      ]);
      return new DataZoneClient({ ...config, protocol: RestJson });
    });
  }

  glue(): Promise<GlueClient> {
    return this.#client('glue', async (config) => {
      const [{ GlueClient }, { Json11 }] = await Promise.all([import('@aws-sdk/client-glue'), import('./answers.ts')]);
      return new GlueClient({ ...config, protocol: Json11 });
    });
  }

  identityStore(): Promise<IdentitystoreClient> {
    return this.#client('identitystore', async (config) => {
      const [{ IdentitystoreClient }, { Json11 }] = await Promise.all([
        import('@aws-sdk/client-identitystore'),
        import('./answers.ts'),
      ]);
      return new IdentitystoreClient({ ...config, protocol: Json11 });
    });
  }

  lakeFormation(): Promise<LakeFormationClient> {
    return this.#client('lakeformation', async (config) => {
      const [{ LakeFormationClient }, { RestJson }] = await Promise.all([
        import('@aws-sdk/client-lakeformation'),
        import('./answers.ts'),
      ]);
      return new LakeFormationClient({ ...config, protocol: RestJson });
    });
  }

  organizations(): Promise<OrganizationsClient> {
    return this.#client('organizations', async (config) => {
      const [{ OrganizationsClient }, { Json11 }] = await Promise.all([
        import('@aws-sdk/client-organizations'),
        import('./answers.ts'),
      ]);
      return new OrganizationsClient({ ...config, protocol: Json11 });
    });
  }

  sts(): Promise<STSClient> {
    return this.#client('sts', async (config) => new (await import('@aws-sdk/client-sts')).STSClient(config));
  }

  async close(): Promise<void> {
    for (const client of await Promise.all(this.#clients.values())) client.destroy();
  }

  /** All calls wait for one sign-in; afterwards every client is made anew, because it keeps what it once resolved. */
  #signInAgain(problem: Failure): Promise<void> {
    this.#signingIn ??= (this.options.onExpired?.(problem) ?? Promise.reject(problem)).finally(() => {
      this.#clients.clear();
      this.#signIns += 1;
      this.#signingIn = null;
    });
    return this.#signingIn;
  }

  #pacer(operation: string): Pacer {
    let pacer = this.#pacers.get(operation);
    if (pacer === undefined) {
      pacer = new Pacer(this.options.rates === 'off' ? Number.POSITIVE_INFINITY : rateOf(operation));
      this.#pacers.set(operation, pacer);
    }
    return pacer;
  }

  #client<T extends { destroy(): void; middlewareStack: { remove(name: string): boolean } }>(
    service: Service,
    make: (config: ClientConfig) => Promise<T>,
  ): Promise<T> {
    let client = this.#clients.get(service) as Promise<T> | undefined;
    if (client === undefined) {
      client = this.#config(service).then(async (config) => {
        const made = await make(config);
        // It walks through every answer for a logger that is not there.
        made.middlewareStack.remove('loggerMiddleware');
        capAnswers(made.middlewareStack, this.options.largestAnswer ?? LARGEST_ANSWER);
        readServerTime(made.middlewareStack, (at) => {
          this.#serverAt = at;
          this.#ahead = at - this.options.clock().getTime();
        });
        return made;
      });
      this.#clients.set(service, client);
    }
    return client;
  }

  async #config(service: Service): Promise<ClientConfig> {
    const { region, endpoints, profile, staticKeys, patience = PATIENCE } = this.options;
    const endpoint = endpoints.of[service];
    return {
      region,
      maxAttempts: 1,
      userAgentAppId: 'meshward',
      // Without the throw the SDK only warns, and a call that is never answered hangs for ever.
      requestHandler: {
        connectionTimeout: 5000,
        requestTimeout: patience,
        throwOnRequestTimeout: true,
        socketTimeout: patience,
      },
      credentials: staticKeys ? SAMPLE_KEYS : await this.#chain(profile),
      // Else the SDK would go where the default profile or the environment says, without the person's yes.
      ...(endpoint === null ? { ignoreConfiguredEndpointUrls: true } : { endpoint }),
    };
  }

  async #chain(profile: string | null) {
    const { fromNodeProviderChain } = await import('@aws-sdk/credential-providers');
    // No region here: the SDK would ask it, and not the profile's sso_region, for the credentials of a sign-in.
    return fromNodeProviderChain(profile === null ? {} : { profile });
  }
}

/** The emulator takes any key; these say on the wire whose they are. */
const SAMPLE_KEYS = { accessKeyId: 'AKIAMESHWARDSAMPLE00', secretAccessKey: 'the-sample-bank-has-no-secret' };

interface ClientConfig {
  region: string;
  maxAttempts: number;
  userAgentAppId: string;
  requestHandler: {
    connectionTimeout: number;
    requestTimeout: number;
    throwOnRequestTimeout: boolean;
    socketTimeout: number;
  };
  credentials: NonNullable<DataZoneClientConfig['credentials']>;
  endpoint?: string;
  ignoreConfiguredEndpointUrls?: boolean;
}

/** Full jitter, so that many windows do not come back together; never sooner than the service asked for. */
function backOff(attempt: number, base: number, asked: number | null): number {
  const jittered = Math.random() * Math.min(LONGEST_WAIT, base * 2 ** (attempt - 1));
  return Math.min(LONGEST_WAIT + 5000, Math.max(jittered, asked ?? 0));
}
