import type { Connection } from '#shared/sync.ts';
import type { Endpoints } from '../aws/endpoints.ts';
import type { Context } from '../context.ts';
import type { Db } from '../db/open.ts';
import { Failure } from '../failure.ts';

export interface ConnectionRow {
  kind: Connection['kind'];
  profile: string | null;
  region: string | null;
  domain_id: string | null;
  identity_store_id: string | null;
  endpoint: string | null;
  account_id: string | null;
  arn: string | null;
  user_id: string | null;
  identity_at: string | null;
}

export function connectionRow(db: Db): ConnectionRow {
  const row = db.prepare<[], ConnectionRow>('SELECT * FROM connection WHERE one = 1').get();
  if (row === undefined) throw new Error('the workspace has no connection row');
  return row;
}

export const isAllowed = (db: Db, endpoint: string): boolean =>
  db.prepare('SELECT 1 FROM endpoint_consent WHERE endpoint = ?').get(endpoint) !== undefined;

/** Stops what would call one of these addresses without the one-time yes. @param foreign none of them AWS's own */
export function refuseUnallowed(db: Db, foreign: readonly string[]): void {
  const unallowed = foreign.find((endpoint) => !isAllowed(db, endpoint));
  if (unallowed !== undefined)
    throw new Failure(
      'denied',
      'E_ENDPOINT_CONSENT',
      `Calls would go to ${unallowed}, which is not AWS’s own address.`,
      'Allow this address once in the connection, or remove the override.',
      { endpoint: unallowed },
    );
}

/** Where the calls of this connection go; the sample bank's emulator is started on first use. */
export async function endpointsOf(context: Context, row: ConnectionRow): Promise<Endpoints> {
  if (row.kind === 'sample') {
    const [{ endpoint }, { everyService }] = await Promise.all([context.sample(), import('../aws/endpoints.ts')]);
    return { of: everyService(endpoint), source: 'sample', foreign: [] };
  }
  const [{ endpointsFor }, { profileEndpoints }] = await Promise.all([
    import('../aws/endpoints.ts'),
    import('../aws/profiles.ts'),
  ]);
  return endpointsFor(context.env, await profileEndpoints(context.env, row.profile), row.endpoint);
}

/** What a pull needs to know before its first call; throws what the person has to settle first. */
export interface Target {
  row: ConnectionRow;
  region: string;
  domainId: string | null;
  identityStoreId: string | null;
  endpoints: Endpoints;
}

export async function targetOf(context: Context): Promise<Target> {
  const db = context.desk.db;
  const row = connectionRow(db);
  if (row.kind === 'none')
    throw new Failure(
      'invalid',
      'E_NOT_CONNECTED',
      'This workspace is not connected to AWS.',
      'Choose a profile, region and domain in its connection.',
    );
  const endpoints = await endpointsOf(context, row);
  refuseUnallowed(db, endpoints.foreign);
  if (row.kind === 'sample') {
    const sample = await context.sample();
    return {
      row,
      region: sample.region,
      domainId: sample.domainId,
      identityStoreId: sample.identityStoreId,
      endpoints,
    };
  }
  return { row, region: row.region ?? '', domainId: row.domain_id, identityStoreId: row.identity_store_id, endpoints };
}
