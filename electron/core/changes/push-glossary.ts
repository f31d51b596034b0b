import { setTimeout as sleep } from 'node:timers/promises';
import { type ConflictKind, fieldOf } from '#shared/changes.ts';
import { mergeOne } from '#shared/merge.ts';
import type { GlossaryContent, TermContent } from '../aws/datazone-writes.ts';
import type { GlossaryRow, GlossaryTermRow } from '../catalog/rows.ts';
import type { Db } from '../db/open.ts';
import { asFailure, Failure } from '../failure.ts';
import { decideSet, gone, type Verdict } from './asset-revision.ts';
import { createdAs } from './created.ts';
import { type Call, isUnsure, type Pushing, sending, settled, type Target } from './journal.ts';
import type { Line } from './line.ts';

type Kind = 'glossary' | 'glossary_term';
const RELATIONS = ['is_a', 'classifies'] as const;
type Row = GlossaryRow | GlossaryTermRow;

/** What was just made may not be found for a while: so often it is looked for, with so long in between (ms). */
const LOOKS = 20;
const BETWEEN = 250;
const TRIES = 3;

/** The glossary or term as it is now; null where AWS has none. */
async function read({ aws, domainId, job }: Pushing, kind: Kind, id: string): Promise<Row | null> {
  try {
    return kind === 'glossary'
      ? await aws.writes.glossary(domainId, id, job.signal)
      : await aws.writes.term(domainId, id, job.signal);
  } catch (error) {
    if (asFailure(error).problem.code === 'E_AWS_NOT_FOUND') return null;
    throw error;
  }
}

async function readSoon(pushing: Pushing, kind: Kind, id: string): Promise<Row> {
  for (let look = 1; ; look += 1) {
    const row = await read(pushing, kind, id);
    if (row !== null) return row;
    if (look >= LOOKS) throw unseen();
    await sleep(BETWEEN, undefined, { signal: pushing.job.signal });
  }
}

/**
 * Make a glossary or term. One of the same name and content that is there already is taken for it: perhaps it is ours,
 * of a push that died. Relations to what is not made yet stay staged.
 */
export async function pushCreated(pushing: Pushing, kind: Kind, id: string, lines: readonly Line[]): Promise<void> {
  const of: Target = { kind, id };
  const now = lines.filter((line) => !isRelation(line) || !isLocal(pushing.job.db, line.item));
  const value = (field: string) => now.find((line) => line.field === field)?.value ?? null;
  const name = value('name') ?? '';
  const glossary = kind === 'glossary_term' ? value('glossary') : null;
  const call = sending(pushing, of, kind === 'glossary' ? 'CreateGlossary' : 'CreateGlossaryTerm', null, born(now));
  const made = await make(pushing, kind, now, call.token);
  const found = made ?? (await pushing.aws.writes.named(pushing.domainId, kind, name, glossary, pushing.job.signal));
  if (found === null) throw unseen();
  const row = await readSoon(pushing, kind, found);
  const same = made !== null || now.every((line) => stands(line, row));
  const verdict: Verdict = same ? { outcome: 'write' } : { outcome: 'conflict', conflict: 'exists', theirs: row.id };
  settled(pushing, of, {
    verdicts: new Map(now.map((line) => [line.id, verdict])),
    calls: same ? [call] : [],
    after: row.updated_at,
    mirror: (mirror, db) => {
      put(mirror, kind, row);
      if (same) createdAs(db, kind, id, row.id);
    },
  });
}

/** @returns its id; null where AWS gave no answer or has one of this name */
async function make(pushing: Pushing, kind: Kind, lines: readonly Line[], token: string): Promise<string | null> {
  const { aws, domainId, job } = pushing;
  const value = (field: string) => lines.find((line) => line.field === field)?.value ?? null;
  const added = (field: string) =>
    lines.filter((line) => line.field === field && line.op === 'add').map(({ item }) => item);
  const name = value('name') ?? '';
  try {
    if (kind === 'glossary')
      return await aws.writes.createGlossary(
        domainId,
        value('project') ?? '',
        {
          name,
          description: value('description'),
          status: value('status') ?? 'ENABLED',
          restricted: value('restriction') !== null,
        },
        token,
        job.signal,
      );
    return await aws.writes.createTerm(
      domainId,
      value('glossary') ?? '',
      {
        name,
        short_description: value('short_description'),
        long_description: value('long_description'),
        status: value('status') ?? 'ENABLED',
        is_a: added('is_a'),
        classifies: added('classifies'),
      },
      token,
      job.signal,
    );
  } catch (error) {
    const failure = asFailure(error);
    if (isUnsure(failure) || failure.problem.code === 'E_AWS_CONFLICT') return null;
    throw error;
  }
}

