import { expect, test } from 'vitest';
import { record } from '#core/audit/record.ts';
import { startWithWorkspace } from '../start-core.ts';

test('every command leaves an entry in its own transaction', async () => {
  const { client, core } = await startWithWorkspace();
  await client.sync.connect({ region: 'ap-southeast-2', domainId: 'dzd_abc123', profile: 'bank' });
  const { items, total } = await client.audit.list({});
  expect(items.map((entry) => entry.action)).toEqual(['sync.connect', 'workspace.create']);
  expect(total).toBe(2);
  expect(items[0]?.details).toContain('bank');
  const { db } = core.context.desk;
  expect(() => record(db, { at: '', actor: 'x', awsArn: null, action: 'x', entity: null, details: {} })).toThrow(
    /transaction/,
  );
});

test('an entry never changes, never goes, and none is slipped in between', async () => {
  const { core } = await startWithWorkspace();
  const { db } = core.context.desk;
  const insert = (seq: number, verb = 'INSERT') =>
    db.prepare(`${verb} INTO audit (seq, at, actor, action, details) VALUES (?, 't', 'a', 'x', '{}')`).run(seq);
  expect(() => db.prepare("UPDATE audit SET actor = 'mallory'").run()).toThrow(/never change/);
  expect(() => db.prepare('DELETE FROM audit').run()).toThrow(/never deleted/);
  expect(() => insert(5)).toThrow(/without gaps/);
  expect(() => insert(1, 'INSERT OR REPLACE')).toThrow(/without gaps|never/);
  expect(() => insert(2)).not.toThrow();
});

test('a command that fails leaves neither its effect nor its entry', async () => {
  const { core, client } = await startWithWorkspace();
  const { desk } = core.context;
  expect(() =>
    desk.write({ action: 'test', entity: null, details: {} }, (db) => {
      db.prepare("UPDATE connection SET region = 'x'").run();
      throw new Error('no');
    }),
  ).toThrow('no');
  expect((await client.sync.connection()).region).toBeNull();
  expect((await client.audit.list({})).total).toBe(1);
});

test('the trail is searched as text, wildcards included', async () => {
  const { client } = await startWithWorkspace();
  await client.sync.connect({ region: 'ap-southeast-2', profile: '100%_sure' });
  expect((await client.audit.list({ text: '100%_s' })).total).toBe(1);
  expect((await client.audit.list({ text: '100__s' })).total).toBe(0);
});
