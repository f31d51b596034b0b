import type * as z from 'zod';
import type { ChangeKind, Staged, StageLine } from '#shared/changes.ts';
import type { glossary } from '#shared/glossary.ts';
import { LIVE } from '../changes/line.ts';
import { stageLines, type Staging } from '../changes/stage.ts';
import type { Step } from '../changes/step.ts';
import type { Context } from '../context.ts';
import type { Db } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';
import { Failure } from '../failure.ts';
import { many } from './document.ts';
import { short } from './formats/cells.ts';
import { heldGlossaries } from './held.ts';
import { type Homed, mergedRelations } from './merge-relations.ts';
import { type Carrier, carriersOf } from './merge-carriers.ts';
import { stageStep } from './one-step.ts';

type Input = z.infer<NonNullable<(typeof glossary)['stageMerge']['~orpc']['inputSchema']>>;
type Output = z.infer<NonNullable<(typeof glossary)['stageMerge']['~orpc']['outputSchema']>>;
type Counts = Omit<Staged, 'setId' | 'reasons'>;

const MOST_REASONS = 100;

/**
 *   asset, column ── loser out, keep in ──┐
 *   relations ────── loser out, keep in ──┼──> one step of the open set
 *   losers ───────── disabled ────────────┘
 *
 * Stages one term in place of others, with what is staged laid over. A place where it cannot be stays whole as it is,
 * and is told; a loser that still stands somewhere is not disabled. Throws `E_TERM_UNKNOWN`, `E_TERM_DISABLED`,
 * `E_MERGE_…`.
 */
export function stageMerge(context: Context, input: Input): Output {
  const { db } = context.desk;
  const terms = termsById(db);
  const losers = new Set(input.losers);
  const keep = refused(db, terms, input.keep, losers);
  const label = `Merge ${many(losers.size, 'term')} into ${short(keep.term.name ?? '')}`;
  return stageStep(context, { action: 'glossary.stageMerge', label }, (within, staging, step) => {
    const told = new Told();
    for (const carrier of carriersOf(within, input.keep, losers))
      replace(within, staging, step, carrier, input.keep, told);
    const relations = mergedRelations(terms, input.keep, losers);
    for (const { id, code, message } of relations.refused) told.refuse('glossary_term', id, '', code, message);
    for (const { id, lines } of relations.places)
      if (told.stage(within, staging, step, { kind: 'glossary_term', id, part: '', lines })) told.relations += 1;
    for (const id of losers) retire(within, staging, step, id, told);
    return told.answer();
  });
}

/** Out first: there may be no room for one more before. */
function replace(db: Db, staging: Staging, step: Step, carrier: Carrier, keep: string, told: Told): void {
  const { id, part, field, losers, hasKeep } = carrier;
  const line = (op: 'add' | 'remove', value: string): StageLine => ({ kind: 'asset', id, part, field, op, value });
  const lines = [...losers.map((loser) => line('remove', loser)), ...(hasKeep ? [] : [line('add', keep)])];
  if (!told.stage(db, staging, step, { kind: 'asset', id, part, lines }))
    for (const loser of losers) told.left.add(loser);
  else if (part === '') told.assets.add(id);
  else told.columns += 1;
}

/** What was only to be made is not made; what is there is disabled, unless it still stands somewhere. */
function retire(db: Db, staging: Staging, step: Step, id: string, told: Told): void {
  if (told.left.has(id)) {
    told.refuse(
      'glossary_term',
      id,
      '',
      'E_MERGE_LEFT',
      'It still stands where it could not be replaced: it stays enabled.',
    );
    return;
  }
  const there = db.prepare('SELECT 1 FROM remote_glossary_term WHERE id = ?').get(id) !== undefined;
  const line: StageLine = there
    ? { kind: 'glossary_term', id, part: '', field: 'status', op: 'set', value: 'DISABLED' }
    : { kind: 'glossary_term', id, part: '', field: '', op: 'delete', value: null };
  told.stage(db, staging, step, { kind: 'glossary_term', id, part: '', lines: [line] });
}

/** What has become of the places so far. */
class Told {
  readonly assets = new Set<string>();
  readonly left = new Set<string>();
  columns = 0;
  relations = 0;
  readonly #counts: Counts = { staged: 0, unchanged: 0, reverted: 0, skipped: 0 };
  readonly #reasons: Output['reasons'] = [];

