import { type ConflictKind, fieldOf } from '#shared/changes.ts';
import { mergeOne, mergeSet } from '#shared/merge.ts';
import { tell } from '../catalog/forms.ts';
import type { AssetRecord, Form } from '../catalog/rows.ts';
import { type ColumnEdit, columnMetadata, withColumnMetadata } from './column-form.ts';
import type { Line } from './line.ts';

/** What becomes of a line: to be written, true already, or against what AWS says. */
export type Verdict =
  | { outcome: 'write' | 'same' }
  | { outcome: 'conflict'; conflict: ConflictKind; theirs: string | null };

export interface AssetMerge {
  verdicts: Map<number, Verdict>;
  /** The asset with what is to be written in it; null where no revision is needed. */
  next: Pick<AssetRecord, 'name' | 'description' | 'typeRevision' | 'terms' | 'forms'> | null;
  governed: { add: string[]; remove: string[] };
}

/** Whether a term can be given: not where it is disabled or gone. */
export type Retired = (termId: string) => boolean;

/**
 *   what AWS says now (theirs) ──┐
 *   lines: base and mine ────────┴──> a verdict for each line, and the next revision: theirs with mine in it
 *
 * A conflict holds up its own line and no other.
 */
export function mergeAsset(record: AssetRecord, lines: readonly Line[], retired: Retired): AssetMerge {
  const verdicts = new Map<number, Verdict>();
  const own = lines.filter(({ part }) => part === '');
  const next = { ...record };
  // An asset without a description is shown with the summary of its forms: that is what somebody saw and changed.
  const shown = { name: record.name, description: record.description ?? tell(record.forms).summary };
  for (const field of ['name', 'description'] as const) {
    const line = own.find((one) => one.field === field);
    if (line === undefined) continue;
    if (decideOne(verdicts, line, shown[field])) Object.assign(next, { [field]: line.value });
  }
  const terms = decideSet(verdicts, linesOf(own, 'terms'), record.terms, retired);
  const governed = decideSet(verdicts, linesOf(own, 'governed_terms'), record.governedTerms, retired);
  next.terms = terms.value;
  const forms = mergeColumns(verdicts, record, lines, retired);
  next.forms = forms;
  const writes = lines.some((line) => line.field !== 'governed_terms' && verdicts.get(line.id)?.outcome === 'write');
  const { name, description, typeRevision } = next;
  return {
    verdicts,
    next: writes ? { name, description, typeRevision, terms: next.terms, forms } : null,
    governed: {
      add: governed.value.filter((id) => !record.governedTerms.includes(id)),
      remove: record.governedTerms.filter((id) => !governed.value.includes(id)),
    },
  };
}

function mergeColumns(
  verdicts: Map<number, Verdict>,
  record: AssetRecord,
  lines: readonly Line[],
  retired: Retired,
): Form[] {
  const byColumn = Map.groupBy(
    lines.filter(({ part }) => part !== ''),
    ({ part }) => part,
  );
  if (byColumn.size === 0) return record.forms;
  const columns = new Map(tell(record.forms).columns.map((column) => [column.name, column]));
  const metadata = columnMetadata(record.forms);
  const edits = new Map<string, ColumnEdit>();
  for (const [name, of] of byColumn) {
    const column = columns.get(name);
    if (column === undefined || metadata === null) {
      for (const line of of) verdicts.set(line.id, gone(line));
      continue;
    }
    const edit: ColumnEdit = {};
    for (const [field, theirs] of [
      ['name', column.businessName],
      ['description', column.description],
    ] as const) {
      const line = of.find((one) => one.field === field);
      if (line !== undefined && decideOne(verdicts, line, theirs)) edit[field] = line.value;
    }
    const terms = decideSet(verdicts, linesOf(of, 'terms'), column.terms, retired);
    if (!terms.same) edit.terms = terms.value;
    if (Object.keys(edit).length > 0) edits.set(name, edit);
  }
  return edits.size === 0 || metadata === null ? record.forms : withColumnMetadata(record.forms, metadata, edits);
}

const linesOf = (lines: readonly Line[], field: string): Line[] => lines.filter((line) => line.field === field);

/** @returns whether it is to be written */
function decideOne(verdicts: Map<number, Verdict>, line: Line, theirs: string | null): boolean {
  const merged = mergeOne(line.base, theirs, line.value);
  verdicts.set(
    line.id,
    merged === 'conflict' ? { outcome: 'conflict', conflict: 'value', theirs } : { outcome: merged },
  );
  return merged === 'write';
}

/** Adds that cannot be are conflicts of their own; the others and every removal go on. */
export function decideSet(
  verdicts: Map<number, Verdict>,
  lines: readonly Line[],
  theirs: readonly string[],
  retired: Retired,
): { same: boolean; value: string[] } {
  const [first] = lines;
  if (first === undefined) return { same: true, value: [...theirs] };
  const most = fieldOf(first.kind, first.part, first.field)?.most ?? 0;
  const held = new Set(theirs);
  const remove = lines.filter(({ op }) => op === 'remove');
  let room = most - theirs.length + remove.filter(({ item }) => held.has(item)).length;
  const add: string[] = [];
  for (const line of remove) verdicts.set(line.id, { outcome: held.has(line.item) ? 'write' : 'same' });
  for (const line of lines.filter(({ op }) => op === 'add')) {
    if (held.has(line.item)) verdicts.set(line.id, { outcome: 'same' });
    else if (retired(line.item)) verdicts.set(line.id, { outcome: 'conflict', conflict: 'retired', theirs: null });
    else if (room <= 0) verdicts.set(line.id, { outcome: 'conflict', conflict: 'limit', theirs: null });
    else {
      room -= 1;
      add.push(line.item);
      verdicts.set(line.id, { outcome: 'write' });
    }
  }
  return mergeSet(
    theirs,
    add,
    remove.map(({ item }) => item),
  );
}

/** What it is about is not there any more: what was to be taken from it is gone with it. */
export const gone = (line: Line): Verdict =>
  line.op === 'remove' || line.op === 'delete'
    ? { outcome: 'same' }
    : { outcome: 'conflict', conflict: 'gone', theirs: null };