/** Change a glossary or term that is there. */
export async function pushUpdated(pushing: Pushing, kind: Kind, id: string, lines: readonly Line[]): Promise<void> {
  const { job } = pushing;
  const of: Target = { kind, id };
  const calls: Call[] = [];
  let first: Merge | null = null;
  for (let attempt = 1; ; attempt += 1) {
    const row = await read(pushing, kind, id);
    if (row === null) {
      settled(pushing, of, { verdicts: new Map(lines.map((line) => [line.id, gone(line)])), calls, after: null });
      return;
    }
    const merge = await mergeRow(pushing, row, lines);
    first ??= merge;
    if (Object.keys(merge.change).length === 0) {
      settled(pushing, of, {
        verdicts: first.verdicts,
        calls,
        after: row.updated_at,
        mirror: (mirror) => put(mirror, kind, row),
      });
      return;
    }
    if (attempt > TRIES) throw unseen();
    const call = sending(
      pushing,
      of,
      kind === 'glossary' ? 'UpdateGlossary' : 'UpdateGlossaryTerm',
      row.updated_at,
      merge.change,
    );
    try {
      if (kind === 'glossary')
        await pushing.aws.writes.updateGlossary(pushing.domainId, id, merge.change, call.token, job.signal);
      else await pushing.aws.writes.updateTerm(pushing.domainId, id, merge.change, job.signal);
    } catch (error) {
      // No answer: what AWS has now tells whether it arrived.
      if (!isUnsure(asFailure(error))) throw error;
    }
    calls.push(call);
  }
}

interface Merge {
  verdicts: Map<number, Verdict>;
  /** What is to be sent; nothing where all is as it should be. */
  change: Partial<GlossaryContent & TermContent>;
}

async function mergeRow(pushing: Pushing, row: Row, lines: readonly Line[]): Promise<Merge> {
  const verdicts = new Map<number, Verdict>();
  const change: Merge['change'] = {};
  const retired = new Set<string>();
  for (const line of lines) {
    if (line.op === 'add' && (await pushing.retired(line.item))) retired.add(line.item);
    if (line.op !== 'set') continue;
    const theirs = textOf(row, line.field);
    const merged = mergeOne(line.base, theirs, line.value);
    verdicts.set(line.id, merged === 'conflict' ? conflict('value', theirs) : { outcome: merged });
    if (merged === 'write') Object.assign(change, { [line.field]: line.value });
  }
  for (const field of RELATIONS) {
    const own = lines.filter((line) => line.field === field);
    const held = idsOf(row, field);
    const { same, value } = decideSet(verdicts, own, held, (id) => retired.has(id));
    if (same) continue;
    change[field] = value;
  }
  refuseEmptied(verdicts, change, row, lines);
  return { verdicts, change };
}

/** The model wants one at least in each list that is sent: one list is emptied only together with the other. */
function refuseEmptied(
  verdicts: Map<number, Verdict>,
  change: Merge['change'],
  row: Row,
  lines: readonly Line[],
): void {
  const after = (field: (typeof RELATIONS)[number]) => change[field] ?? idsOf(row, field);
  if (after('is_a').length === 0 && after('classifies').length === 0) {
    if (change.is_a !== undefined || change.classifies !== undefined)
      Object.assign(change, { is_a: [], classifies: [] });
    return;
  }
  for (const field of RELATIONS) {
    if (change[field]?.length !== 0) continue;
    delete change[field];
    for (const line of lines.filter((one) => one.field === field))
      verdicts.set(line.id, conflict('limit', idsOf(row, field).join(' ')));
  }
}