  refuse(kind: ChangeKind, id: string, part: string, code: string, message: string): void {
    this.#counts.skipped += 1;
    if (this.#reasons.length < MOST_REASONS) this.#reasons.push({ kind, id, part, code, message });
  }

  /** All lines of a place or none; false where there are none. */
  stage(
    db: Db,
    staging: Staging,
    step: Step,
    { kind, id, part, lines }: { kind: ChangeKind; id: string; part: string; lines: readonly StageLine[] },
  ): boolean {
    const [pending] = lines.flatMap((line) => pendingElsewhere(db, staging.setId, line));
    if (pending !== undefined) {
      this.refuse(kind, id, part, 'E_CHANGE_PENDING', pending);
      return false;
    }
    const { staged, unchanged, reverted, reasons } = stageLines(db, staging, lines, step);
    const [reason] = reasons;
    if (reason !== undefined) {
      const skipped = new Set(reasons.map(({ index }) => index));
      stageLines(
        db,
        staging,
        lines.flatMap((line, at) => (skipped.has(at) ? [] : taken(line))),
        step,
      );
      this.refuse(kind, id, part, reason.code, reason.message);
      return false;
    }
    this.#counts.staged += staged;
    this.#counts.unchanged += unchanged;
    this.#counts.reverted += reverted;
    return true;
  }

  answer(): Omit<Output, 'setId'> {
    const { columns, relations } = this;
    return { ...this.#counts, assets: this.assets.size, columns, relations, reasons: this.#reasons };
  }
}

/** What takes a line of a set back. */
const taken = (line: StageLine): StageLine[] => {
  if (line.op === 'add') return [{ ...line, op: 'remove' }];
  return line.op === 'remove' ? [{ ...line, op: 'add' }] : [];
};

/** The same place is in a set that waits: nothing of this place is staged. */
function pendingElsewhere(db: Db, setId: string, { kind, id, part, field, op, value }: StageLine): string[] {
  const item = op === 'add' || op === 'remove' ? (value ?? '') : '';
  const live = prepared(
    db,
    `SELECT 1 FROM change WHERE kind = ? AND entity_id = ? AND part = ? AND field = ? AND item = ? AND set_id <> ?
     AND ${LIVE}`,
  ).get(kind, id, part, field, item, setId);
  return live === undefined ? [] : ['The same value is in a set that waits to be approved or pushed.'];
}

function termsById(db: Db): Map<string, Homed> {
  return new Map(
    heldGlossaries(db, null, true).glossaries.flatMap(({ restricted, terms }) =>
      terms.flatMap((term) =>
        term.id === null
          ? []
          : [[term.id, { term: { ...term, id: term.id }, restricted: restricted === true }] as const],
      ),
    ),
  );
}

/** The term to keep; refuses what cannot be merged. */
function refused(db: Db, terms: ReadonlyMap<string, Homed>, keepId: string, losers: ReadonlySet<string>): Homed {
  const keep = termOf(db, terms, keepId);
  if (losers.has(keepId))
    throw new Failure('invalid', 'E_MERGE_SELF', 'The term to keep is among those that go.', 'Take it off one side.');
  if (keep.term.status === 'DISABLED')
    throw new Failure(
      'invalid',
      'E_TERM_DISABLED',
      `“${short(keep.term.name ?? '')}” is disabled: nothing can be given it.`,
      'Keep another term, or enable this one first.',
      { termId: keepId },
    );
  for (const id of losers) {
    const { term, restricted } = termOf(db, terms, id);
    if (restricted !== keep.restricted)
      throw new Failure(
        'invalid',
        'E_MERGE_RESTRICTED',
        `“${short(term.name ?? '')}” and “${short(keep.term.name ?? '')}” are not both of restricted glossaries, nor both of others.`,
        'Merge governed terms with governed terms only.',
        { termId: id },
      );
    refuseRequired(db, id, term.name ?? '');
  }
  return keep;
}

/** Assets without a term that a rule requires can no longer be published (GlossaryTermEnforcementDetail). */
function refuseRequired(db: Db, id: string, name: string): void {
  const rule = db
    .prepare('SELECT name FROM remote_rule WHERE instr(detail, ?) > 0 ORDER BY id LIMIT 1')
    .pluck()
    .get(JSON.stringify(id)) as string | undefined;
  if (rule !== undefined)
    throw new Failure(
      'conflict',
      'E_MERGE_RULE',
      `The rule “${short(rule)}” requires “${short(name)}”: without it assets could no longer be published.`,
      'Keep this term, or change the rule first and pull again.',
      { termId: id },
    );
}

function termOf(db: Db, terms: ReadonlyMap<string, Homed>, id: string): Homed {
  const found = terms.get(id);
  if (found !== undefined) return found;
  if (db.prepare('SELECT 1 FROM remote_glue_glossary_term WHERE id = ?').get(id) !== undefined)
    throw new Failure(
      'invalid',
      'E_MERGE_GLUE',
      'A term of Glue’s business glossary is read here and never changed.',
      'Merge terms of DataZone only.',
      { termId: id },
    );
  throw new Failure('not_found', 'E_TERM_UNKNOWN', 'There is no such term.', 'Search for it by name, or pull again.', {
    termId: id,
  });
}
