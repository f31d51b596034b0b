import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { orphanAccount } from '#emulator/bank/organization.ts';
import { type Emulator, startEmulator } from '#emulator/server.ts';
import { type Clients, clientsOf, failureOf, sendByName } from '#test/emulator/clients.ts';

let emulator: Emulator;
let clients: Clients;

beforeEach(async () => {
  emulator = await startEmulator({ rates: 'off' });
  clients = clientsOf(emulator);
});
afterEach(async () => {
  clients.destroy();
  await emulator.close();
});

const ask = (operation: string, input: object = {}) => sendByName(clients, 'Organizations', operation, input);
const idsOf = (answer: Record<string, unknown>, list: string): string[] =>
  (answer[list] as { Id: string }[]).map(({ Id }) => Id);

describe('the tree', () => {
  test('walking down from the root meets every unit and account once', async () => {
    const { bank } = emulator;
    const [root = ''] = idsOf(await ask('ListRoots'), 'Roots');
    const units: string[] = [];
    const accounts: string[] = [];
    for (const parents = [root]; parents.length > 0; ) {
      const ParentId = parents.shift();
      const below = idsOf(await ask('ListOrganizationalUnitsForParent', { ParentId }), 'OrganizationalUnits');
      units.push(...below);
      parents.push(...below);
      accounts.push(...idsOf(await ask('ListAccountsForParent', { ParentId }), 'Accounts'));
    }
    const counts = bank.counts();
    expect(new Set(units).size).toBe(counts.organizationalUnits);
    expect(units).toHaveLength(counts.organizationalUnits);
    expect(accounts.toSorted()).toEqual(idsOf(await ask('ListAccounts'), 'Accounts').toSorted());
    expect(accounts).toHaveLength(counts.accounts);
  });

  test('paths lead where the parents lead', async () => {
    const { organization } = emulator.bank;
    const { Accounts } = await ask('ListAccounts');
    for (const account of Accounts as { Id: string; Paths: string[] }[]) {
      const steps = [account.Id];
      while (steps[0] !== organization.rootId) {
        const { Parents } = await ask('ListParents', { ChildId: steps[0] });
        steps.unshift((Parents as { Id: string }[])[0]?.Id ?? '');
      }
      expect(account.Paths).toEqual([`${organization.id}/${steps.join('/')}/`]);
    }
  });

  test('one account hangs on the root, and no project works in it', () => {
    const { organization, projects } = emulator.bank;
    expect(organization.accounts.get(orphanAccount)?.parentId).toBe(organization.rootId);
    expect(projects.list().some(({ accountId }) => accountId === orphanAccount)).toBe(false);
  });
});

describe('who may look', () => {
  test('a member account may not, but may know which organization it is in', async () => {
    const member = clientsOf(emulator, { accessKeyId: 'AKIA222233334444' });
    expect((await failureOf(sendByName(member, 'Organizations', 'ListAccounts', {}))).name).toBe(
      'AccessDeniedException',
    );
    expect(await sendByName(member, 'Organizations', 'DescribeOrganization', {})).toMatchObject({
      Organization: { Id: emulator.bank.organization.id },
    });
    member.destroy();
  });

  test.each([
    ['DescribeAccount', { AccountId: '000000000000' }, 'AccountNotFoundException'],
    ['ListAccountsForParent', { ParentId: 'ou-zzzz-zzzzzzzz' }, 'ParentNotFoundException'],
    ['ListOrganizationalUnitsForParent', { ParentId: 'r-zzzz' }, 'ParentNotFoundException'],
    ['ListParents', { ChildId: '000000000000' }, 'ChildNotFoundException'],
    ['ListTagsForResource', { ResourceId: '000000000000' }, 'TargetNotFoundException'],
  ])('%s of what is not there', async (operation, input, code) => {
    const failure = await failureOf(ask(operation, input));
    expect([failure.name, failure.$metadata?.httpStatusCode]).toEqual([code, 400]);
  });
});

describe('changes', () => {
  test('an account that moves changes its parent and path, and nothing else', async () => {
    const { edit, organization } = emulator.bank;
    const describeIt = async () =>
      (await ask('DescribeAccount', { AccountId: orphanAccount }))['Account'] as Record<string, unknown>;
    const before = await describeIt();
    const home = organization.units.list().find(({ name }) => name === 'Suspended')?.id ?? '';
    edit.moveAccount(orphanAccount, home);
    const after = await describeIt();
    expect(after).toEqual({
      ...before,
      Paths: [`${organization.id}/${organization.rootId}/${home}/${orphanAccount}/`],
    });
  });

  test('a unit comes, is renamed, and goes when it is empty', async () => {
    const { edit, organization } = emulator.bank;
    const unit = edit.addUnit('Quarantine', organization.rootId);
    edit.renameUnit(unit.id, 'Isolation');
    edit.moveAccount(orphanAccount, unit.id);
    expect(() => edit.removeUnit(unit.id)).toThrow('not empty');
    edit.moveAccount(orphanAccount, organization.rootId);
    edit.removeUnit(unit.id);
    await expect(ask('ListAccountsForParent', { ParentId: unit.id })).rejects.toThrow();
  });

  test('an edit of what is not there fails', () => {
    const { edit, organization } = emulator.bank;
    expect(() => edit.moveAccount('000000000000', organization.rootId)).toThrow(RangeError);
    expect(() => edit.moveAccount(orphanAccount, 'ou-none-nonenone')).toThrow(RangeError);
  });
});
