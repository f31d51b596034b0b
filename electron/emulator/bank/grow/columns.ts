import type { SourceSystem } from '#emulator/bank/grow/spelling.ts';
import type { Template } from '#emulator/bank/grow/templates.ts';
import type { PlannedColumn } from '#emulator/bank/plan.ts';
import {
  type ColumnSpec,
  aggregates,
  auditColumns,
  dictionary,
  measures,
  windows,
} from '#emulator/bank/story/columns.ts';
import type { Random } from '#emulator/random.ts';

const byName = new Map(dictionary.map((column) => [column.name, column]));
const derivedTotal = measures.length * aggregates.length * windows.length;

const derivations: ColumnSpec[] = [];

const derive = (n: number): ColumnSpec => {
  const at = n % derivedTotal;
  const measure = measures[at % measures.length] ?? '';
  const aggregate = aggregates[Math.floor(at / measures.length) % aggregates.length] ?? '';
  const window = windows[Math.floor(at / (measures.length * aggregates.length))] ?? '';
  const turn = Math.floor(n / derivedTotal);
  const words = measure.replaceAll('_', ' ');
  return {
    name: `${measure}_${aggregate}_${window}${turn === 0 ? '' : `_v${turn + 1}`}`,
    type: aggregate === 'count' ? 'bigint' : 'double',
    title: `${words[0]?.toUpperCase() ?? ''}${words.slice(1)}, ${aggregate} over ${window}`,
    terms: [],
  };
};

/** The nth derived column, unique for every n. The same object each time, so that what hangs on it can be kept. */
export const derivedColumn = (n: number): ColumnSpec => (derivations[n] ??= derive(n));

const specAt = (template: Template, at: number, offset: number): ColumnSpec => {
  const own = template.columns.length;
  const name = template.columns[at];
  if (name !== undefined) return byName.get(name) ?? { name, type: 'string', terms: [] };
  return auditColumns[at - own] ?? derivedColumn(at - own - auditColumns.length + offset);
};

/** A column as it looks with and without business metadata, made once per spelling. */
interface Shapes {
  readonly bare: PlannedColumn;
  readonly described: PlannedColumn;
  readonly tagged: PlannedColumn;
}

const shapesOf = (spec: ColumnSpec, name: string, termIds: ReadonlyMap<string, string>): Shapes => {
  const described = {
    name,
    type: spec.type,
    ...(spec.title === undefined ? {} : { title: spec.title }),
    ...(spec.description === undefined ? {} : { description: spec.description }),
    terms: [],
  };
  return {
    bare: { name, type: spec.type, terms: [] },
    described,
    tagged: { ...described, terms: spec.terms.flatMap((term) => termIds.get(term) ?? []) },
  };
};

export interface ColumnRequest {
  readonly template: Template;
  readonly system: SourceSystem;
  readonly count: number;
  readonly described: boolean;
  readonly random: Random;
}

/**
 * Makes the columns of generated tables: those of the template, then audit columns, then derived ones up to `count`,
 * spelt the way the source system spells. `described` says whether anyone wrote business metadata for them; even then
 * only part of them has it.
 */
export const createColumnGrower = (
  termIds: ReadonlyMap<string, string>,
): ((request: ColumnRequest) => PlannedColumn[]) => {
  const known = new Map<SourceSystem, Map<ColumnSpec, Shapes>>();

  const spelt = (system: SourceSystem, spec: ColumnSpec): Shapes => {
    let own = known.get(system);
    if (!own) known.set(system, (own = new Map()));
    let shapes = own.get(spec);
    if (!shapes) own.set(spec, (shapes = shapesOf(spec, system.spell(spec.name), termIds)));
    return shapes;
  };

  return ({ template, system, count, described, random }) => {
    // Only systems that shorten names can make two of them one.
    const taken = system.shortens ? new Set<string>() : undefined;
    // Derived columns never run past one turn of the wheel unless a table is wider than it.
    const offset = count < derivedTotal ? random.int(derivedTotal - count) : 0;
    const columns: PlannedColumn[] = [];
    for (let at = 0; at < count; at += 1) {
      const spec = specAt(template, at, offset);
      const shapes = spelt(system, spec);
      const worded = described && random.chance(0.72);
      const tagged = worded && spec.terms.length > 0 && random.chance(0.6);
      const column = tagged ? shapes.tagged : worded ? shapes.described : shapes.bare;
      if (!taken?.has(column.name)) {
        taken?.add(column.name);
        columns.push(column);
        continue;
      }
      let name = column.name;
      while (taken.has(name)) name = `${name}${at}`;
      taken.add(name);
      columns.push({ ...column, name });
    }
    return columns;
  };
};
