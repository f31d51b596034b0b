import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AssetId } from '#shared/catalog.ts';
import type { Emulator } from '#emulator/server.ts';
import { type BankPage, expectAccessible, openBankPage, pulledWorkspace, startBank } from './bank-page.ts';

/* From an edit on an asset's page to what AWS holds: staged, marked, reviewed, taken back, approved, pushed, settled. */

let far: Emulator;
let bank: BankPage;
let page: Page;
let asset: { id: AssetId; name: string };
let others: AssetId[];
beforeAll(async () => {
  [far, bank] = await Promise.all([startBank({ assets: 60 }), openBankPage()]);
  page = bank.page;
  await pulledWorkspace(bank, far);
  const { items } = await bank.core.client.catalog.search({ text: 'customer', status: ['published'], limit: 10 });
  const [first, ...rest] = items;
  if (!first || rest.length < 2) throw new Error('the bank has too few published assets about customers');
  asset = first;
  others = rest.map(({ id }) => id);
});
afterAll(async () => {
  expect(bank.broken).toEqual([]);
  await bank.close();
  await far.close();
});

const assetPage = () => bank.go(`/catalog/${asset.id}`);
const lines = () => page.getByRole('grid', { name: 'Lines of the change set' });
const said = (text: string | RegExp) => page.getByRole('status').getByText(text);
const openSet = async () => {
  const { items } = await bank.core.client.changes.sets({ state: ['open'] });
  return items[0];
};
const press = async (name: string | RegExp) =>
  page
    .getByRole('button', { name, exact: typeof name === 'string' })
    .first()
    .click();
const staged = async () => (await openSet())?.lines ?? 0;

describe('on the asset’s page', () => {
  it('nothing is staged at first, and the list of change sets says how that comes about', async () => {
    await bank.go('/change-sets');
    await page.getByText('Nothing is staged').waitFor();
    await expectAccessible(page, 'no change sets');
  });

  it('the description is edited in place and marked', async () => {
    await assetPage();
    await press('Edit the description');
    await page.getByRole('textbox', { name: 'Description' }).fill('Every customer of AnyBank, once.');
    await expectAccessible(page, 'a description being edited');
    await page.keyboard.press('Control+Enter');
    await page.getByText('1 change staged').waitFor();
    await page.locator('.mw-main').getByText('Every customer of AnyBank, once.').first().waitFor();
    await press('Show what it was');
    await page.locator('.mw-change-value del').first().waitFor();
    expect(far.bank.assets.byId(asset.id)?.description).not.toContain('once');
  });

  it('business terms are taken off and added, by name', async () => {
    const before = (await bank.core.client.catalog.asset({ assetId: asset.id })).terms;
    await press('Edit the business terms');
    await page.getByRole('button', { name: 'Business terms' }).click();
    const options = page.getByRole('option');
    await options.first().waitFor();
    const names: string[] = [];
    for (const option of await options.all()) {
      if (names.length === 2) break;
      if ((await option.getAttribute('aria-selected')) === 'true') continue;
      const name = (await option.innerText()).split('\n')[0]?.trim() ?? '';
      if (name === '' || before.some((term) => term.name === name)) continue;
      await option.click();
      names.push(name);
    }
    expect(names).toHaveLength(2);
    await page.keyboard.press('Escape');
    await press('Stage');
    await page.getByText('2 changes staged').waitFor();
    for (const name of names) await page.locator('ins.mw-term-coming').getByText(name, { exact: true }).waitFor();
    expect(await staged()).toBe(3);
    await expectAccessible(page, 'an asset with staged values');
  });

  it('a column’s words are edited below the grid', async () => {
    await page.getByRole('grid', { name: 'Columns' }).focus();
    await press('Edit the column');
    await page.getByRole('textbox', { name: /^Business name of/ }).fill('Customer number');
    await page.getByRole('textbox', { name: 'Description' }).fill('Never used twice.');
    await expectAccessible(page, 'a column being edited');
    await press('Stage');
    await page.getByText('2 changes staged').waitFor();
    await page.getByRole('grid', { name: 'Columns' }).getByText('Customer number').waitFor();
    await page.getByRole('grid', { name: 'Columns' }).getByText('staged', { exact: true }).waitFor();
    expect(await staged()).toBe(5);
    await page.getByRole('banner').getByText('5 staged').waitFor();
  });

  it('the notice takes the last step back, and the palette’s shortcut does it again', async () => {
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await said(/^Undone: Edit the column/).waitFor();
    await expect.poll(staged).toBe(3);
    await expect.poll(async () => (await bank.core.client.changes.steps()).forth).toMatch(/^Edit the column/);
    await page.waitForTimeout(600);
    await page.keyboard.press('Control+Shift+z');
    await said(/^Done again: Edit the column/).waitFor();
    await expect.poll(staged).toBe(5);
  });
});

