import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Console, openBrowser, serveConsole } from './browser.ts';

/** The web door in a real Chromium, and a stranger's site beside it on the same machine. */
let web: Console;
let browser: BrowserContext;
let stranger: Server;
let elsewhere: string;
let page: Page;

beforeAll(async () => {
  web = await serveConsole();
  stranger = createServer((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>stranger</title>');
  });
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
  elsewhere = `http://evil.test:${(stranger.address() as AddressInfo).port}/`;
  browser = await openBrowser(['--host-resolver-rules=MAP evil.test 127.0.0.1']);
  page = await browser.newPage();
  await page.goto(web.url);
  await page.getByRole('button', { name: 'Open the sample bank' }).waitFor();
});
afterAll(async () => {
  await browser.close();
  await new Promise((resolve) => stranger.close(resolve));
  await web.stop();
});

describe('the page in a browser', () => {
  it('takes the token out of the address and its history, and keeps its session over a reload', async () => {
    expect(page.url()).not.toContain(web.token);
    expect(await page.evaluate(() => [document.cookie, document.referrer])).toEqual(['', '']);
    await page.reload();
    await page.getByRole('button', { name: 'Open the sample bank' }).waitFor();
    await page.goBack().catch(() => null);
    expect(page.url()).not.toContain(web.token);
    await page.goto(`${web.origin}/`);
    await page.getByRole('button', { name: 'Open the sample bank' }).waitFor();
  });

  it('says so when it is opened with a link that was used', async () => {
    const second = await browser.newPage();
    await second.goto(web.url);
    await second.getByText(/link/i).first().waitFor();
    expect(await second.getByRole('button', { name: 'Open the sample bank' }).count()).toBe(0);
    await second.close();
  });

  it('breaks none of its own rules on the way, and cannot run code from text', async () => {
    const fresh = await browser.newPage();
    const broken: string[] = [];
    fresh.on('console', (message) => {
      if (/Content Security Policy|TrustedScript|TrustedHTML/.test(message.text())) broken.push(message.text());
    });
    await fresh.goto(`${web.origin}/`);
    await fresh.waitForLoadState('networkidle');
    expect(broken).toEqual([]);
    const outcome = await fresh.evaluate<string>(
      `new Promise((resolve) => setTimeout(() => { try { eval('1'); resolve('ran') } catch (error) { resolve(error.name) } }, 0))`,
    );
    expect(outcome).toBe('EvalError');
    await fresh.close();
  });

  it('may connect to its own host and nowhere else', async () => {
    const reached = await page.evaluate(
      async (to) =>
        new Promise((resolve) => {
          setTimeout(() => {
            fetch(to, { mode: 'no-cors' }).then(
              () => resolve('reached'),
              () => resolve('blocked'),
            );
          }, 0);
        }),
      elsewhere,
    );
    expect(reached).toBe('blocked');
  });
});

describe('a stranger’s site on this machine', () => {
  it('cannot come in under a name of its own that leads here', async () => {
    const rebound = await browser.newPage();
    const answer = await rebound.goto(`http://evil.test:${web.port}/`);
    expect(answer?.status()).toBe(421);
    await rebound.close();
  });

  it('can read nothing, send nothing, open no wire and show no frame of ours', async () => {
    const site = await browser.newPage();
    await site.goto(elsewhere);
    const outcome = await site.evaluate(async (origin) => {
      const failed = () => 'failed';
      const socket = await new Promise((resolve) => {
        const wire = new WebSocket(`${origin.replace('http', 'ws')}/rpc`, ['meshward', 'session.x']);
        wire.addEventListener('open', () => resolve('open'));
        wire.addEventListener('error', () => resolve('failed'));
      });
      const frame = document.createElement('iframe');
      frame.src = `${origin}/`;
      const loaded = new Promise((resolve) => {
        frame.addEventListener('load', () => resolve(null));
      });
      document.body.append(frame);
      await loaded;
      let inside = 'hidden';
      try {
        inside = frame.contentDocument?.title ?? 'hidden';
      } catch {
        // Another origin's, as it must be.
      }
      const script = document.createElement('script');
      script.src = `${origin}/index.html`;
      const ran = new Promise((resolve) => {
        script.addEventListener('load', () => resolve('loaded'));
        script.addEventListener('error', () => resolve('failed'));
      });
      document.body.append(script);
      return {
        read: await fetch(`${origin}/`).then((answer) => answer.text(), failed),
        blind: await fetch(`${origin}/`, { mode: 'no-cors' }).then((answer) => answer.type, failed),
        post: await fetch(`${origin}/session`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-meshward': '1' },
          body: '{"token":"x"}',
        }).then((answer) => String(answer.status), failed),
        socket,
        inside,
        script: await ran,
      };
    }, web.origin);
    expect(outcome).toMatchObject({
      read: 'failed',
      post: 'failed',
      socket: 'failed',
      inside: 'hidden',
      script: 'failed',
    });
    expect(outcome.blind).toBe('failed');
    const frames = site.frames().filter((frame) => frame !== site.mainFrame());
    expect(await Promise.all(frames.map((frame) => frame.content()))).not.toContainEqual(
      expect.stringContaining('id="page"'),
    );
    await site.close();
  });

  it('cannot lead a person in from a link of its own', async () => {
    const site = await browser.newPage();
    await site.goto(elsewhere);
    const answer = site.waitForResponse((response) => response.url().startsWith(web.origin));
    await site.evaluate((to) => location.assign(to), `${web.origin}/`);
    expect((await answer).status()).toBe(403);
    await site.close();
  });
});

describe('the end of the host', () => {
  it('is told on the page, and calls under way fail as offline', async () => {
    process.kill(web.process.pid ?? 0, 'SIGKILL');
    await page
      .getByText(/offline|not running|reconnect/i)
      .first()
      .waitFor();
  });
});
