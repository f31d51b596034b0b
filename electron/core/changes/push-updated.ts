import { mergeOne } from '#shared/merge.ts';
import type { GlossaryContent, TermContent } from '../aws/datazone-writes.ts';
import { asFailure } from '../failure.ts';
import { decideSet, gone, type Verdict } from './asset-revision.ts';
import { conflict, type GlossaryKind, idsOf, put, read, type Row, textOf, unseen } from './glossary-row.ts';
import { type Call, isUnsure, type Pushing, sending, settled, type Target } from './journal.ts';
import type { Line } from './line.ts';

const RELATIONS = ['is_a', 'classifies'] as const;
/** Times it is read and merged again because no answer came. */
const TRIES = 3;

/** Change a glossary or term that is there. */
export async function pushUpdated(
  pushing: Pushing,
  kind: GlossaryKind,
  id: string,
  lines: readonly Line[],
): Promise<void> {
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
        mirror: (mirror) => put(mirror, row),
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
