import { expect, test } from 'vitest';
import type { StageLine } from '#shared/changes.ts';
import type { FaultRule } from '#emulator/server.ts';
import { add, remove, set, type StagedBank, stagedBank } from '../staged-bank.ts';

/** What one cell works on: entities nobody else in the table touches. */
interface Cell {
  bank: StagedBank;
  /** An asset with a term that may be removed, which is on it from the beginning. */
  asset: string;
  held: string;
  /** A term that is not on it. */
  free: string;
  /** An enabled term nothing uses, and its glossary. */
  term: string;
  glossary: string;
  /** A name no term has. */
  name: string;
}

type Remote =
  | 'unchanged'
  | 'the same'
  | 'another field'
  | 'otherwise'
  | 'deleted'
  | 'made again'
  | 'no right'
  | 'no answer';
type Outcome = { state: string; conflict?: string; calls: number };

interface Row {
  local: string;
  lines: (cell: Cell) => StageLine[];
  remote: Partial<Record<Remote, { do?: (cell: Cell) => void; is: Outcome; after?: (cell: Cell) => void }>>;
}

const WRITTEN: Outcome = { state: 'applied', calls: 1 };
const SAME: Outcome = { state: 'applied', calls: 0 };
const conflict = (kind: string, calls = 0): Outcome => ({ state: 'conflict', conflict: kind, calls });

const now = ({ bank, asset }: Cell) => bank.emulator.bank.assets.byId(asset);
const describe = (value: string) => (cell: Cell) => void cell.bank.emulator.bank.edit.describeAsset(cell.asset, value);
const rename = (cell: Cell) => void cell.bank.emulator.bank.edit.renameAsset(cell.asset, `Theirs ${cell.asset}`);
const tag = (change: (cell: Cell, terms: readonly string[]) => readonly string[]) => (cell: Cell) =>
  void cell.bank.emulator.bank.edit.tagAsset(cell.asset, change(cell, now(cell)?.glossaryTerms ?? []));
const gone = (cell: Cell) => cell.bank.emulator.bank.edit.removeAsset(cell.asset);
const again = (cell: Cell) => {
  const { name, projectId } = now(cell) ?? { name: '', projectId: '' };
  gone(cell);
  cell.bank.emulator.bank.edit.addAsset({ projectId, name, columns: [] });
};
const termOf = ({ bank, term }: Cell) => bank.emulator.bank.terms.get(term);
const born = (cell: Cell): StageLine[] => [
  { kind: 'glossary_term', id: `new-${cell.name}`, part: '', field: '', op: 'create', value: null },
  ...Object.entries({ glossary: cell.glossary, name: cell.name, short_description: 'Mine' }).map(
    ([field, value]): StageLine => ({
      kind: 'glossary_term',
      id: `new-${cell.name}`,
      part: '',
      field,
      op: 'set',
      value,
    }),
  ),
];
const named = ({ bank, name }: Cell) => bank.emulator.bank.terms.list().filter((term) => term.name === name);

const MATRIX: Row[] = [
  {
    local: 'update a field',
    lines: ({ asset }) => [set(asset, 'description', 'Mine')],
    remote: {
      unchanged: { is: WRITTEN },
      'the same': { do: describe('Mine'), is: SAME },
      'another field': {
        do: rename,
        is: WRITTEN,
        after: (cell) => expect(now(cell)).toMatchObject({ name: `Theirs ${cell.asset}`, description: 'Mine' }),
      },
      otherwise: {
        do: describe('Theirs'),
        is: conflict('value'),
        after: (cell) => expect(now(cell)?.description).toBe('Theirs'),
      },
      deleted: { do: gone, is: conflict('gone') },
      'made again': { do: again, is: conflict('gone') },
      'no right': { is: conflict('denied', 1) },
      'no answer': { is: WRITTEN, after: (cell) => expect(now(cell)?.description).toBe('Mine') },
    },
  },
  {
    local: 'add to a set',
    lines: ({ asset, free }) => [add(asset, free)],
    remote: {
      unchanged: { is: WRITTEN },
      'the same': { do: tag((cell, terms) => [...terms, cell.free]), is: SAME },
      'another field': { do: rename, is: WRITTEN },
      otherwise: {
        do: tag((cell, terms) => terms.filter((term) => term !== cell.held)),
        is: WRITTEN,
        after: (cell) => {
          expect(now(cell)?.glossaryTerms).toContain(cell.free);
          expect(now(cell)?.glossaryTerms).not.toContain(cell.held);
        },
      },
      deleted: { do: gone, is: conflict('gone') },
      'made again': { do: again, is: conflict('gone') },
      'no right': { is: conflict('denied', 1) },
      'no answer': {
        is: WRITTEN,
        after: (cell) => expect(now(cell)?.glossaryTerms.filter((term) => term === cell.free)).toHaveLength(1),
      },
    },
  },
  {
    local: 'remove from a set',
    lines: ({ asset, held }) => [remove(asset, held)],
    remote: {
      unchanged: { is: WRITTEN },
      'the same': { do: tag((cell, terms) => terms.filter((term) => term !== cell.held)), is: SAME },
      'another field': { do: rename, is: WRITTEN },
      otherwise: {
        do: tag((cell, terms) => [...terms, cell.free]),
        is: WRITTEN,
        after: (cell) => {
          expect(now(cell)?.glossaryTerms).toContain(cell.free);
          expect(now(cell)?.glossaryTerms).not.toContain(cell.held);
        },
      },
      deleted: { do: gone, is: SAME },
      'no right': { is: conflict('denied', 1) },
      'no answer': { is: WRITTEN },
    },
  },
  {
    local: 'create',
    lines: born,
    remote: {
      unchanged: { is: WRITTEN, after: (cell) => expect(named(cell)).toHaveLength(1) },
      'the same': {
        do: (cell) => void cell.bank.emulator.bank.edit.addTerm(cell.glossary, cell.name, 'Mine'),
        is: WRITTEN,
        after: (cell) => expect(named(cell)).toHaveLength(1),
      },
      otherwise: {
        do: (cell) => void cell.bank.emulator.bank.edit.addTerm(cell.glossary, cell.name, 'Theirs'),
        is: conflict('exists', 1),
      },
      'no right': { is: conflict('denied', 1) },
      'no answer': { is: WRITTEN, after: (cell) => expect(named(cell)).toHaveLength(1) },
    },
  },
  {
    local: 'delete',
    lines: ({ term }) => [{ kind: 'glossary_term', id: term, part: '', field: '', op: 'delete', value: null }],
    remote: {
      unchanged: { is: { state: 'applied', calls: 2 }, after: (cell) => expect(termOf(cell)).toBeUndefined() },
      'the same': { do: (cell) => cell.bank.emulator.bank.edit.removeTerm(cell.term), is: SAME },
      otherwise: {
        do: (cell) => void cell.bank.emulator.bank.edit.changeTerm(cell.term, { shortDescription: 'Theirs' }),
        is: conflict('value'),
        after: (cell) => expect(termOf(cell)?.status).toBe('ENABLED'),
      },
      'made again': {
        do: (cell) => {
          const { name = '' } = termOf(cell) ?? {};
          cell.bank.emulator.bank.edit.removeTerm(cell.term);
          cell.bank.emulator.bank.edit.addTerm(cell.glossary, name);
        },
        is: SAME,
      },
      'no right': { is: conflict('denied', 1) },
      'no answer': {
        is: { state: 'applied', calls: 2 },
        after: (cell) => expect(termOf(cell)).toBeUndefined(),
      },
    },
  },
];

