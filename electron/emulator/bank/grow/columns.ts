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

/** The nth derived column, unique for every n. */
export const derivedColumn = (n: number): ColumnSpec => {
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

const specAt = (template: Template, at: number, offset: number): ColumnSpec => {
  const own = template.columns.length;
  if (at < own) {
    const name = template.columns[at] ?? '';
    return byName.get(name) ?? { name, type: 'string', terms: [] };
  }
  return auditColumns[at - own] ?? derivedColumn(at - own - auditColumns.length + offset);
};

/**
 * The columns of a generated table: those of its template, then audit columns, then derived ones up to `count`,
 * spelt the way the source system spells. `described` says whether anyone wrote business metadata for them; even then
 * only part of them has it.
 */
export const growColumns = (options: {
  readonly template: Template;
  readonly system: SourceSystem;
  readonly count: number;
  readonly described: boolean;
  readonly random: Random;
  readonly termIds: ReadonlyMap<string, string>;
}): PlannedColumn[] => {
  const { template, system, count, described, random, termIds } = options;
  const taken = new Set<string>();
  // Derived columns never run past one turn of the wheel unless a table is wider than it.
  const offset = count < derivedTotal ? random.int(derivedTotal - count) : 0;
  return Array.from({ length: count }, (_, at): PlannedColumn => {
    const spec = specAt(template, at, offset);
    let name = system.spell(spec.name);
    while (taken.has(name)) name = `${name}${at}`;
    taken.add(name);
    if (!described || !random.chance(0.72)) return { name, type: spec.type, terms: [] };
    const terms = spec.terms.length > 0 && random.chance(0.6) ? spec.terms : [];
    return {
      name,
      type: spec.type,
      ...(spec.title === undefined ? {} : { title: spec.title }),
      ...(spec.description === undefined ? {} : { description: spec.description }),
      terms: terms.flatMap((term) => termIds.get(term) ?? []),
    };
  });
};
