import type { Staged } from '#shared/changes.ts';
import { ColumnSelect, type TagRule } from '#shared/columns.ts';
import type { Context } from '../context.ts';
import type { Db } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';
import { Failure } from '../failure.ts';
import { stageTerms } from './stage-terms.ts';

interface Row {
  id: string;
  name: string;
  chosen: string;
  action: TagRule['action'];
  term_ids: string;
  created_by: string;
  created_at: string;
  run_at: string | null;
  run_staged: number | null;
}

/** The rules in the order of their names. */
export function tagRules(db: Db, input: { offset: number; limit: number }): { total: number; items: TagRule[] } {
  return {
    total: Number(db.prepare('SELECT count(*) FROM tag_rule').pluck().get()),
    items: db
      .prepare<[number, number], Row>('SELECT * FROM tag_rule ORDER BY name COLLATE NOCASE, number LIMIT ? OFFSET ?')
      .all(input.limit, input.offset)
      .map(ruleFrom),
  };
}

/** A new rule or, with an id, one as it is now. @throws E_TAG_RULE_UNKNOWN */
export function saveTagRule(
  context: Context,
  {
    id,
    name,
    select,
    action,
    termIds,
  }: Pick<TagRule, 'name' | 'select' | 'action' | 'termIds'> & { id: string | null },
): TagRule {
  return context.desk.write(
    (rule: TagRule) => ({
      action: 'changes.saveTagRule',
      entity: rule.id,
      details: { name: rule.name, tags: rule.action, terms: rule.termIds },
    }),
    (db) => {
      const says = [name, JSON.stringify(select), action, JSON.stringify(termIds)];
      if (id !== null) {
        ruleOf(db, id);
        db.prepare('UPDATE tag_rule SET name = ?, chosen = ?, action = ?, term_ids = ? WHERE id = ?').run(...says, id);
        return ruleOf(db, id);
      }
      const made = context.newId();
      db.prepare(
        'INSERT INTO tag_rule (name, chosen, action, term_ids, id, created_by, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
      ).run(...says, made, context.actor, context.clock().toISOString());
      return ruleOf(db, made);
    },
  );
}

/** @throws E_TAG_RULE_UNKNOWN */
export function removeTagRule(context: Context, { id }: { id: string }): { removed: number } {
  return context.desk.write({ action: 'changes.removeTagRule', entity: id, details: {} }, (db) => {
    ruleOf(db, id);
    return { removed: db.prepare('DELETE FROM tag_rule WHERE id = ?').run(id).changes };
  });
}

/** Stage what a rule says of the columns it finds now. @throws E_TAG_RULE_UNKNOWN */
export async function runTagRule(context: Context, { id }: { id: string }, signal?: AbortSignal): Promise<Staged> {
  const { name, select, action, termIds } = ruleOf(context.desk.db, id);
  const run = (db: Db, told: Staged) =>
    db
      .prepare('UPDATE tag_rule SET run_at = ?, run_staged = ? WHERE id = ?')
      .run(context.clock().toISOString(), told.staged, id);
  return await stageTerms(context, { select, action, termIds, label: `Rule: ${name}`.slice(0, 200) }, signal, run);
}

function ruleOf(db: Db, id: string): TagRule {
  const row = prepared<[string], Row>(db, 'SELECT * FROM tag_rule WHERE id = ?').get(id);
  if (row === undefined)
    throw new Failure('not_found', 'E_TAG_RULE_UNKNOWN', 'There is no such rule.', 'Look among the rules there are.', {
      id,
    });
  return ruleFrom(row);
}

const ruleFrom = (row: Row): TagRule => ({
  id: row.id,
  name: row.name,
  // Kept by an edition that may have known fewer parts: those it did not know are open.
  select: ColumnSelect.parse(JSON.parse(row.chosen)),
  action: row.action,
  termIds: JSON.parse(row.term_ids) as string[],
  createdBy: row.created_by,
  createdAt: row.created_at,
  runAt: row.run_at,
  runStaged: row.run_staged,
});