const WRITES = /^(Create|Update|Delete|Associate|Disassociate)/;
const OPERATIONS = ['CreateAssetRevision', 'CreateGlossaryTerm', 'UpdateGlossaryTerm', 'DeleteGlossaryTerm'];
const FAULT: Partial<Record<Remote, FaultRule[]>> = {
  'no right': [{ match: { operation: OPERATIONS }, action: { kind: 'accessDenied' } }],
  'no answer': [{ match: { operation: OPERATIONS, nth: 1 }, action: { kind: 'drop', when: 'after' } }],
};

/** Prepares an asset and a term of its own for each cell, before anything is pulled. */
async function prepared(count: number): Promise<Cell[]> {
  const bank = await stagedBank({}, {});
  const { emulator, client, finish, terms } = bank;
  const [held = '', free = ''] = terms;
  const [project] = emulator.bank.projects.list();
  const open = emulator.bank.terms.get(held);
  const cells = Array.from({ length: count }, (_, at): Cell => {
    const asset = emulator.bank.edit.addAsset({
      projectId: project?.id ?? '',
      name: `Matrix ${at}`,
      description: 'Base',
      columns: [{ name: 'id', type: 'string' }],
    });
    emulator.bank.edit.tagAsset(asset.id, [held]);
    const glossary = open?.glossaryId ?? '';
    const term = emulator.bank.edit.addTerm(glossary, `Unused ${at}`).id;
    return { bank, asset: asset.id, held, free, term, glossary, name: `Born ${at}` };
  });
  await finish(client.sync.pull({ mode: 'full' }));
  return cells;
}

test('each cell of the conflict matrix', async () => {
  const all = MATRIX.flatMap((row) =>
    Object.entries(row.remote).map(([remote, cell]) => ({ row, remote: remote as Remote, ...cell })),
  );
  const cells = await prepared(all.length);
  for (const [at, { row, remote, do: change, is, after }] of all.entries()) {
    const cell = cells[at];
    if (cell === undefined) throw new Error('too few cells');
    const { bank } = cell;
    const what = `${row.local}, theirs: ${remote}`;
    const setId = await bank.approved(row.lines(cell));
    change?.(cell);
    const sent = bank.emulator.requests.length;
    bank.emulator.setFaults({ rules: FAULT[remote] ?? [] });
    const job = await bank.push(setId);
    bank.emulator.setFaults({ rules: [] });
    expect(job.state, what).toBe('succeeded');
    const lines = await bank.lines(setId);
    for (const line of lines)
      expect({ state: line.state, conflict: line.conflict ?? undefined }, what).toEqual({
        state: is.state,
        conflict: is.conflict,
      });
    const calls = bank.emulator.requests.slice(sent).filter(({ operation }) => WRITES.test(operation)).length;
    // One of no answer may be said again, once.
    if (remote === 'no answer') expect([is.calls, is.calls + 1], what).toContain(calls);
    else if (row.local !== 'create') expect(calls, `${what}: calls that write`).toBe(is.calls);
    after?.(cell);
    await bank.client.changes.revert({ setId });
  }
}, 120_000);
