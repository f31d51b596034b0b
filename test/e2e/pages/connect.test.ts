import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Emulator } from '#emulator/server.ts';
import { type BankPage, expectAccessible, openBankPage, startBank } from './bank-page.ts';

/* A workspace of one's own against a far side that misbehaves: every state says its cause and the next step. */

let far: Emulator;
let bank: BankPage;
let page: Page;
beforeAll(async () => {
  [far, bank] = await Promise.all([startBank({ assets: 60 }), openBankPage()]);
  page = bank.page;
});
afterAll(async () => {
  expect(bank.broken).toEqual([]);
  await bank.close();
  await far.close();
});

const field = (name: string | RegExp) => page.getByRole('textbox', { name });

describe('connecting to AWS', () => {
  it('says at each field what is missing, and sends nothing', async () => {
    await page.getByRole('button', { name: 'Connect to AWS' }).click();
    await page.getByRole('button', { name: 'Create the file and connect' }).click();
    await page.getByText('Give the workspace a name.').waitFor();
    await page.getByText('A region looks like ap-southeast-2.').waitFor();
    await expectAccessible(page, 'the form with its errors');
    expect(await bank.core.client.workspace.current()).toBeNull();
  });

  it('wants a yes that names the host before calls go anywhere but AWS', async () => {
    await field('Name').fill('Group mesh');
    await field('File').fill(join(bank.web.home, 'group.meshward'));
    await field('Region').fill(far.region);
    await field(/Identity store id/).fill(far.identityStoreId);
    await page.getByRole('button', { name: 'Endpoint other than AWS’s own' }).click();
    await field('Endpoint').fill(far.endpoint);
    await page.getByRole('button', { name: 'Create the file and connect' }).click();
    await page.getByText('Agree to this endpoint, or leave it empty to call AWS itself.').waitFor();
    const host = new URL(far.endpoint).host;
    await page.getByRole('checkbox', { name: new RegExp(host) }).check();
    await page.getByRole('button', { name: 'Create the file and connect' }).click();
    await page.getByRole('banner').getByText(host).waitFor();
    await page.getByRole('banner').getByText('Group mesh').waitFor();
    expect(far.requests).toHaveLength(0);
  });

  it('finds the domains this identity sees and takes the chosen one', async () => {
    await page.getByText('No domain chosen yet').waitFor();
    await page.getByRole('button', { name: 'Find domains' }).click();
    await page.getByRole('radiogroup', { name: 'Domains found' }).getByRole('radio').first().waitFor();
    await page.getByRole('button', { name: 'Use this domain' }).click();
    await page.getByRole('main').getByRole('button', { name: 'Pull now' }).waitFor();
    await expect.poll(async () => (await bank.core.client.sync.connection()).domainId).toBe(far.domainId);
  });

  it('shows an empty catalog as not pulled yet, with the one next step', async () => {
    await bank.go('/catalog');
    await page.getByText('Not pulled yet').first().waitFor();
    await page.getByRole('banner').getByText('never').waitFor();
    await expectAccessible(page, 'a catalog that was never pulled');
  });
});

