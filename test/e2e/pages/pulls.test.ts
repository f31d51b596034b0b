import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Emulator } from '#emulator/server.ts';
import { type BankPage, expectAccessible, openBankPage, pull, pulledWorkspace, startBank } from './bank-page.ts';

/* Three pulls of a bank that changes in between: planned, compared, opened again as they were. */

const EVIL = '<img src=x onerror="window.xssRan=1"> \u202Egpj.ecilop';
let far: Emulator;
let bank: BankPage;
let page: Page;
let renamed = { id: '', before: '' };
beforeAll(async () => {
  [far, bank] = await Promise.all([startBank({ assets: 60 }), openBankPage()]);
  page = bank.page;
  await pulledWorkspace(bank, far);
  const [first = 0, second = 0] = far.bank.assets.ordinals();
  renamed = { id: far.bank.assets.at(first).id, before: far.bank.assets.at(first).name };
  far.bank.edit.renameAsset(renamed.id, 'steward_ledger');
  far.bank.edit.describeAsset(renamed.id, 'What the stewards decided, and when.');
  far.bank.edit.renameAsset(far.bank.assets.at(second).id, EVIL);
  expect(await pull(bank.core)).toBe('succeeded');
  expect(await pull(bank.core)).toBe('succeeded');
});
afterAll(async () => {
  expect(bank.broken).toEqual([]);
  await bank.close();
  await far.close();
});

const client = () => bank.core.client;
const newest = async () => (await client().sync.runs({ limit: 1 })).items[0];
const changes = () => page.getByRole('grid', { name: 'Changes' });
const palette = async (words: string) => {
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: 'Command' });
  await expect.poll(() => field.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.type(words);
};
const rowInHand = () => page.getByRole('region', { name: 'Changes: the row in hand' });

describe('a plan', () => {
  it('tells before the pull what it will do, and starts just that', async () => {
    await bank.go('/sync/plan');
    await page
      .getByRole('radio', { name: 'Everything' })
      .or(page.getByRole('button', { name: 'Everything' }))
      .click();
    const { calls, lines } = await client().sync.plan({ mode: 'full' });
    await page.getByText(calls.toLocaleString('en'), { exact: true }).first().waitFor();
    const grid = page.getByRole('grid', { name: 'Plan by kind' });
    expect(await grid.getAttribute('aria-rowcount')).toBe(String(lines.length + 1));
    await page.getByRole('button', { name: 'Start this pull' }).click();
    await expect.poll(newest, { timeout: 90_000 }).toMatchObject({ id: 4, mode: 'full', state: 'complete' });
    const run = await newest();
    // A lower bound, and not one out of the air.
    expect(run?.calls).toBeGreaterThanOrEqual(calls * 0.8);
    expect(run?.calls).toBeLessThanOrEqual(calls * 1.5);
  });
});

describe('the pulls', () => {
  it('stand there newest first; two of them are compared', async () => {
    await bank.go('/sync');
    const pulls = page.getByRole('grid', { name: 'Pulls' });
    await pulls.getByText('#4').waitFor();
    await page.getByRole('checkbox', { name: 'Choose pull 1' }).check();
    await page.getByRole('checkbox', { name: 'Choose pull 3' }).check();
    // A third takes the place of the first.
    await page.getByRole('checkbox', { name: 'Choose pull 2' }).check();
    expect(await page.getByRole('checkbox', { name: 'Choose pull 1' }).isChecked()).toBe(false);
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await page.waitForURL(/changes\?from=2&to=3/);
    await page.getByText('Nothing changed between pull 2').waitFor();
    await page.goBack();
    await pulls.getByText('#4').waitFor();
  });

  it('lead to what each changed, and how far it read', async () => {
    await page.getByRole('button', { name: 'Actions for pull 2' }).click();
    await page.getByRole('menuitem', { name: 'Compare with the one before' }).click();
    await page.waitForURL(/to=2/);
    await changes().getByText('steward_ledger').first().waitFor();
    await bank.go('/sync');
    await page.getByRole('button', { name: 'Actions for pull 2' }).click();
    await page.getByRole('menuitem', { name: 'Coverage of this pull' }).click();
    await page
      .getByText(/^Pull 2, /)
      .first()
      .waitFor();
  });
});

