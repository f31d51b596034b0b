import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Emulator } from '#emulator/server.ts';
import { type BankPage, openBankPage, pulledWorkspace, startBank } from './bank-page.ts';

let far: Emulator;
let bank: BankPage;
let page: Page;
beforeAll(async () => {
  [far, bank] = await Promise.all([startBank({ assets: 180 }), openBankPage()]);
  page = bank.page;
  const project = far.bank.projects.list()[0]?.id ?? '';
  far.bank.edit.addAsset({
    projectId: project,
    name: 'wide_ledger',
    description: 'One row per booking.',
    columns: Array.from({ length: 2_000 }, (_, at) => ({ name: `amount_${at}`, type: 'decimal(18,2)' })),
  });
  await pulledWorkspace(bank, far);
  await bank.go('/catalog');
});
afterAll(async () => {
  expect(bank.broken).toEqual([]);
  await bank.close();
  await far.close();
});

const results = () => page.getByRole('grid', { name: 'Assets' });
const search = () => page.getByRole('searchbox', { name: 'Search assets' });
const total = async () =>
  Number(
    /\((\d+)\)/.exec(
      await page
        .getByRole('heading', { name: /assets/i, level: 2 })
        .first()
        .innerText(),
    )?.[1],
  );

describe('search', () => {
  it('shows every asset of the far side, fifty a page', async () => {
    await results().getByRole('link').first().waitFor();
    expect(await total()).toBe(far.bank.counts().assets);
    expect(await results().getByRole('row').count()).toBe(51);
  });

  it('finds while typing, marks what it found, and keeps it in the address', async () => {
    await search().pressSequentially('customer', { delay: 15 });
    await page.waitForURL(/q=customer/);
    await results().locator('mark').first().waitFor();
    expect((await results().locator('mark').first().innerText()).toLowerCase()).toContain('customer');
    const { total: said } = await bank.core.client.catalog.search({ text: 'customer' });
    expect(said).toBeLessThan(far.bank.counts().assets);
    // The rows before stay, marked, until the new ones are there.
    await expect.poll(total).toBe(said);
  });

  it('narrows by facets, whose counts hold, and goes back and forward', async () => {
    const projects = page.getByRole('group', { name: 'Project' });
    const box = projects.getByRole('checkbox').first();
    const promised = Number(await projects.locator('.mw-facet-count').first().innerText());
    const before = await total();
    await box.check();
    await page.waitForURL(/project=/);
    await expect.poll(total).toBe(promised);
    await page.goBack();
    await expect.poll(total).toBe(before);
    await page.goForward();
    await expect.poll(total).toBe(promised);
    await page.reload();
    await results().getByRole('link').first().waitFor();
    expect(await total()).toBe(promised);
    expect(await search().inputValue()).toBe('customer');
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await expect.poll(total).toBe(before);
  });

  it('says when nothing fits, and offers the one way out', async () => {
    await search().fill('zzzz no such thing');
    await page.getByText('No asset fits').waitFor();
    await page.getByRole('button', { name: 'Clear the search and all filters' }).click();
    await expect.poll(total).toBe(far.bank.counts().assets);
    expect(await search().inputValue()).toBe('');
  });

  it('takes what is no search at all', async () => {
    for (const odd of ['"', '*', '(', "'; --", 'a'.repeat(2_000), '\u202E', '%', 'NEAR(', 'AND OR NOT']) {
      await search().fill(odd);
      await page.waitForTimeout(300);
      expect(await page.getByText(/E_[A-Z]+/).count(), odd).toBe(0);
    }
    await search().fill('');
  });
});

