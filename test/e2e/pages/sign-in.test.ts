import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ACCOUNT, ROLE, START_URL, ssoPortal } from '../../sso-portal.ts';
import { freshHome } from '../stage.ts';
import { expectAccessible, openBankPage, startBank } from './bank-page.ts';

const CONFIG = `[sso-session bank]
sso_start_url = ${START_URL}
sso_region = ap-southeast-2

[profile steward]
region = ap-southeast-2
sso_session = bank
sso_account_id = ${ACCOUNT}
sso_role_name = ${ROLE}
`;

describe('signing in with IAM Identity Center', () => {
  it('shows the code and where to confirm it, and goes on once that is done', async () => {
    const portal = await ssoPortal({ tokens: ['pending', 'pending', 'pending', 'yes'] });
    const home = freshHome();
    writeFileSync(join(home, 'aws-config'), CONFIG);
    const far = await startBank({ assets: 12 });
    const env = {
      AWS_ENDPOINT_URL_SSO_OIDC: portal.endpoint,
      AWS_ENDPOINT_URL_SSO: portal.endpoint,
      MESHWARD_RATES: 'off',
    };
    const bank = await openBankPage({ home, env });
    const { page, core } = bank;
    try {
      await core.client.workspace.create({ path: join(bank.web.home, 'steward.meshward'), name: 'Steward' });
      await core.client.sync.connect({
        profile: 'steward',
        region: far.region,
        domainId: far.domainId,
        endpoint: far.endpoint,
        allowEndpoint: true,
      });
      await core.client.sync.allowEndpoint({ endpoint: portal.endpoint });
      await bank.go('/sync');
      await page.getByRole('main').getByRole('button', { name: 'Pull now' }).first().click();
      await page.getByText('Pull: waits for you').waitFor();
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await page.getByText('QKKA-WLBY', { exact: true }).waitFor();
      await page.getByText(`${portal.endpoint}/device?user_code=QKKA-WLBY`).waitFor();
      await page.getByRole('button', { name: 'Copy code' }).waitFor();
      await expectAccessible(page, 'the code to confirm');
      await page.getByText('Sign in: done').waitFor({ timeout: 30_000 });
      expect(await page.getByText('QKKA-WLBY').count()).toBe(0);
      await page.getByText(/^Pull: (complete|partial)/).waitFor({ timeout: 60_000 });
      expect(await page.getByText('Pull: waits for you').count()).toBe(0);
      expect(bank.broken).toEqual([]);
    } finally {
      await bank.close();
      await far.close();
    }
  });
});