describe('what changed', () => {
  it('is by itself what the last two pulls that changed something tell', async () => {
    await bank.go('/sync/changes');
    const { total } = await client().sync.diff({ from: 1, to: 2 });
    await page.getByRole('heading', { name: `All changes (${total.toLocaleString('en')})` }).waitFor();
  });

  it('is counted by kind; a number leads to its rows, and back', async () => {
    await bank.go('/sync/changes?from=0&to=4');
    const { kinds, total } = await client().sync.diff({ from: 0, to: 4 });
    const assets = kinds.find(({ kind }) => kind === 'asset')?.added ?? 0;
    expect(assets).toBe(far.bank.counts().assets);
    await page.getByRole('button', { name: `assets added: ${assets}` }).click();
    await page.waitForURL(/kind=asset&change=added/);
    await page.getByRole('heading', { name: `Changes that fit (${assets})` }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: `All changes (${total.toLocaleString('en')})` }).waitFor();
  });

  it('reads far rows as they come into view', async () => {
    const { total } = await client().sync.diff({ from: 0, to: 4 });
    const last = (await client().sync.diff({ from: 0, to: 4, offset: total - 1, limit: 1 })).items[0];
    await changes().focus();
    await page.keyboard.press('Control+End');
    await rowInHand()
      .getByText(last?.id ?? '', { exact: true })
      .waitFor();
    expect(await changes().getByRole('row').count()).toBeLessThan(60);
  });

  it('shows before and after, word by word, and hostile text as text', async () => {
    await bank.go('/sync/changes?from=1&to=2&kind=asset&q=steward_ledger');
    await changes().getByRole('rowheader').first().click();
    await rowInHand().locator('ins').getByText('steward_ledger').first().waitFor();
    await rowInHand().locator('del').getByText(renamed.before).first().waitFor();
    await bank.go('/sync/changes?from=1&to=2&q=onerror');
    await changes().getByText('U+202E').first().waitFor();
    await changes().getByRole('rowheader').first().click();
    await rowInHand().getByText('U+202E').first().waitFor();
    await expectAccessible(page, 'a hostile change');
    expect(await page.evaluate(() => (window as { xssRan?: number }).xssRan)).toBeUndefined();
  });

  it('says when nothing fits, and offers the way out', async () => {
    await bank.go('/sync/changes?from=1&to=2&q=zzzz');
    await page.getByText('No change fits').waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).last().click();
    await changes().waitFor();
  });

  it('is reached, narrowed, read and left by the keyboard alone', async () => {
    await bank.go('/settings');
    await page.getByRole('heading', { name: 'Settings & about' }).click();
    await page.keyboard.press('g');
    await page.keyboard.press('d');
    await changes().waitFor();
    await page.getByRole('heading', { name: 'Pulls & coverage', level: 1 }).click();
    await page.keyboard.press('/');
    await page.keyboard.type('steward_ledger');
    await page.waitForURL(/q=steward_ledger/);
    await changes().focus();
    const kinds = async () => (await rowInHand().innerText()).includes('Assets, changed');
    for (let row = 0; row < 10 && !(await kinds()); row++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'steward_ledger', level: 1 }).waitFor();
    await page.goBack();
    await changes().waitFor();
  });
});

describe('coverage', () => {
  it('agrees with the core, kind by kind, and narrows to the scopes of one', async () => {
    await bank.go('/sync/coverage');
    const { kinds, scopes } = await client().sync.coverage({});
    const complete = kinds.filter(({ standing }) => standing === 'complete').length;
    await page.getByRole('heading', { name: `${complete} of ${kinds.length} kinds complete` }).waitFor();
    const grid = page.getByRole('grid', { name: 'Coverage' });
    expect(await grid.getAttribute('aria-rowcount')).toBe(String(kinds.length + 1));
    await grid.focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/kind=/);
    const kind = new URLSearchParams(page.url().split('?')[1]).get('kind');
    const of = scopes.filter((scope) => scope.kind === kind).length;
    await page
      .getByRole('status')
      .getByText(`${of} ${of === 1 ? 'scope' : 'scopes'}`)
      .waitFor();
  });
});

