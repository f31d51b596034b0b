import type * as z from 'zod';
import type { StageLine } from '#shared/changes.ts';
import type { glossary } from '#shared/glossary.ts';
import { stageLines } from '../changes/stage.ts';
import type { Context } from '../context.ts';
import { Failure } from '../failure.ts';
import { many } from './document.ts';
import { short } from './formats/cells.ts';
import { basisOf, heldGlossaries } from './held.ts';
import { stageStep } from './one-step.ts';
import { linesOfPlan, planRow } from './plan-kept.ts';

type Input = z.infer<NonNullable<(typeof glossary)['stageImport']['~orpc']['inputSchema']>>;
type Output = z.infer<NonNullable<(typeof glossary)['stageImport']['~orpc']['outputSchema']>>;

/** Lines of one step: undoing it holds all of them in memory. */
const MOST_LINES = 100_000;

/**
 *   rows chosen ──> rows they rest on ──> makes, values, relations ──> one step of the open set
 *
 * Stages what a planned import would change. Throws `E_PLAN_UNKNOWN`, `E_PLAN_STALE`, `E_PLAN_ROW`, `E_PLAN_LARGE`.
 */
export function stageImport(context: Context, input: Input): Output {
  const { db } = context.desk;
  const plan = planRow(db, input.planId);
  if (basisOf(heldGlossaries(db, null, true)) !== plan.basis)
    throw new Failure(
      'conflict',
      'E_PLAN_STALE',
      'The glossaries, or what is staged of them, have changed since this import was planned.',
      'Plan it again, look through it, then stage it.',
      { planId: plan.id },
    );
  const all = linesOfPlan(db, plan.number);
  const wanted = new Set(input.rows ?? all.keys());
  refuseUnknown(
    wanted,
    Number(db.prepare('SELECT count(*) FROM glossary_plan_row WHERE plan = ?').pluck().get(plan.number)),
  );
  const rows = new Set([...wanted].filter((row) => all.has(row)));
  const chosen = rows.size;
  addNeeded(rows, all);
  const lines = inOrder([...rows].toSorted((a, b) => a - b).map((row) => ({ row, lines: all.get(row) ?? [] })));
  if (lines.length > MOST_LINES)
    throw new Failure(
      'invalid',
      'E_PLAN_LARGE',
      `These rows stage ${lines.length.toLocaleString('en')} lines; ${MOST_LINES.toLocaleString('en')} are staged at once.`,
      'Stage them in parts: choose some of the rows.',
    );
  return stageStep(
    context,
    { action: 'glossary.stageImport', label: `Import ${short(plan.file)}: ${many(rows.size, 'row')}` },
    (within, staging, step) => {
      const { staged, unchanged, reverted, skipped, reasons } = stageLines(
        within,
        staging,
        lines.map(({ line }) => line),
        step,
      );
      return {
        staged,
        unchanged,
        reverted,
        skipped,
        rows: rows.size,
        along: rows.size - chosen,
        reasons: reasons.map(({ index, code, message }) => ({ row: lines[index]?.row ?? 0, code, message })),
      };
    },
  );
}

function refuseUnknown(rows: ReadonlySet<number>, most: number): void {
  const wrong = [...rows].find((row) => row > most);
  if (wrong !== undefined)
    throw new Failure(
      'invalid',
      'E_PLAN_ROW',
      `The plan has ${many(most, 'row')}; there is no row ${wrong}.`,
      'Choose rows of this plan.',
      { row: wrong },
    );
}

/** Rows that make what chosen rows name: a term needs its new glossary, a relation the new term it leads to. */
function addNeeded(rows: Set<number>, all: ReadonlyMap<number, StageLine[]>): void {
  const maker = new Map<string, number>();
  for (const [row, lines] of all) for (const { op, id } of lines) if (op === 'create') maker.set(id, row);
  // A set grows while it is walked: what is added is walked too.
  for (const row of rows)
    for (const { op, field, value } of all.get(row) ?? []) {
      const names = (op === 'set' && field === 'glossary') || op === 'add';
      const needed = names && value !== null ? maker.get(value) : undefined;
      if (needed !== undefined) rows.add(needed);
    }
}

/** Each line finds what it names: glossaries, then terms with their values, then who names whom, what goes first. */
function inOrder(rows: readonly { row: number; lines: StageLine[] }[]): { row: number; line: StageLine }[] {
  const all = rows.flatMap(({ row, lines }) => lines.map((line) => ({ row, line })));
  const phases = Map.groupBy(all, ({ line: { kind, op } }): number => {
    if (kind === 'glossary') return 0;
    return op === 'remove' ? 2 : op === 'add' ? 3 : 1;
  });
  return [0, 1, 2, 3].flatMap((phase) => phases.get(phase) ?? []);
}