/** Delete what nothing uses; an enabled one is disabled first, as AWS wants it. */
export async function pushDeleted(pushing: Pushing, kind: Kind, id: string, lines: readonly Line[]): Promise<void> {
  const { aws, domainId, job } = pushing;
  const of: Target = { kind, id };
  const row = await read(pushing, kind, id);
  const all = (verdict: Verdict) => new Map(lines.map((line) => [line.id, verdict]));
  const [line] = lines;
  if (
    row !== null &&
    line !== undefined &&
    line.base_revision !== row.updated_at &&
    !disabledHere(job.db, pushing.setId, of)
  ) {
    // It is not any more what somebody decided to delete.
    settled(pushing, of, {
      verdicts: all(conflict('value', row.name)),
      calls: [],
      after: null,
      mirror: (mirror) => put(mirror, kind, row),
    });
    return;
  }
  const calls: Call[] = [];
  if (row !== null) {
    if (row.status !== 'DISABLED') {
      const call = sending(pushing, of, kind === 'glossary' ? 'UpdateGlossary' : 'UpdateGlossaryTerm', row.updated_at);
      if (kind === 'glossary')
        await aws.writes.updateGlossary(domainId, id, { status: 'DISABLED' }, call.token, job.signal);
      else await aws.writes.updateTerm(domainId, id, { status: 'DISABLED' }, job.signal);
      calls.push(call);
    }
    calls.push(sending(pushing, of, kind === 'glossary' ? 'DeleteGlossary' : 'DeleteGlossaryTerm', null));
    try {
      await aws.writes.deleteEntity(domainId, kind, id, job.signal);
    } catch (error) {
      const failure = asFailure(error);
      if (failure.problem.code !== 'E_AWS_NOT_FOUND' && !isUnsure(failure)) throw error;
      if (isUnsure(failure) && (await read(pushing, kind, id)) !== null) throw error;
    }
  }
  settled(pushing, of, {
    verdicts: all({ outcome: row === null ? 'same' : 'write' }),
    calls,
    after: null,
    mirror: (mirror) => {
      if (kind === 'glossary') mirror.remove('glossary', { id } as GlossaryRow);
      else mirror.remove('glossary_term', { id } as GlossaryTermRow);
    },
  });
}

/** A push that died after it had disabled it: what moved is our own doing. */
const disabledHere = (db: Db, setId: string, { kind, id }: Target): boolean =>
  db
    .prepare(
      "SELECT 1 FROM push_call WHERE set_id = ? AND kind = ? AND entity_id = ? AND operation LIKE 'Update%' LIMIT 1",
    )
    .get(setId, kind, id) !== undefined;

function put(mirror: { put: (kind: never, row: never) => unknown }, kind: Kind, row: Row): void {
  mirror.put(kind as never, row as never);
}

/** What a new one is to be, for its token. */
const born = (lines: readonly Line[]) => lines.map(({ field, op, value }) => [field, op, value]);

const isRelation = ({ kind, field }: Line): boolean => fieldOf(kind, '', field)?.shape === 'set';

/** Is this id one of ours, that AWS does not know yet? */
const isLocal = (db: Db, id: string): boolean =>
  db
    .prepare(
      "SELECT 1 FROM change WHERE kind = 'glossary_term' AND entity_id = ? AND op = 'create' AND state IN ('staged', 'failed', 'unknown', 'conflict')",
    )
    .get(id) !== undefined;

const textOf = (row: Row, field: string): string | null => {
  const value: unknown = Reflect.get(row, COLUMNS[field] ?? field);
  return typeof value === 'string' ? value : null;
};
const COLUMNS: Record<string, string> = { project: 'owning_project_id', glossary: 'glossary_id' };

const idsOf = (row: Row, field: string): string[] => JSON.parse(textOf(row, field) ?? '[]') as string[];

/** Whether what is there is as this line wants it. */
function stands(line: Line, row: Row): boolean {
  if (line.op === 'create') return true;
  if (line.op === 'add') return idsOf(row, line.field).includes(line.item);
  if (line.field === 'restriction') return textOf(row, 'usage_restrictions')?.includes(line.value ?? '') === true;
  return (textOf(row, line.field) ?? '') === (line.value ?? '');
}

const conflict = (kind: ConflictKind, theirs: string | null): Verdict => ({
  outcome: 'conflict',
  conflict: kind,
  theirs,
});

const unseen = (): Failure =>
  new Failure(
    'offline',
    'E_AWS_UNAVAILABLE',
    'AWS gave no answer, and what was to be made or changed is not to be seen yet.',
    'Push again later: what arrived is found out by reading back.',
  );
