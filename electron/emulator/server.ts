import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type Bank, createBank } from '#emulator/bank/bank.ts';
import { type RequestRecord, createDispatcher } from '#emulator/dispatch.ts';
import type { Outcome } from '#emulator/faults/actions.ts';
import { applyMonth } from '#emulator/bank/month/apply.ts';
import type { Change } from '#emulator/bank/month/types.ts';
import { createFaults } from '#emulator/faults/faults.ts';
import { type FaultPlan, readFaultPlan } from '#emulator/faults/plan.ts';
import { uuidOf } from '#emulator/bank/ids.ts';
import { answerMonth } from '#emulator/month-door.ts';
import { createPager } from '#emulator/paging.ts';
import { createRates } from '#emulator/rates.ts';
import { awsJson } from '#emulator/wire/aws-json.ts';
import type { WireRequest } from '#emulator/wire/protocol.ts';
import { queryXml } from '#emulator/wire/query-xml.ts';
import { restJson } from '#emulator/wire/rest-json.ts';

export type { Bank } from '#emulator/bank/bank.ts';
export type { Change } from '#emulator/bank/month/types.ts';
export type { FaultPlan, FaultRule } from '#emulator/faults/plan.ts';
export type { RequestRecord } from '#emulator/dispatch.ts';

export interface EmulatorOptions {
  /** 0, the default, takes any free port */
  readonly port?: number;
  readonly seed?: number;
  readonly assets?: number;
  readonly columnsPerAsset?: number;
  readonly terms?: number;
  readonly glossaries?: number;
  readonly projects?: number;
  /** domain units, 1 to 500 */
  readonly units?: number;
  readonly identityUsers?: number;
  /** edges of lineage between data sets and jobs, up to a million; absent: the story's own, and some more */
  readonly lineageEdges?: number;
  /** `published` (default): AWS's rates, 429 above them; `off`: none */
  readonly rates?: 'published' | 'off';
  readonly faults?: FaultPlan;
  /** epoch milliseconds; rates, token expiry and the times of edits go by it */
  readonly clock?: () => number;
  readonly region?: string;
  /** page tokens expire after this; absent: never */
  readonly pageTokenTtlMs?: number;
  /** what `intValue` means in filters on creationTime and lastUpdatedTime; AWS does not document it */
  readonly timeFilterUnit?: 'seconds' | 'milliseconds';
  /** true: Search(ASSET) without an owning project is a ValidationException; AWS does not document it */
  readonly assetSearchNeedsProject?: boolean;
  /** milliseconds until a published listing is ACTIVE; 0, the default: at the next request */
  readonly listingDelayMs?: number;
  /** milliseconds a metadata generation run takes; 100 when absent */
  readonly generationMs?: number;
  /** true: starts in the state after the scripted month */
  readonly month?: boolean;
}

/** A running emulator. */
export interface Emulator {
  /** `http://127.0.0.1:<port>`, for every service */
  readonly endpoint: string;
  readonly region: string;
  readonly domainId: string;
  /** the account a caller acts in unless the access key names another of the bank's accounts */
  readonly accountId: string;
  readonly identityStoreId: string;
  readonly bank: Bank;
  /** replaces the fault plan; counters and dice start anew */
  readonly setFaults: (plan: FaultPlan) => void;
  /**
   * Lets the scripted month happen, dated from `since` (epoch milliseconds; 30 days ago) until now; answers what two
   * pulls around it must differ in. Throws RangeError the second time.
   */
  readonly applyMonth: (since?: number) => readonly Change[];
  /** the latest requests, oldest first; at most 50 000 are kept */
  readonly requests: readonly RequestRecord[];
  /** stops answering and drops every open connection */
  readonly close: () => Promise<void>;
}

export const DEFAULT_REGION = 'ap-southeast-2';
const BODY_LIMIT = 10 * 1024 * 1024;
const RECORDS_KEPT = 50_000;

const readBody = (request: IncomingMessage): Promise<string | undefined> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= BODY_LIMIT) chunks.push(chunk);
      else resolve(undefined);
    });
    request.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    request.on('error', reject);
  });

