import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desktop, openDesktop } from './desktop.ts';

let desktop: Desktop;
beforeAll(async () => {
  desktop = await openDesktop();
  await desktop.page.getByRole('button', { name: 'Open the sample bank' }).waitFor();
});
afterAll(async () => {
  await desktop.close();
});

describe('navigation and windows (checklist 12–14, threat 5, row 45)', () => {
  it.each([
    'https://evil.test/',
    'file:///etc/passwd',
    'data:text/html,<h1>x</h1>',
    'javascript:void(document.title="xss")',
    'app://console.evil.test/',
    'app://other/',
  ])('stays where it is when told to go to %s', async (url) => {
    const before = desktop.page.url();
    await desktop.page.evaluate((to) => {
      setTimeout(() => {
        try {
          location.href = to;
        } catch {
          // Refused at once.
        }
      }, 0);
    }, url);
    await desktop.page.waitForTimeout(250);
    expect(desktop.page.url()).toBe(before);
    expect(await desktop.page.title()).not.toBe('xss');
  });

  it('is led back from about:blank, which nobody can forbid', async () => {
    await desktop.page.evaluate(() => {
      setTimeout(() => location.assign('about:blank'), 0);
    });
    await desktop.page.waitForURL('about:blank');
    await desktop.page.waitForURL(/^app:\/\/console\//);
    await desktop.page.getByRole('button', { name: 'Open the sample bank' }).waitFor();
  });

  it('opens no second window, however it is asked', async () => {
    const count = () => desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
    const opened = await desktop.page.evaluate(() => {
      const link = Object.assign(document.createElement('a'), {
        href: 'https://evil.test/',
        target: '_blank',
        textContent: 'link',
        id: 'trap',
      });
      link.style.cssText = 'position:fixed;top:0;left:0;z-index:9999;background:#fff';
      document.body.append(link);
      return window.open('https://evil.test/') === null && window.open('app://console/') === null;
    });
    expect(opened).toBe(true);
    await desktop.page.locator('#trap').click();
    await desktop.page.locator('#trap').click({ button: 'middle' });
    await desktop.page.locator('#trap').click({ modifiers: ['Control'] });
    await desktop.page.locator('#trap').click({ modifiers: ['Shift'] });
    await desktop.page.waitForTimeout(300);
    expect(await count()).toBe(1);
    expect(desktop.page.url()).toMatch(/^app:\/\/console\//);
    await desktop.page.evaluate(() => document.querySelector('#trap')?.remove());
  });

  it('attaches no webview', async () => {
    const before = await desktop.app.evaluate(({ webContents }) => webContents.getAllWebContents().length);
    await desktop.page.evaluate(() => {
      const view = document.createElement('webview');
      view.setAttribute('src', 'https://evil.test/');
      document.body.append(view);
    });
    await desktop.page.waitForTimeout(300);
    expect(await desktop.app.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(before);
    await desktop.page.evaluate(() => document.querySelector('webview')?.remove());
  });

  it('does not go to a file that is dropped on it, shows no dialog, and downloads nothing', async () => {
    const before = desktop.page.url();
    const outcome = await desktop.page.evaluate(() => {
      const data = new DataTransfer();
      data.items.add(new File(['<script>window.owned=1</script>'], 'evil.html', { type: 'text/html' }));
      data.setData('text/uri-list', 'https://evil.test/');
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
      const link = Object.assign(document.createElement('a'), { href: '/index.html', download: 'evil.exe' });
      link.click();
      alert('x');
      return confirm('x');
    });
    expect(outcome).toBe(false);
    await desktop.page.waitForTimeout(300);
    expect(desktop.page.url()).toBe(before);
    for (const folder of [desktop.home, join(desktop.home, 'Downloads')]) {
      expect(existsSync(join(folder, 'evil.exe'))).toBe(false);
    }
  });
});

describe('links to the outside (checklist 15, threat 6)', () => {
  const allowed = [
    'https://console.aws.amazon.com/datazone/home',
    'https://ap-southeast-2.console.aws.amazon.com/glue/home?region=ap-southeast-2#x',
    'https://dzd_4abc5def6ghi7j.datazone.ap-southeast-2.on.aws/',
    'https://dzd-4abc5def6ghi7j.sagemaker.us-east-1.on.aws/projects',
    'https://device.sso.ap-southeast-2.amazonaws.com/?user_code=ABCD-EFGH',
    'https://anybank.awsapps.com/start/#/device?user_code=ABCD-EFGH',
  ];
  const refused = [
    'http://console.aws.amazon.com/',
    'https://console.aws.amazon.com:8443/',
    'https://user@console.aws.amazon.com/',
    'https://user:pass@console.aws.amazon.com/',
    'https://console.aws.amazon.com.evil.test/',
    'https://evil.test/console.aws.amazon.com',
    'https://evil.test/?console.aws.amazon.com',
    'https://evil.test#console.aws.amazon.com',
    'https://evilconsole.aws.amazon.com/',
    'https://console.aws.amazon.com@evil.test/',
    'https://console.aws.amazon.com%2eevil.test/',
    'https://console。aws。amazon。com.evil.test/',
    'https://сonsole.aws.amazon.com/',
    'https://dzd_x.datazone.evil.on.aws/',
    'https://x.on.aws/',
    'https://device.sso.evil.amazonaws.com/',
    'https://device.sso.ap-southeast-2.amazonaws.com.evil.test/',
    'https://awsapps.com/',
    'https://x.awsapps.com.evil.test/',
    'https://s3.amazonaws.com/bucket/index.html',
    'https://bucket.s3.amazonaws.com/',
    'https://example.com/',
    'https://127.0.0.1/',
    'https://[::1]/',
    'file:///etc/passwd',
    'file://evil.test/share/x.exe',
    'smb://evil.test/share',
    'ftp://evil.test/',
    'javascript:alert(1)',
    'data:text/html,x',
    'blob:https://console.aws.amazon.com/x',
    'vbscript:x',
    'ms-msdt:/id',
    'ms-officecmd:{}',
    'search-ms:query=x',
    'mailto:a@b.test',
    'tel:1',
    'ssh://evil.test',
    'vscode://x',
    'about:blank',
    'app://console/',
    'chrome://settings',
    `https://console.aws.amazon.com/${'a'.repeat(3000)}`,
    '//console.aws.amazon.com/',
  ];

  it('leave only for a console of AWS, over https, and only after a yes', async () => {
    await desktop.app.evaluate(({ dialog, shell }) => {
      const seen = { asked: [] as string[], opened: [] as string[] };
      Object.assign(globalThis, { seen });
      dialog.showMessageBox = (async (options: { detail?: string }) => {
        seen.asked.push(options.detail ?? '');
        return { response: (options.detail ?? '').includes('/glue/') ? 1 : 0, checkboxChecked: false };
      }) as typeof dialog.showMessageBox;
      shell.openExternal = async (url: string) => {
        seen.opened.push(url);
      };
    });
    for (const url of [...refused, ...allowed]) {
      await desktop.page.evaluate((to) => {
        try {
          window.open(to);
        } catch {
          // Not even a URL.
        }
      }, url);
      await desktop.page.waitForTimeout(20);
    }
    const seen = await desktop.app.evaluate(() => (globalThis as unknown as { seen: Record<string, string[]> }).seen);
    expect(seen['asked']).toEqual(allowed);
    expect(seen['opened']).toEqual(allowed.filter((url) => !url.includes('/glue/')));
  });
});
