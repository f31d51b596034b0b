import { openSearchIndex } from '../catalog/search/live.ts';
import type * as z from 'zod';
import type { Connection, sync } from '#shared/sync.ts';
import { isAws } from '../aws/endpoints.ts';
import type { Context } from '../context.ts';
import type { Db } from '../db/open.ts';
import { Failure } from '../failure.ts';
import type { Retention } from '#shared/history.ts';
import type { Schedule } from '#shared/sync.ts';
import { connectionRow } from './connection.ts';
import { history } from './retention.ts';
import { schedule } from './timer.ts';
import { connectionOf } from './queries.ts';

type ConnectInput = z.infer<NonNullable<(typeof sync.connect)['~orpc']['inputSchema']>>;

/** Set the connection; a workspace holds one domain for ever, because its history is that domain's. */
export function connect(context: Context, input: ConnectInput): Promise<Connection> {
  context.desk.write({ action: 'sync.connect', entity: input.domainId, details: { ...input } }, (db) => {
    const before = connectionRow(db);
    if (before.kind === 'sample')
      throw new Failure(
        'conflict',
        'E_SAMPLE',
        'This is the sample bank; it stays connected to its own emulator.',
        'Create a workspace of your own and connect that.',
      );
    const held = db.prepare('SELECT id FROM remote_domain').pluck().get() as string | undefined;
    if (held !== undefined && (held !== (input.domainId ?? held) || before.region !== input.region))
      throw new Failure(
        'conflict',
        'E_DOMAIN_CHANGE',
        `This workspace holds domain ${held} in ${before.region}.`,
        'Create another workspace for another domain.',
        { domainId: held },
      );
    db.prepare(
      `UPDATE connection SET kind = 'aws', profile = ?, region = ?, domain_id = ?, identity_store_id = ?, endpoint = ?,
         account_id = NULL, arn = NULL, user_id = NULL, identity_at = NULL`,
    ).run(input.profile, input.region, input.domainId ?? held ?? null, input.identityStoreId, input.endpoint);
    if (input.allowEndpoint && input.endpoint !== null) consent(db, context, input.endpoint);
  });
  return connectionOf(context);
}

/** The one-time yes to an address that is not AWS's own. */
export function allowEndpoint(context: Context, input: { endpoint: string }): Promise<Connection> {
  if (!URL.canParse(input.endpoint) || isAws(input.endpoint))
    throw new Failure(
      'invalid',
      'E_ENDPOINT',
      `“${input.endpoint}” needs no consent or is not an address.`,
      'Give the address as it is shown in the connection.',
    );
  context.desk.write({ action: 'sync.allowEndpoint', entity: input.endpoint, details: {} }, (db) =>
    consent(db, context, input.endpoint),
  );
  return connectionOf(context);
}

function consent(db: Db, context: Context, endpoint: string): void {
  db.prepare('INSERT OR IGNORE INTO endpoint_consent (endpoint, at, actor) VALUES (?, ?, ?)').run(
    endpoint,
    context.clock().toISOString(),
    context.actor,
  );
}

/** Let pulls begin by themselves, or no longer. */
export function setSchedule(context: Context, input: Schedule) {
  context.desk.write({ action: 'sync.setSchedule', entity: null, details: { ...input } }, (db) =>
    db.prepare('UPDATE sync_setting SET every_minutes = ?, mode = ?').run(input.everyMinutes, input.mode),
  );
  return schedule(context);
}

export function setRetention(context: Context, input: Retention) {
  context.desk.write({ action: 'sync.setRetention', entity: null, details: { ...input } }, (db) =>
    db
      .prepare('UPDATE sync_setting SET all_days = ?, daily_days = ?, monthly_months = ?')
      .run(input.allDays, input.dailyDays, input.monthlyMonths),
  );
  return history(context);
}

/** Leave the past moment the console shows. */
export function present(context: Context): { left: number | null } {
  const left = context.desk.past?.run ?? null;
  context.desk.look(null);
  openSearchIndex(context.desk.db, () => context.announce(['catalog']));
  return { left };
}
