import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageHeaders } from '#shared/page-security.ts';
import { type Desktop, openDesktop } from './desktop.ts';

/*
 * Asked of the running thing. Calls that `evaluate` makes itself are exempt from the page's CSP, so what CSP must stop is
 * tried from a timer.
 */

let desktop: Desktop;
beforeAll(async () => {
  desktop = await openDesktop();
  await desktop.page.getByRole('button', { name: 'Open the sample bank' }).waitFor();
});
afterAll(async () => {
  await desktop.close();
});

describe('content security (checklist 7, threats 1 and 7)', () => {
  it('comes as headers with every answer of the scheme', async () => {
    const found = await desktop.page.evaluate(async () =>
      Promise.all(['/', '/index.html', '/nothing.js'].map(async (path) => [...(await fetch(path)).headers])),
    );
    for (const headers of found) {
      for (const [name, value] of Object.entries(pageHeaders())) {
        expect(headers).toContainEqual([name.toLowerCase(), value]);
      }
    }
  });

  it('stops code from text, inline scripts, markup from text, and frames', async () => {
    const outcome = await desktop.page.evaluate<Record<string, string>>(ATTACKS);
    expect(outcome).toMatchObject({
      eval: 'EvalError',
      Function: 'EvalError',
      timer: 'TypeError',
      innerHTML: 'TypeError',
      srcdoc: 'TypeError',
      policy: 'TypeError',
      owned: 'undefined',
    });
    expect(outcome['violations']).toContain('frame-src');
    expect(outcome['violations']).toContain('img-src');
    await expect(desktop.page.addScriptTag({ content: 'window.owned = 1' })).rejects.toThrow();
  });

  it.each(['file:///etc/passwd', 'http://127.0.0.1:9/', 'https://example.com/', 'app://other/', 'ws://127.0.0.1:9/'])(
    'lets nothing out to %s',
    async (url) => {
      const outcome = await desktop.page.evaluate(
        (to) =>
          new Promise((resolve) => {
            setTimeout(() => {
              if (to.startsWith('ws')) {
                try {
                  const socket = new WebSocket(to);
                  socket.addEventListener('error', () => resolve('blocked'));
                  socket.addEventListener('open', () => resolve('open'));
                } catch {
                  resolve('blocked');
                }
              } else {
                fetch(to).then(
                  () => resolve('open'),
                  () => resolve('blocked'),
                );
              }
            }, 0);
          }),
        url,
      );
      expect(outcome).toBe('blocked');
    },
  );

  it('is held by the session as well, where no CSP is', async () => {
    const outcome = await desktop.app.evaluate(async ({ BrowserWindow, session }) => {
      const window = new BrowserWindow({ show: false });
      const failed = await window.loadURL('http://127.0.0.1:9/').then(
        () => 'loaded',
        (error: Error) => error.message,
      );
      const policy = window.webContents.getWebRTCIPHandlingPolicy();
      window.destroy();
      return { failed, policy, spell: session.defaultSession.isSpellCheckerEnabled() };
    });
    expect(outcome.failed).toContain('ERR_BLOCKED_BY_CLIENT');
    expect(outcome).toMatchObject({ policy: 'disable_non_proxied_udp', spell: false });
  });
});

/** Text, so that it runs in the page as it stands here; each attempt says what became of it. */
const ATTACKS = `new Promise((resolve) => {
  const done = {};
  const violations = new Set();
  document.addEventListener('securitypolicyviolation', (event) => violations.add(event.effectiveDirective));
  const attempt = (name, work) => {
    try {
      work();
      done[name] = 'ran';
    } catch (error) {
      done[name] = error.name;
    }
  };
  setTimeout(() => {
    attempt('eval', () => eval('window.owned = 1'));
    attempt('Function', () => new Function('window.owned = 1')());
    attempt('timer', () => setTimeout('window.owned = 1', 0));
    attempt('innerHTML', () => {
      document.createElement('div').innerHTML = '<img src=x onerror="window.owned=1">';
    });
    attempt('srcdoc', () => {
      document.createElement('iframe').srcdoc = '<script>parent.owned=1</script>';
    });
    attempt('policy', () => trustedTypes.createPolicy('any', {}));
    attempt('inline', () => {
      const script = document.createElement('script');
      script.textContent = 'window.owned = 1';
      document.head.append(script);
    });
    attempt('handler', () => {
      const button = document.createElement('b');
      button.setAttribute('onclick', 'window.owned = 1');
      button.click();
    });
    const image = new Image();
    image.src = 'https://evil.test/p.png';
    const frame = document.createElement('iframe');
    frame.src = 'data:text/html,x';
    document.body.append(frame);
    setTimeout(() => {
      frame.remove();
      done.violations = [...violations].sort().join(' ');
      done.owned = String(window.owned);
      resolve(done);
    }, 500);
  }, 0);
})`;