describe('the keyboard alone', () => {
  it('goes from the search to an asset and back', async () => {
    await results().getByRole('link').first().waitFor();
    await page.getByRole('heading', { name: 'Catalog', level: 1 }).click();
    await page.keyboard.press('/');
    await page.keyboard.type('customer');
    await page.waitForURL(/q=customer/);
    await results().locator('mark').first().waitFor();
    await page.keyboard.press('ArrowDown');
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    const first = await results().getByRole('link').first().innerText();
    expect(await focused()).toBe(first);
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe(await results().getByRole('link').nth(1).innerText());
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Search assets');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: first, level: 1 }).waitFor();
    expect(await page.title()).toContain(first);
    await page.keyboard.press('u');
    await page.waitForURL(/q=customer/);
    await page.keyboard.press('g');
    await page.keyboard.press('p');
    await page.getByRole('heading', { name: 'Pulls & coverage', level: 1 }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('c');
    await results().getByRole('link').first().waitFor();
  });

  it('turns pages with brackets', async () => {
    await bank.go('/catalog');
    await results().getByRole('link').first().waitFor();
    await page.getByRole('heading', { name: 'Catalog', level: 1 }).click();
    await page.keyboard.press(']');
    await page.waitForURL(/page=2/);
    await page.keyboard.press('[');
    await expect.poll(() => page.url()).not.toContain('page=');
  });

  it('runs any command from the palette, and shows the shortcuts', async () => {
    await page.keyboard.press('Control+k');
    const field = page.getByRole('combobox', { name: 'Command' });
    await field.waitFor();
    await expect.poll(() => field.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.type('audit');
    await page.keyboard.press('Enter');
    await page.waitForURL(/activity\/audit/);
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).getByText('Find a command').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('leaves bare keys alone once that is asked for', async () => {
    await bank.go('/settings');
    await page.getByLabel(/Shortcuts of one bare key/).uncheck();
    await page.keyboard.press('?');
    await page.waitForTimeout(200);
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog', { name: 'Find a command' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByLabel(/Shortcuts of one bare key/).check();
  });
});

describe('copying', () => {
  const copied = () =>
    page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          document.addEventListener('copy', (event) => resolve(event.clipboardData?.getData('text/plain') ?? ''), {
            once: true,
          });
        }),
    );

  it('gives the row in hand as tab-separated text', async () => {
    await bank.go('/catalog?q=wide_ledger');
    // Until the new rows are there, the old ones stay; a focus in them would go with them.
    await expect.poll(total).toBe(1);
    await results().getByRole('link', { name: 'wide_ledger' }).focus();
    const text = copied();
    await page.keyboard.press('Control+c');
    const cells = (await text).split('\t');
    expect(cells[0]).toBe('wide_ledger');
    expect(cells).toContain('2000');
    expect(cells.at(-1)).toBe('One row per booking.');
    await page.getByRole('status').getByText('Row copied').waitFor();
  });

  it('gives all rows of the page, with a head', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Copy rows' }).click();
    await page.getByText('1 rows copied').waitFor();
    const lines = (await page.evaluate(() => navigator.clipboard.readText())).split(/\r?\n/);
    expect(lines[0]?.split('\t')[0]).toBe('Asset');
    expect(lines).toHaveLength(2);
  });

  it('works where the page may not use the clipboard by itself, as on the desktop', async () => {
    await page.context().clearPermissions();
    await page.evaluate(() => {
      Object.defineProperty(navigator.clipboard, 'writeText', { value: () => Promise.reject(new Error('denied')) });
    });
    await page.getByRole('button', { name: 'Copy rows' }).click();
    await page.getByText('1 rows copied').waitFor();
    await page.reload();
  });
});

describe('an asset', () => {
  it('scrolls 2,000 columns without drawing them all', async () => {
    await bank.go('/catalog?q=wide_ledger');
    await results().getByRole('link', { name: 'wide_ledger' }).click();
    const grid = page.getByRole('grid', { name: 'Columns' });
    await grid.getByText('amount_0', { exact: true }).waitFor();
    expect(await grid.getAttribute('aria-rowcount')).toBe('2001');
    expect(await grid.getByRole('row').count()).toBeLessThan(60);
    await grid.focus();
    await page.keyboard.press('Control+End');
    await grid.getByText('amount_1999', { exact: true }).waitFor();
    const active = await grid.getAttribute('aria-activedescendant');
    expect(await page.locator(`[id="${active}"]`).count()).toBe(1);
    await page
      .getByRole('region', { name: /row in hand/ })
      .getByText('amount_1999')
      .waitFor();
    for (let press = 0; press < 40; press++) await page.keyboard.press('PageUp');
    await page.keyboard.press('Control+Home');
    await grid.getByText('amount_0', { exact: true }).waitFor();
  });

  it('keeps up with the arrow key', async () => {
    const grid = page.getByRole('grid', { name: 'Columns' });
    await grid.focus();
    const took = await page.evaluate(async () => {
      const target = document.activeElement;
      const begun = performance.now();
      for (let at = 0; at < 200; at++) {
        target?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      return (performance.now() - begun) / 200;
    });
    expect(took).toBeLessThan(50);
  });

  it('filters its columns and says when none fits', async () => {
    const filter = page.getByRole('searchbox', { name: 'Filter columns' });
    await filter.fill('amount_199');
    await page.getByText('11 columns').waitFor();
    await filter.fill('nothing here');
    await page.getByText('No column fits').waitFor();
    await filter.fill('');
    await page.getByText('2,000 columns').waitFor();
  });

  it('shows its forms as they came, and where a README is missing says so', async () => {
    await page.getByRole('tab', { name: /^Forms/ }).click();
    await page.getByText('GlueTableForm').first().waitFor();
    await page.getByRole('button', { name: /Copy form GlueTableForm/ }).waitFor();
    await page.getByRole('tab', { name: 'README' }).click();
    await page.waitForURL(/tab=readme/);
    await page.getByText('No README').waitFor();
  });

  it('is read again from AWS on demand', async () => {
    const id = decodeURIComponent(/catalog\/([^?]+)/.exec(page.url())?.[1] ?? '');
    far.bank.edit.describeAsset(id, 'Changed in AWS just now.');
    await page.getByRole('button', { name: 'Read again from AWS' }).click();
    await page.getByText('Changed in AWS just now.').waitFor();
    await page.getByText('Read asset again: done').waitFor();
  });

  it('that is not there is told with the next step', async () => {
    await bank.go('/catalog/no-such-asset');
    await page.getByText(/E_[A-Z_]+/).waitFor();
    await page.getByText('Not found').first().waitFor();
    await bank.go('/nowhere');
    await page.getByText('There is no such page').waitFor();
    await page.getByRole('button', { name: 'Go to the start' }).click();
    await results().getByRole('link').first().waitFor();
  });
});
