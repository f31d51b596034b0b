import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BankPage, expectAccessible, openBankPage } from './bank-page.ts';

/* From nothing to a bank's catalog, as a newcomer goes it. */

let bank: BankPage;
beforeAll(async () => {
  bank = await openBankPage();
});
afterAll(async () => {
  expect(bank.broken).toEqual([]);
  await bank.close();
});

describe('the first run', () => {
  it('offers three ways in and names none that is not there', async () => {
    const { page } = bank;
    await page.getByRole('button', { name: 'Open the sample bank' }).waitFor();
    await page.getByRole('button', { name: 'Connect to AWS' }).waitFor();
    await page.getByRole('button', { name: 'Open a file' }).waitFor();
    await page.getByText('No workspace has been opened here yet.').waitFor();
    expect(await page.title()).toContain('Meshward');
  });

  it('says in a sentence with a code what is wrong with a file', async () => {
    const { page } = bank;
    await page.getByRole('textbox', { name: /Path of a workspace file/ }).fill('/nowhere/at/all.meshward');
    await page.getByRole('button', { name: 'Open a file' }).click();
    await page.getByText(/E_[A-Z_]+/).waitFor();
    await page.getByRole('button', { name: 'Copy details' }).waitFor();
  });

  it('shows the way in on every page that needs a workspace', async () => {
    const { page } = bank;
    for (const route of ['/catalog', '/sync', '/activity', '/activity/audit']) {
      await bank.go(route);
      await page.getByRole('button', { name: 'Open the sample bank' }).waitFor();
    }
  });

  it('opens the sample bank with one click, fills the catalog while it reads, and tells the end', async () => {
    const { page } = bank;
    await page.getByRole('button', { name: 'Open the sample bank' }).click();
    const header = page.getByRole('banner');
    await header.getByText('Sample', { exact: true }).waitFor();
    const job = page.getByRole('group', { name: 'Running job' });
    await job.getByRole('progressbar', { name: 'Progress of Pull' }).waitFor();
    await job.getByRole('button', { name: 'Cancel: Pull' }).waitFor();
    await page.getByRole('grid', { name: 'Assets' }).getByRole('link').first().waitFor({ timeout: 60_000 });
    await expectAccessible(page, 'while the pull runs');
    await page.getByText('Pull: complete').waitFor({ timeout: 90_000 });
    await job.waitFor({ state: 'detached' });
    await header.getByText('Complete').waitFor();
    await header.getByText('Online').waitFor();
    await header.getByText('ap-southeast-2').waitFor();
    expect(await page.title()).toMatch(/^Catalog · .+ · Meshward$/);
  });

  it('says who we are, in full, on a click', async () => {
    const { page } = bank;
    await page.getByRole('button', { name: /^Connection as/ }).click();
    const facts = page.getByRole('dialog', { name: 'Connection' });
    await facts.getByText(/^arn:aws:sts::/).waitFor();
    await expectAccessible(page, 'the connection’s details');
    await page.keyboard.press('Escape');
  });

  it('cancels a pull within a second and says what stays', async () => {
    const { page } = bank;
    await bank.go('/sync');
    await page.getByRole('button', { name: 'Pull now' }).click();
    const cancel = page.getByRole('main').getByRole('button', { name: 'Cancel: Pull' });
    await cancel.waitFor();
    const begun = Date.now();
    await cancel.click();
    await page.getByText('Pull: cancelled').waitFor();
    expect(Date.now() - begun).toBeLessThan(1_500);
    await page.getByRole('banner').getByText('Cancelled').waitFor();
  });

  it('keeps a job list and a trail', async () => {
    const { page } = bank;
    await bank.go('/activity');
    const jobs = page.getByRole('grid', { name: 'Jobs' });
    await jobs.getByText('Cancelled', { exact: true }).waitFor();
    await jobs.getByText('Succeeded').waitFor();
    await page.getByRole('tab', { name: 'Audit trail' }).click();
    const trail = page.getByRole('grid', { name: 'Audit trail' });
    await trail.getByText('workspace.create').waitFor();
    await page.getByRole('searchbox', { name: 'Search the audit trail' }).fill('no such thing anywhere');
    await page.getByText('No entry fits').waitFor();
    await trail.getByRole('button', { name: 'Clear the search' }).click();
    await trail.getByText('workspace.create').waitFor();
  });

  it('closes the workspace, lists it, forgets it', async () => {
    const { page } = bank;
    await bank.go('/settings');
    await page.getByRole('button', { name: 'Close the workspace' }).click();
    await page.getByRole('button', { name: /^Forget/ }).click();
    await page.getByText('No workspace has been opened here yet.').waitFor();
  });
});
