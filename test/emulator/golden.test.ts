import { readFileSync, readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LineageEvent } from '#emulator/bank/lineage/types.ts';
import { useOfTerm } from '#emulator/datazone/writes/term-use.ts';
import { type Emulator, type FaultPlan, startEmulator } from '#emulator/server.ts';
import { rawRequest } from '#test/emulator/clients.ts';

/**
 * Hand-written wire fixtures: what AWS's protocols look like on the socket, apart from every codec. `<id>`, `<uuid>`,
 * `<epoch>`, `<iso>`, `<token>`, `<grant>` and `<text>` stand for any value of that look; `{domainId}` and the like for known ones.
 */
interface Golden {
  readonly note: string;
  readonly faults?: FaultPlan;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly service?: string;
    readonly unsigned?: boolean;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: object;
    readonly rawBody?: string;
  };
  readonly answer: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: unknown;
    readonly text?: string;
  };
}

const looks: Readonly<Record<string, RegExp>> = {
  '<id>': /^[a-z0-9]{14}$/,
  '<uuid>': /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
  '<iso>': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
  '<token>': /^[-\w]{20,8192}$/,
  '<text>': /^.+$/s,
  '<grant>': /^[A-Za-z0-9+/]{10}$/,
};

const folder = new URL('./golden/', import.meta.url);
let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator({ rates: 'off' });
});
afterAll(() => emulator.close());

/** The oldest event of the story, whose every byte is known. */
const sample = (): LineageEvent => {
  const { lineage } = emulator.bank;
  const reference = lineage.events({ descending: false }).find((each) => each < 0);
  return lineage.event(reference ?? 0);
};

/** A term that may be deleted: disabled, and nothing carries it. */
const unused = (): string =>
  emulator.bank.terms
    .list()
    .find(({ id, status }) => status === 'DISABLED' && useOfTerm(emulator.bank, id) === undefined)?.id ?? '';

const known = (): Record<string, string> => ({
  '{sampleEventId}': sample().id,
  '{sampleEventTime}': new Date(sample().eventTime).toUTCString(),
  '{sampleEvent}': sample().body(),
  '{firstAssetId}': emulator.bank.assets.at(0).id,
  '{governanceProjectId}':
    emulator.bank.projects.list().find((project) => project.name === 'Data Governance Office')?.id ?? '',
  '{riskGlossaryId}': emulator.bank.glossaries.list().find((glossary) => glossary.name === 'Risk Terms')?.id ?? '',
  '{pciTermId}': emulator.bank.terms.list().find((term) => term.name === 'PCI DSS')?.id ?? '',
  '{unusedTermId}': unused(),
  '{riskUnitId}': emulator.bank.units.list().find((unit) => unit.name === 'Risk')?.id ?? '',
  '{sapSourceId}': emulator.bank.dataSources.list().find((source) => source.name === 'sap_fi-glue')?.id ?? '',
  '{domainId}': emulator.domainId,
  '{identityStoreId}': emulator.identityStoreId,
  '{organizationId}': emulator.bank.organization.id,
  '{rootId}': emulator.bank.organization.rootId,
  '{internalAuditGroupId}': emulator.bank.groups.list().find((group) => group.name === 'internal-audit')?.id ?? '',
});

const filled = (text: string): string =>
  Object.entries(known()).reduce((done, [name, value]) => done.replaceAll(name, value), text);

/** Differences between an answer and its fixture: every member must be there, none may be more. */
const differences = (wanted: unknown, got: unknown, at: string): string[] => {
  if (wanted === '<epoch>')
    return typeof got === 'number' && got > 1e9 && got < 4e9 ? [] : [`${at}: not epoch seconds`];
  if (typeof wanted === 'string') {
    const look = looks[wanted];
    if (look) return typeof got === 'string' && look.test(got) ? [] : [`${at}: ${JSON.stringify(got)} is no ${wanted}`];
  }
  if (typeof wanted === 'object' && wanted !== null) {
    if (typeof got !== 'object' || got === null || Array.isArray(wanted) !== Array.isArray(got))
      return [`${at}: wrong kind`];
    const names = new Set([...Object.keys(wanted), ...Object.keys(got)]);
    return [...names].flatMap((name) =>
      differences((wanted as Record<string, unknown>)[name], (got as Record<string, unknown>)[name], `${at}.${name}`),
    );
  }
  return wanted === got ? [] : [`${at}: ${JSON.stringify(got)} instead of ${JSON.stringify(wanted)}`];
};

const uuidsOut = (text: string): string =>
  text.replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<uuid>');

for (const file of readdirSync(folder).toSorted()) {
  const cases = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Golden[];
  describe(file, () => {
    test.each(cases)('$note', async ({ faults, request, answer }) => {
      emulator.setFaults(faults ?? {});
      const { body, rawBody, path, ...rest } = request;
      const sent = rawBody ?? (body && filled(JSON.stringify(body)));
      const got = await rawRequest(emulator, {
        ...rest,
        path: filled(path),
        ...(sent === undefined ? {} : { body: sent }),
      });
      expect(got.status).toBe(answer.status);
      for (const [name, value] of Object.entries(answer.headers)) {
        expect(differences(filled(value), got.headers[name], name)).toEqual([]);
      }
      if (answer.text !== undefined) expect(uuidsOut(got.body)).toBe(uuidsOut(filled(answer.text)));
      else
        expect(differences(JSON.parse(filled(JSON.stringify(answer.body))), JSON.parse(got.body), 'body')).toEqual([]);
    });
  });
}