describe('a pull that could not read everything', () => {
  it('marks every number that rests on it, and says why and what to do', async () => {
    const project = far.bank.projects.list()[3];
    far.setFaults({
      rules: [
        {
          match: { service: 'DataZone', operation: 'Search', project: project?.id ?? '' },
          action: { kind: 'accessDenied', message: 'User is not permitted to perform operation: Search' },
        },
      ],
    });
    await page.getByRole('button', { name: 'Pull now' }).first().click();
    await page.getByText('Pull: partial').waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: 'See coverage' }).click();
    await page.getByRole('heading', { name: /of \d+ kinds complete/, level: 2 }).waitFor();
    await page.getByRole('grid', { name: 'Coverage' }).getByText('Partial').first().waitFor();
    const scopes = page.getByRole('grid', { name: 'Scopes' });
    await scopes.getByText('Denied').first().waitFor();
    await scopes.getByText('User is not permitted to perform operation: Search').first().waitFor();
    await expectAccessible(page, 'coverage with a denied scope');
    await bank.go('/catalog');
    await page
      .getByRole('main')
      .getByText(/partial: assets not fully read in 1 scope/)
      .click();
    await page
      .getByRole('dialog')
      .getByText(/not permitted/)
      .waitFor();
    await expectAccessible(page, 'the reason of a partial number');
    await page.keyboard.press('Escape');
    await page.getByRole('banner').getByText('Partial').waitFor();
  });

  it('waits when the sign-in has run out, and goes on where it was', async () => {
    far.setFaults({ rules: [{ match: { from: 12 }, action: { kind: 'expiredToken' } }] });
    await bank.go('/sync');
    await page.getByRole('button', { name: 'Pull now' }).click();
    await page.getByText('Pull: waits for you').waitFor({ timeout: 60_000 });
    await page.getByText('E_AUTH_EXPIRED').waitFor();
    await page.getByRole('group', { name: 'Running job' }).getByText('Waits for you').waitFor();
    await expectAccessible(page, 'a paused pull');
    far.setFaults({});
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('Pull: complete').waitFor({ timeout: 60_000 });
    expect(await page.getByText('Pull: waits for you').count()).toBe(0);
  });
});

describe('names from strangers', () => {
  const evil = '<img src=x onerror="window.xssRan=1"> \u202Egpj.ecilop\u200B';

  it('are shown, with badges for what hides, and run nowhere', async () => {
    const asset = far.bank.assets.at(far.bank.assets.ordinals()[0] ?? 0);
    const { id } = asset;
    far.bank.edit.renameAsset(id, evil);
    far.bank.edit.describeAsset(id, `${'long '.repeat(390)}<script>window.xssRan=1</script>`);
    far.bank.edit.changeProject(asset.projectId, { name: '"><svg onload=window.xssRan=1>\u2066' });
    await bank.go('/sync');
    await page.getByRole('button', { name: 'Pull now' }).click();
    await page.getByText('Pull: complete').waitFor({ timeout: 60_000 });
    for (const route of [
      '/catalog?q=onerror',
      `/catalog/${id}`,
      `/catalog/${id}?tab=forms`,
      '/sync',
      '/activity/audit',
    ]) {
      await bank.go(route);
      await page.waitForTimeout(500);
    }
    await bank.go('/catalog?q=onerror');
    await page.getByRole('grid', { name: 'Assets' }).getByText('U+202E').waitFor();
    await page.getByRole('grid', { name: 'Assets' }).getByText('U+2066').waitFor();
    await page.getByRole('grid', { name: 'Assets' }).getByRole('link').first().click();
    await page.getByRole('heading', { level: 1 }).getByText('U+200B').waitFor();
    await page.getByText('<script>window.xssRan=1</script>').waitFor();
    await expectAccessible(page, 'a hostile name');
    expect(await page.evaluate(() => (window as { xssRan?: number }).xssRan)).toBeUndefined();
    expect(await page.title()).not.toContain('\u202E');
    expect(await page.title()).toContain('[U+202E]');
  });
});

describe('a core that is gone', () => {
  it('is told at once; what was read stays in sight', async () => {
    await bank.go('/catalog');
    await page.getByRole('grid', { name: 'Assets' }).getByRole('link').first().waitFor();
    bank.core.close();
    await bank.web.stop('SIGKILL');
    await page.getByText('The core is not running; reconnecting…').waitFor();
    await page.getByRole('banner').getByText('Core not running').waitFor();
    await page.getByRole('grid', { name: 'Assets' }).getByRole('link').first().waitFor();
    await expectAccessible(page, 'without a core');
    await bank.go('/activity');
    await page.getByText('E_WIRE_LOST').waitFor();
  });
});
