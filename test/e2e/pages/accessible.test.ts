import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Emulator } from '#emulator/server.ts';
import { type BankPage, expectAccessible, openBankPage, pulledWorkspace, startBank } from './bank-page.ts';

/* axe finds nothing to blame on any screen, in light and in dark, in a wide and in a narrow window. */

let far: Emulator;
let bank: BankPage;
let asset = '';
beforeAll(async () => {
  [far, bank] = await Promise.all([startBank({ assets: 60 }), openBankPage()]);
});
afterAll(async () => {
  expect(bank.broken).toEqual([]);
  await bank.close();
  await far.close();
});

const looks = [
  { theme: 'light', width: 1280 },
  { theme: 'dark', width: 1280 },
  { theme: 'light', width: 1024 },
  { theme: 'dark', width: 1024 },
] as const;

const withoutWorkspace = [
  ['/start', 'Start'],
  ['/connect', 'Connect to AWS'],
  ['/settings', 'Settings & about'],
  ['/nowhere', 'There is no such page'],
] as const;

const withWorkspace = [
  ['/catalog', 'All assets'],
  ['/catalog?q=customer', 'Assets found'],
  ['/catalog?q=nothing-has-this-word', 'No asset fits'],
  ['/catalog/ASSET', 'Domain unit'],
  ['/catalog/ASSET?tab=forms', 'Forms ('],
  ['/catalog/ASSET?tab=readme', 'README'],
  ['/catalog/no-such-asset', 'Not found'],
  ['/sync', 'Scopes complete'],
  ['/sync/plan', 'Takes at least'],
  ['/sync/coverage', 'kinds complete'],
  ['/sync/coverage?only=incomplete', 'Everything was read to the end'],
  ['/sync/coverage?q=nothing-has-this', 'No scope fits'],
  ['/sync/changes', 'All changes'],
  ['/sync/changes?from=1&to=1', 'Nothing changed between'],
  ['/sync/changes?q=nothing-has-this-word', 'No change fits'],
  ['/sync/schedule', 'Weight of the history'],
  ['/connect', 'Connection'],
  ['/activity', 'Succeeded'],
  ['/activity/audit', 'workspace.create'],
  ['/settings', 'SQLite'],
] as const;

async function look({ theme, width }: (typeof looks)[number]): Promise<void> {
  await bank.page.setViewportSize({ width, height: 860 });
  await bank.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
}

async function visit(routes: readonly (readonly [string, string])[], theme: string): Promise<void> {
  for (const [route, words] of routes) {
    await bank.go(route.replace('ASSET', asset));
    await bank.page.getByText(words).first().waitFor();
    await bank.page.waitForTimeout(250);
    await expectAccessible(bank.page, `${route}, ${theme}`);
    const wide = await bank.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wide, `${route} is wider than the window`).toBeLessThanOrEqual(0);
  }
}

describe('before a workspace is open', () => {
  it.each(looks)('$theme, $width wide', async (as) => {
    await look(as);
    await visit(withoutWorkspace, as.theme);
  });
});

describe('with a workspace', () => {
  beforeAll(async () => {
    await pulledWorkspace(bank, far);
    const { items } = await bank.core.client.catalog.search({ text: 'customer' });
    asset = items[0]?.id ?? '';
  });

  it.each(looks)('$theme, $width wide', async (as) => {
    await look(as);
    await visit(withWorkspace, as.theme);
  });

  it.each(['light', 'dark'] as const)('dialogs, popovers and menus, %s', async (theme) => {
    const { page } = bank;
    await look({ theme, width: 1280 });
    await bank.go('/catalog');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Command' }).waitFor();
    await expectAccessible(page, 'the palette');
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'Catalog', level: 1 }).click();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await expectAccessible(page, 'the shortcuts');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Connection as/ }).click();
    await page.getByRole('dialog', { name: 'Connection' }).waitFor();
    await expectAccessible(page, 'the connection’s details');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /Order of the assets/ }).click();
    await expectAccessible(page, 'the order of the assets');
    await page.keyboard.press('Escape');
    await page
      .getByRole('button', { name: /^Show \d+ more/ })
      .first()
      .click();
    await expectAccessible(page, 'an open facet');
  });

  it('gives every control at least 24 by 24 pixels, or room around it', async () => {
    for (const route of [
      '/catalog',
      `/catalog/${asset}`,
      '/sync',
      '/sync/plan',
      '/sync/coverage',
      '/sync/changes',
      '/sync/schedule',
      '/activity',
      '/settings',
      '/connect',
    ]) {
      await bank.go(route);
      await bank.page.waitForTimeout(400);
      const small = await bank.page.evaluate(() =>
        [...document.querySelectorAll('button, select, input:not([type=checkbox], [type=radio]), [role=tab]')].flatMap(
          (control) => {
            const { width, height } = control.getBoundingClientRect();
            const shown = width > 0 && height > 0 && getComputedStyle(control).visibility !== 'hidden';
            return shown && (width < 24 || height < 24)
              ? [`${control.outerHTML.slice(0, 120)} ${width}×${height}`]
              : [];
          },
        ),
      );
      expect(small, route).toEqual([]);
    }
  });

  it('stays whole at twice the size', async () => {
    await bank.page.setViewportSize({ width: 640, height: 430 });
    for (const route of ['/catalog', `/catalog/${asset}`, '/sync', '/sync/coverage', '/sync/changes', '/settings']) {
      await bank.go(route);
      await bank.page.waitForTimeout(400);
      await expectAccessible(bank.page, `${route} at 200 %`);
    }
  });
});