const wireRequest = (request: IncomingMessage, body: string): WireRequest => {
  const url = request.url ?? '/';
  const question = url.indexOf('?');
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return {
    method: request.method ?? 'GET',
    path: question < 0 ? url : url.slice(0, question),
    query: question < 0 ? '' : url.slice(question + 1),
    headers,
    body,
  };
};

const send = (response: ServerResponse, outcome: Outcome): void => {
  if (outcome.kind === 'stall') return;
  if (outcome.kind === 'drop') {
    response.destroy();
    return;
  }
  const body = Buffer.from(outcome.answer.body);
  response.writeHead(outcome.answer.status, { ...outcome.answer.headers, 'content-length': body.length });
  if (outcome.kind === 'answer') {
    response.end(body);
    return;
  }
  response.write(body.subarray(0, outcome.bytes), () => response.destroy());
};

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    // Loopback only: the emulator checks no signature and must never face a network.
    server.listen(port, '127.0.0.1', () => {
      server.removeListener('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });

/**
 * Starts a loopback server that speaks DataZone, Glue, Lake Formation, Identity Store, Organizations and STS to the real SDK clients, over a sample
 * bank. Resolves when it listens. Rejects with RangeError for contradicting sizes and with the socket's error when the
 * port is taken.
 */
export const startEmulator = async (options: EmulatorOptions = {}): Promise<Emulator> => {
  const { seed = 1, region = DEFAULT_REGION, clock = Date.now } = options;
  const bank = createBank({ ...options, seed, region }, clock);
  if (options.month) applyMonth(bank);
  let faults = createFaults(readFaultPlan(options.faults ?? {}));
  const requests: RequestRecord[] = [];
  let served = 0;
  const dispatch = createDispatcher({
    bank,
    region,
    clock,
    pager: createPager({ seed, clock, ttlMs: options.pageTokenTtlMs }),
    rates: createRates(options.rates ?? 'published', clock),
    faults: () => faults,
    protocols: [
      restJson('DataZone', /^\/(?:v2\/domains|tags)(?:\/|$)/),
      awsJson('Glue'),
      awsJson('IdentityStore'),
      awsJson('Organizations', {
        ThrottlingException: 'TooManyRequestsException',
        ValidationException: 'InvalidInputException',
        InternalServerException: 'ServiceException',
      }),
      restJson('LakeFormation', /^\/[A-Z]\w+$/, {
        ThrottlingException: 'ThrottledException',
        InternalServerException: 'InternalServiceException',
      }),
      queryXml('STS', 'https://sts.amazonaws.com/doc/2011-06-15/'),
    ],
    timeFilterUnit: options.timeFilterUnit ?? 'seconds',
    assetSearchNeedsProject: options.assetSearchNeedsProject ?? false,
    delays: { listingMs: options.listingDelayMs ?? 0, generationMs: options.generationMs ?? 100 },
    nextRequestId: () => {
      served += 1;
      return uuidOf(seed, 'request', served);
    },
    record: (record) => {
      requests.push(record);
      if (requests.length > RECORDS_KEPT) requests.splice(0, RECORDS_KEPT / 10);
    },
  });

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    try {
      const body = await readBody(request);
      if (body === undefined) {
        response
          .writeHead(413, { 'content-type': 'application/json', connection: 'close' })
          .end('{"message":"Request is too large."}');
        return;
      }
      const wire = wireRequest(request, body);
      const told = answerMonth(bank, wire);
      send(response, told ? { kind: 'answer', answer: told } : await dispatch(wire, gone.signal));
    } catch {
      response.destroy();
    }
  };

  const sockets = new Set<Socket>();
  const server = createServer(
    { maxHeaderSize: 32 * 1024, keepAliveTimeout: 30_000, requestTimeout: 60_000 },
    (request, response) => void answer(request, response),
  );
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
    else socket.destroy();
  });
  const port = await listen(server, options.port ?? 0);

  return {
    endpoint: `http://127.0.0.1:${port}`,
    region,
    domainId: bank.domain.id,
    accountId: bank.callerOf('').accountId,
    identityStoreId: bank.identityStoreId,
    bank,
    setFaults: (plan) => {
      faults = createFaults(readFaultPlan(plan));
    },
    applyMonth: (since) => applyMonth(bank, since),
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
};