describe('the past', () => {
  it('opens as it was, says so everywhere, and takes no change', async () => {
    await bank.go('/sync');
    await page.getByRole('button', { name: 'Actions for pull 1' }).click();
    await page.getByRole('menuitem', { name: 'Open as of this pull' }).click();
    const bar = page.getByRole('region', { name: 'A past pull is open' });
    await bar.getByText(/You are looking at .* UTC, pull 1\./).waitFor({ timeout: 60_000 });
    for (const route of ['/catalog', '/sync', '/sync/plan', '/sync/schedule', '/activity', '/settings']) {
      await bank.go(route);
      await bar.waitFor();
      await expect.poll(() => page.title()).toMatch(/^As of \d+ \w+ \d{4} \d\d:\d\d UTC · /);
    }
    await bank.go('/sync/plan');
    const start = page.getByRole('button', { name: 'Start this pull' });
    expect(await start.getAttribute('aria-disabled')).toBe('true');
    const reason = await start.evaluate(
      (button) => document.getElementById(button.getAttribute('aria-describedby') ?? '')?.textContent,
    );
    expect(reason).toBe('The past cannot be changed. Go back to now first.');
    await expectAccessible(page, 'the past');
    await bank.go(`/catalog/${renamed.id}`);
    await page.getByRole('heading', { name: renamed.before, level: 1 }).waitFor();
    await palette('pull now');
    expect(await page.getByRole('option', { name: /Pull now/ }).count()).toBe(0);
    await page.keyboard.press('Escape');
    await bar.getByRole('button', { name: 'Back to now' }).click();
    await page.getByRole('heading', { name: 'steward_ledger', level: 1 }).waitFor();
    expect(await bar.count()).toBe(0);
    await expect.poll(() => page.title()).not.toContain('As of');
  });
});

describe('schedule and history', () => {
  it('lets pulls begin by themselves, and no longer', async () => {
    await bank.go('/sync/schedule');
    await page.getByText('The next pull begins when you say so.').waitFor();
    await page.getByRole('checkbox', { name: /Pull by itself/ }).check();
    await page.getByRole('button', { name: 'Save the schedule' }).click();
    await page.getByText(/The next one begins/).waitFor();
    expect(await client().sync.schedule()).toMatchObject({ everyMinutes: 360, mode: 'auto' });
    await page.getByRole('checkbox', { name: /Pull by itself/ }).uncheck();
    await page.getByRole('button', { name: 'Save the schedule' }).click();
    await page.getByText('The next pull begins when you say so.').waitFor();
    expect((await client().sync.schedule()).everyMinutes).toBeNull();
  });

  it('takes a rule only where it can be one, and lets go only after a yes', async () => {
    const field = page.getByRole('textbox', { name: 'Every pull' });
    await field.fill('0');
    await page.getByText('A whole number of days, 1 to 36,500.').waitFor();
    expect(await page.getByRole('button', { name: 'Save the rule' }).isDisabled()).toBe(true);
    await field.fill('45');
    await page.getByRole('button', { name: 'Save the rule' }).click();
    await expect.poll(async () => (await client().sync.history()).retention.allDays).toBe(45);
    await palette('let go');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Let go of old pulls' });
    await dialog.getByText('Every pull for 45 days').waitFor();
    await expectAccessible(page, 'letting go');
    await dialog.getByRole('button', { name: 'Let go', exact: true }).click();
    await page.getByText('Let go of old pulls: done').waitFor({ timeout: 30_000 });
    expect((await client().sync.history()).runsKept).toBe(4);
  });
});

describe('a long job', () => {
  it('tells how far it is in the title of the tab, and its end where the person allowed it', async () => {
    await bank.browser.grantPermissions(['notifications'], { origin: bank.web.origin });
    await page.evaluate(() => {
      const told: string[] = [];
      const Real = window.Notification;
      class Heard extends Real {
        constructor(title: string, options?: NotificationOptions) {
          super(title, options);
          told.push(title);
        }
      }
      Object.assign(window, { told, Notification: Heard });
    });
    const devtools = await bank.browser.newCDPSession(page);
    far.setFaults({ rules: [{ action: { kind: 'delay', ms: 500 } }] });
    const { jobId } = await client().sync.pull({ mode: 'full' });
    await expect.poll(() => page.title(), { timeout: 30_000 }).toMatch(/^(\d+ %|Running) · /);
    const other = await bank.browser.newPage();
    await devtools.send('Emulation.setFocusEmulationEnabled', { enabled: false });
    await other.bringToFront();
    await expect.poll(() => page.evaluate(() => document.hasFocus())).toBe(false);
    await client().jobs.cancel({ jobId });
    await expect
      .poll(() => page.evaluate(() => (window as unknown as { told: string[] }).told))
      .toEqual(['Pull: cancelled']);
    far.setFaults({});
    await other.close();
    await page.bringToFront();
    await expect.poll(() => page.title()).not.toMatch(/%|Running/);
  });
});