describe('the review', () => {
  it('shows every line before and after, by keyboard', async () => {
    await page.keyboard.press('Shift+r');
    await page.waitForURL(/change-sets\/(?!open)/);
    await lines().getByRole('rowheader', { name: asset.name }).first().waitFor();
    expect(await lines().getAttribute('aria-rowcount')).toBe('6');
    await lines().focus();
    await page.keyboard.press('Control+Home');
    await expectAccessible(page, 'the review');
    const details = page.getByRole('region', { name: /row in hand/ });
    await details.getByRole('button', { name: 'Take this line back' }).waitFor();
    await page
      .getByRole('grid', { name: /^Entities of this set/ })
      .getByText(asset.name)
      .click();
    await page.waitForURL(/id=/);
    expect(await lines().getByRole('columnheader', { name: 'Entity' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Clear filters' }).click();
  });

  it('copies what is chosen', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await lines().focus();
    await page.keyboard.press('Control+a');
    await page.getByText('5 lines chosen').waitFor();
    await page.keyboard.press('Space');
    await page.getByText('4 lines chosen').waitFor();
    await page.keyboard.press('Control+c');
    await said('4 lines copied').waitFor();
    const rows = (await page.evaluate(() => navigator.clipboard.readText())).split(/\r?\n/);
    expect(rows).toHaveLength(5);
    expect(rows[1]).toContain(asset.name);
    await page.keyboard.press('Escape');
    await page.getByText('No line is chosen.').waitFor();
  });

  it('takes a line back with Delete, and brings it again', async () => {
    await lines().focus();
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Delete');
    await said('1 line taken back').waitFor();
    await expect.poll(() => lines().getAttribute('aria-rowcount')).toBe('5');
    await page.keyboard.press('Control+z');
    await said(/^Undone: Take back 1 line/).waitFor();
    await expect.poll(() => lines().getAttribute('aria-rowcount')).toBe('6');
  });

  it('is given a title and a note', async () => {
    await press('Edit title and note');
    const dialog = page.getByRole('dialog', { name: 'Title and note' });
    await dialog.getByRole('textbox', { name: 'Title' }).fill('Customer words');
    await dialog.getByRole('textbox', { name: 'Note' }).fill('Agreed with the stewards.');
    await expectAccessible(page, 'title and note');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Customer words', level: 1 }).waitFor();
  });

  it('waits for a second person where one has to approve', async () => {
    await bank.go('/settings');
    await page.getByLabel('A second person approves').click();
    await said('From now on a second person approves').waitFor();
    await page.keyboard.press('Shift+r');
    await press('Propose');
    await said(/^Proposed/).waitFor();
    const approve = page.getByRole('button', { name: 'Approve…' });
    await approve.waitFor();
    expect(await approve.getAttribute('aria-disabled')).toBe('true');
    await bank.core.client.changes.setRules({ secondPerson: false });
    await expect.poll(() => approve.getAttribute('aria-disabled')).not.toBe('true');
  });

  it('is approved', async () => {
    await press('Approve…');
    const dialog = page.getByRole('dialog', { name: 'Approve this change set' });
    await expectAccessible(page, 'the approval');
    await dialog.getByRole('button', { name: 'Approve' }).click();
    await page.getByRole('button', { name: 'Push…' }).waitFor();
  });
});

describe('the push', () => {
  it('says what it would write, and writes it', async () => {
    await press('Push…');
    const dialog = page.getByRole('dialog', { name: 'Push to AWS' });
    await dialog.getByText('5 changes').waitFor();
    await dialog.getByText(asset.name).waitFor();
    await dialog.getByText(/^One of the changed assets is published now/).waitFor();
    await expectAccessible(page, 'the push, asked');
    await dialog.getByRole('button', { name: 'Push' }).click();
    await page.getByText('Pushed: AWS holds everything this set wanted').waitFor();
    await page.getByText('Closed', { exact: true }).first().waitFor();
    expect(far.bank.assets.byId(asset.id)?.description).toBe('Every customer of AnyBank, once.');
    await expectAccessible(page, 'a pushed set');
  });

  it('shows three sides where somebody was faster, and settles by hand', async () => {
    const [first, second] = others as [AssetId, AssetId];
    await bank.core.client.changes.stage({
      lines: [first, second].map((id) => ({
        kind: 'asset' as const,
        id,
        field: 'description',
        op: 'set' as const,
        value: 'Mine.',
      })),
    });
    far.bank.edit.describeAsset(first, 'Theirs, the first.');
    far.bank.edit.describeAsset(second, 'Theirs, the second.');
    const setId = (await openSet())?.id ?? '';
    await bank.core.client.changes.propose({ setId });
    await bank.core.client.changes.approve({ setId });
    await bank.go(`/change-sets/${setId}`);
    await press('Push…');
    await page.getByRole('dialog').getByRole('button', { name: 'Push' }).click();
    await page.getByText('2 lines are in conflict with AWS').waitFor();
    await page.getByText('Pushed in part: something is left to do').waitFor();
    const details = page.getByRole('region', { name: /row in hand/ });
    await details.getByText(/Theirs, the/).waitFor();
    await expectAccessible(page, 'two conflicts');
    await page.getByRole('group', { name: 'Changed by somebody else' }).getByRole('link', { name: '2 lines' }).click();
    await page.waitForURL(/conflict=value/);
    await expect.poll(() => lines().getAttribute('aria-rowcount')).toBe('3');
    await page.getByRole('checkbox', { name: 'Changed by somebody else' }).uncheck();
    await page.waitForURL(/change-sets\/[^?]+$/);
    await details.getByRole('button', { name: 'Keep theirs' }).click();
    await said('1 line given up').waitFor();
    await page.getByText('One line is in conflict with AWS').waitFor();
    await lines().focus();
    await page.keyboard.press('ArrowDown');
    await press('Use mine: Changed by somebody else');
    // The bank refuses to publish some assets as they are; what is to be seen here is the description.
    await page.getByRole('button', { name: 'Push again…' }).click();
    await page.getByLabel('Publish changed assets again').uncheck();
    await page.getByRole('dialog').getByRole('button', { name: 'Push' }).click();
    await page.getByText('Pushed: AWS holds everything this set wanted').waitFor();
    const written = [first, second].map((id) => far.bank.assets.byId(id)?.description);
    expect(written.filter((text) => text === 'Mine.')).toHaveLength(1);
    expect(written.filter((text) => text?.startsWith('Theirs'))).toHaveLength(1);
  });

  it('is undone as a set of its own', async () => {
    await press('Undo this set…');
    await page.getByRole('heading', { name: /^Undo: / }).waitFor();
    await page.getByText('takes another set back').waitFor();
    expect(await staged()).toBe(1);
    await bank.go('/change-sets');
    await page.getByRole('grid', { name: 'Change sets' }).getByRole('link', { name: 'Customer words' }).waitFor();
    await expectAccessible(page, 'the change sets');
  });

  it('shows alone what has moved underneath, and takes no other line back', async () => {
    const { client } = bank.core;
    const { setId } = await client.changes.stage({
      lines: [{ kind: 'asset', id: asset.id, field: 'description', op: 'set', value: 'Mine again.' }],
    });
    expect(await staged()).toBe(2);
    await bank.go(`/change-sets/${setId}`);
    await expect.poll(() => lines().getAttribute('aria-rowcount')).toBe('3');
    far.bank.edit.describeAsset(asset.id, 'Theirs again.');
    await client.sync.refreshAsset({ assetId: asset.id });
    await page.getByRole('link', { name: 'Show it' }).click();
    await expect.poll(() => lines().getAttribute('aria-rowcount')).toBe('2');
    await lines().getByText('Mine again.').waitFor();
    await press('Choose all');
    await press('Take back');
    await said('1 line taken back').waitFor();
    await expect.poll(staged).toBe(1);
  });
});

describe('a push that does not go through', () => {
  const pushed = async () => {
    await page.getByRole('button', { name: /^Push/ }).click();
    await page.getByLabel('Publish changed assets again').uncheck();
    await page.getByRole('dialog').getByRole('button', { name: 'Push' }).click();
  };

  it('is seen while it runs, and stopped', async () => {
    far.setFaults({ rules: [{ match: { operation: 'CreateAssetRevision' }, action: { kind: 'stall' } }] });
    const setId = (await openSet())?.id ?? '';
    await bank.core.client.changes.propose({ setId });
    await bank.core.client.changes.approve({ setId });
    await bank.go(`/change-sets/${setId}`);
    await pushed();
    await page.getByRole('heading', { name: 'Pushing to AWS' }).waitFor();
    await page.getByRole('progressbar', { name: 'Progress of the push' }).waitFor();
    expect(await page.getByRole('button', { name: /^Push/ }).getAttribute('aria-disabled')).toBe('true');
    await expectAccessible(page, 'a push that runs');
    await page.getByRole('button', { name: 'Cancel: Push' }).first().click();
    await page.getByText('Push: cancelled').waitFor();
    await page.getByRole('heading', { name: 'Pushing to AWS' }).waitFor({ state: 'detached' });
    far.setFaults({});
  });

  it('says where a right is missing, and goes on once it was given', async () => {
    far.setFaults({ rules: [{ match: { operation: 'CreateAssetRevision' }, action: { kind: 'accessDenied' } }] });
    await pushed();
    await page.getByText('AWS does not let you write this.').first().waitFor();
    await page
      .getByText(/E_[A-Z_]+/)
      .first()
      .waitFor();
    far.setFaults({});
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Command' }).waitFor();
    await page.keyboard.type('use mine');
    await page.keyboard.press('Enter');
    await said('1 line staged again').waitFor();
    await pushed();
    await page.getByText('Pushed: AWS holds everything this set wanted').waitFor();
    await page.getByText('Closed', { exact: true }).first().waitFor();
  });
});

describe('what cannot be', () => {
  it('a set that is not there is told with the next step', async () => {
    await bank.go('/change-sets/no-such-set');
    await page.getByText('E_SET_UNKNOWN').waitFor();
  });

  it('the past is only looked at', async () => {
    const { client } = bank.core;
    const [run] = (await client.sync.runs({ limit: 50 })).items.filter(({ kind, kept }) => kind === 'pull' && kept);
    await client.sync.asOf({ runId: run?.id ?? 0 });
    await page.getByText(/^You are looking at/).waitFor();
    await assetPage();
    await page.getByRole('heading', { name: asset.name, level: 1 }).waitFor();
    await page.getByRole('grid', { name: 'Columns' }).waitFor();
    expect(await page.getByRole('button', { name: /^Edit/ }).count()).toBe(0);
    await page.getByRole('button', { name: 'Back to now' }).click();
    await page.getByRole('button', { name: 'Edit the description' }).waitFor();
  });
});

describe.each([
  { theme: 'light', width: 1024 },
  { theme: 'dark', width: 1280 },
] as const)('in $theme, $width wide', ({ theme, width }) => {
  it('nothing is to blame', async () => {
    await page.setViewportSize({ width, height: 860 });
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    const { items } = await bank.core.client.changes.sets({});
    for (const route of ['/change-sets', ...items.map(({ id }) => `/change-sets/${id}`), `/catalog/${asset.id}`]) {
      await bank.go(route);
      await page.waitForTimeout(400);
      await expectAccessible(page, route);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(wide, `${route} is wider than the window`).toBeLessThanOrEqual(0);
    }
  });
});
