import { Readable } from 'node:stream';
import * as datazone from '@aws-sdk/client-datazone';
import * as glue from '@aws-sdk/client-glue';
import * as identitystore from '@aws-sdk/client-identitystore';
import * as lakeformation from '@aws-sdk/client-lakeformation';
import * as organizations from '@aws-sdk/client-organizations';
import * as sts from '@aws-sdk/client-sts';
import type { ServiceName } from '#emulator/facts.ts';
import type { Emulator } from '#emulator/server.ts';

export const sdks: Readonly<Record<ServiceName, object>> = {
  DataZone: datazone,
  Glue: glue,
  IdentityStore: identitystore,
  LakeFormation: lakeformation,
  Organizations: organizations,
  STS: sts,
};

/** An answer as it came over the wire, before the SDK looked at it. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface ClientOptions {
  readonly accessKeyId?: string;
  readonly region?: string;
  readonly maxAttempts?: number;
  readonly requestTimeout?: number;
}

interface Handler {
  handle: (
    ...parts: unknown[]
  ) => Promise<{ response: { statusCode: number; headers: Record<string, string>; body: unknown } }>;
}

/** Lets a client's answers pass through, keeping a copy of each. */
const tap = (handler: unknown, kept: RawAnswer[]): void => {
  const tapped = handler as Handler;
  const original = tapped.handle.bind(tapped);
  tapped.handle = async (...parts) => {
    const result = await original(...parts);
    const chunks: Buffer[] = [];
    for await (const chunk of result.response.body as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    kept.push({ status: result.response.statusCode, headers: result.response.headers, body: body.toString('utf8') });
    result.response.body = Readable.from([body]);
    return result;
  };
};

/** Real SDK clients against an emulator, and the raw answers they were given, oldest first. */
export const clientsOf = (emulator: Pick<Emulator, 'endpoint' | 'region'>, options: ClientOptions = {}) => {
  const config = {
    endpoint: emulator.endpoint,
    region: options.region ?? emulator.region,
    credentials: { accessKeyId: options.accessKeyId ?? 'AKIAMESHWARDTEST', secretAccessKey: 'not-a-secret' },
    maxAttempts: options.maxAttempts ?? 1,
    ...(options.requestTimeout === undefined
      ? {}
      : { requestHandler: { requestTimeout: options.requestTimeout, throwOnRequestTimeout: true } }),
  };
  const raw: RawAnswer[] = [];
  const clients = {
    datazone: new datazone.DataZoneClient(config),
    glue: new glue.GlueClient(config),
    identitystore: new identitystore.IdentitystoreClient(config),
    lakeformation: new lakeformation.LakeFormationClient(config),
    organizations: new organizations.OrganizationsClient(config),
    sts: new sts.STSClient(config),
  };
  for (const client of Object.values(clients)) tap(client.config.requestHandler, raw);
  return {
    ...clients,
    raw,
    destroy: () => {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
};

export type Clients = ReturnType<typeof clientsOf>;

type Sender = { send: (command: object) => Promise<Record<string, unknown>> };

/** Sends an operation by name through its real client. */
export const sendByName = async (
  clients: Clients,
  service: ServiceName,
  operation: string,
  input: object,
): Promise<Record<string, unknown>> => {
  const Command = (sdks[service] as Record<string, unknown>)[`${operation}Command`] as new (input: object) => object;
  const client = {
    DataZone: clients.datazone,
    Glue: clients.glue,
    IdentityStore: clients.identitystore,
    LakeFormation: clients.lakeformation,
    Organizations: clients.organizations,
    STS: clients.sts,
  }[service];
  return (client as unknown as Sender).send(new Command(input));
};

/** A hand-made request with a plausible signature, for what the SDK would never send. */
export const rawRequest = async (
  emulator: Pick<Emulator, 'endpoint' | 'region'>,
  request: {
    readonly method?: string;
    readonly path: string;
    readonly service?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
    readonly unsigned?: boolean;
  },
): Promise<RawAnswer> => {
  const scope = `20260630/${emulator.region}/${request.service ?? 'datazone'}/aws4_request`;
  const signature = request.unsigned
    ? {}
    : {
        authorization: `AWS4-HMAC-SHA256 Credential=AKIATEST/${scope}, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`,
        'x-amz-date': '20260630T060000Z',
      };
  const response = await fetch(`${emulator.endpoint}${request.path}`, {
    method: request.method ?? 'GET',
    headers: { ...signature, ...request.headers },
    ...(request.body === undefined ? {} : { body: request.body }),
  });
  return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
};

/** The error a promise rejects with. */
export const failureOf = async (
  promise: Promise<unknown>,
): Promise<Error & { $metadata?: { httpStatusCode?: number; attempts?: number } }> => {
  try {
    await promise;
  } catch (error) {
    return error as Error;
  }
  throw new Error('Nothing failed.');
};
