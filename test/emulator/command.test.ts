import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runEmulatorCommand } from '#emulator/command.ts';
import { clientsOf, failureOf, sendByName } from '#test/emulator/clients.ts';

interface Running {
  readonly out: string[];
  readonly err: string[];
  readonly ended: Promise<number>;
  readonly stop: () => void;
  readonly line: () => Promise<{
    endpoint: string;
    region: string;
    domainId: string;
    accountId: string;
    identityStoreId: string;
    counts: Record<string, number>;
  }>;
}

const run = (...argv: string[]): Running => {
  const [out, err]: [string[], string[]] = [[], []];
  const stopper = new AbortController();
  let first: (text: string) => void = () => undefined;
  const printed = new Promise<string>((resolve) => (first = resolve));
  const stdout = {
    write: (text: string) => {
      out.push(text);
      first(text);
    },
  };
  const ended = runEmulatorCommand(argv, {
    stdout,
    stderr: { write: (text: string) => err.push(text) },
    signal: stopper.signal,
  });
  return { out, err, ended, stop: () => stopper.abort(), line: async () => JSON.parse(await printed) };
};

describe('the command', () => {
  test('prints one line, serves, and stops when told', async () => {
    const running = run(
      '--assets',
      '7',
      '--columns-per-asset',
      '3',
      '--terms',
      '12',
      '--glossaries',
      '2',
      '--seed',
      '4',
      '--lineage-edges',
      '20',
      '--rates',
      'off',
      '--region',
      'eu-west-1',
    );
    const line = await running.line();
    expect(line).toMatchObject({
      region: 'eu-west-1',
      accountId: '111122223333',
      counts: { assets: 7, columns: 21, terms: 12, glossaries: 2, lineageEdges: 20 },
    });
    expect(running.out).toHaveLength(1);
    expect(running.out[0]).toMatch(/^\{.*\}\n$/);
    const clients = clientsOf(line);
    expect(await sendByName(clients, 'DataZone', 'GetDomain', { identifier: line.domainId })).toMatchObject({
      name: 'AnyBank',
    });
    running.stop();
    expect(await running.ended).toBe(0);
    expect((await failureOf(sendByName(clients, 'DataZone', 'ListDomains', {}))).message).toMatch(
      /ECONNREFUSED|socket hang up/,
    );
    clients.destroy();
  });

  test('starts after the scripted month, with as many units as asked', async () => {
    const counts = async (...more: string[]): Promise<Record<string, number>> => {
      const running = run('--assets', '40', '--units', '60', ...more);
      const line = await running.line();
      running.stop();
      await running.ended;
      return line.counts;
    };
    const before = await counts();
    expect(before).toMatchObject({ domainUnits: 60, users: 26 });
    expect(await counts('--month')).toMatchObject({ domainUnits: 61, users: 27 });
  });

  test('takes a fault plan, as text or from a file', async () => {
    const plan = JSON.stringify({ rules: [{ match: { operation: 'ListDomains' }, action: { kind: 'accessDenied' } }] });
    const file = join(mkdtempSync(join(tmpdir(), 'emulator-')), 'faults.json');
    writeFileSync(file, plan);
    for (const given of [plan, `@${file}`]) {
      const running = run('--assets', '1', '--faults', given);
      const clients = clientsOf(await running.line());
      expect((await failureOf(sendByName(clients, 'DataZone', 'ListDomains', {}))).name).toBe('AccessDeniedException');
      clients.destroy();
      running.stop();
      await running.ended;
    }
  });

  test.each([
    [['--bogus'], /Unknown option '--bogus'.*The flags are --port/],
    [['extra'], /Unexpected argument 'extra'/],
    [['--assets', 'many'], /--assets is 'many'. Give a whole number from 0 to 1000000/],
    [['--assets', '-5'], /E_CLI_FLAG/],
    [['--port', '70000'], /--port is '70000'/],
    [['--units', '501'], /--units is '501'. Give a whole number from 0 to 500/],
    [['--units', '0'], /from 1 to 500 domain units/],
    [['--month', 'July'], /Unexpected argument 'July'/],
    [['--rates', 'fast'], /Give 'published' for AWS's own rates or 'off' for none/],
    [['--region', 'Mars'], /--region is 'Mars'/],
    [['--faults', '{'], /--faults could not be read/],
    [['--faults', '@/no/such/file'], /--faults could not be read: ENOENT/],
    [['--faults', '{"rules":[{"action":{"kind":"sing"}}]}'], /Rule 1 has no known action/],
    [['--glossaries', '0', '--terms', '4'], /Terms need a glossary/],
  ])('%j is refused in a plain sentence', async (argv, sentence) => {
    const running = run(...argv);
    expect(await running.ended).toBe(2);
    expect(running.out).toEqual([]);
    expect(running.err).toHaveLength(1);
    expect(running.err[0]).toMatch(/^E_CLI_FLAG: .*\n$/);
    expect(running.err[0]).toMatch(sentence);
  });

  test('a port that is taken', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const running = run('--port', String(port));
    expect(await running.ended).toBe(2);
    expect(running.err[0]).toContain(`Port ${port} cannot be used (EADDRINUSE)`);
    server.close();
  });

  test('stopped before it began', async () => {
    const stopper = new AbortController();
    stopper.abort();
    const io = { stdout: { write: () => undefined }, stderr: { write: () => undefined }, signal: stopper.signal };
    expect(await runEmulatorCommand(['--assets', '1'], io)).toBe(0);
  });
});
