import type { Staged, StageLine } from '#shared/changes.ts';
import { MOST_TAGGED, type Tagging, type TagPreview } from '#shared/columns.ts';
import { placesOf } from '../catalog/search/places.ts';
import type { Context } from '../context.ts';
import { prepared } from '../db/prepared.ts';
import type { Db } from '../db/open.ts';
import { Failure } from '../failure.ts';
import { intoOpenSet } from './commands.ts';
import type { Outcome } from './stage.ts';
import { findable, linesFor, type Target, type Targets, targetsOf } from './tagged.ts';

/** Projects and reasons that a preview tells. */
const MOST_PROJECTS = 50;
const MOST_REASONS = 50;

/**
 * Stage terms onto everything that is chosen, as one step.
 * @param beside done in the same transaction
 */
export async function stageTerms(
  context: Context,
  input: Tagging & { label: string },
  signal?: AbortSignal,
  beside: (db: Db, told: Staged) => void = () => {},
): Promise<Staged> {
  const at = await findable(context, input, signal);
  return context.desk.write(
    (told: Staged) => ({
      action: 'changes.stageTerms',
      entity: told.setId,
      details: {
        label: input.label,
        tags: input.action,
        terms: input.termIds,
        staged: told.staged,
        reverted: told.reverted,
        skipped: told.skipped,
      },
    }),
    (db) => {
      const { lines, limits } = tried(db, input, targetsOf(db, input, at));
      const [limit] = limits;
      if (limit !== undefined)
        throw new Failure('invalid', limit.code, limit.message, 'Narrow the selection, and go on in parts.', {
          met: limit.met,
          most: limit.most,
        });
      const told = lines.length === 0 ? NOTHING : intoOpenSet(context, db, lines, input.label);
      beside(db, told);
      return told;
    },
    'changes.stage',
  );
}

const NOTHING: Staged = { setId: null, staged: 0, unchanged: 0, reverted: 0, skipped: 0, reasons: [] };

/** What staging would do: it is done, counted, and rolled back. */
export async function previewTerms(context: Context, input: Tagging, signal?: AbortSignal): Promise<TagPreview> {
  const { db } = context.desk;
  const at = await findable(context, input, signal);
  const targets = targetsOf(db, input, at);
  const { lines, of, limits } = tried(db, input, targets);
  const outcomes: Outcome[] = [];
  if (limits.length === 0 && lines.length > 0)
    rolledBack(db, () => {
      intoOpenSet(context, db, lines, '', (_, outcome) => {
        outcomes.push(outcome);
      });
    });
  return { ...counted(db, targets, of, outcomes), limits };
}

/** The lines, and for each of them the target it is about; none where a limit stands in the way. */
function tried(
  db: Db,
  input: Tagging,
  targets: Targets,
): { lines: StageLine[]; of: Target[] } & Pick<TagPreview, 'limits'> {
  if (targets.total > MOST_TAGGED)
    return { lines: [], of: [], limits: [limit('E_TAG_TARGETS', 'columns', targets.total)] };
  const lines: StageLine[] = [];
  const of: Target[] = [];
  let count = 0;
  const linesOf = linesFor(db, input);
  for (const target of targets.list)
    for (const line of linesOf(target)) {
      count += 1;
      if (count > MOST_TAGGED) continue;
      lines.push(line);
      of.push(target);
    }
  if (count <= MOST_TAGGED) return { lines, of, limits: [] };
  return { lines: [], of: [], limits: [limit('E_TAG_LINES', 'lines', count)] };
}

const limit = (code: string, what: string, met: number): TagPreview['limits'][number] => ({
  code,
  message: `That would be ${met} ${what}; one step takes ${MOST_TAGGED}.`,
  met,
  most: MOST_TAGGED,
});

const ROLL_BACK = Symbol('rolled back');

function rolledBack(db: Db, work: () => void): void {
  try {
    db.transaction(() => {
      work();
      throw ROLL_BACK;
    })();
  } catch (error) {
    if (error !== ROLL_BACK) throw error;
  }
}

type Counts = Pick<TagPreview, 'columns' | 'assets' | 'staged' | 'unchanged' | 'reverted' | 'skipped'>;

const none = (): Counts => ({ columns: 0, assets: 0, staged: 0, unchanged: 0, reverted: 0, skipped: 0 });

function counted(
  db: Db,
  targets: Targets,
  of: readonly Target[],
  outcomes: readonly Outcome[],
): Omit<TagPreview, 'limits'> {
  const all = none();
  const projects = new Map<string | null, Counts>();
  const projectOf = (id: string | null) => {
    const counts = projects.get(id) ?? none();
    projects.set(id, counts);
    return counts;
  };
  const owners = ownersOf(db, targets);
  for (const { project, columns } of owners.values())
    for (const counts of [all, projectOf(project)]) {
      counts.columns += columns;
      counts.assets += 1;
    }
  const reasons = new Map<string, TagPreview['reasons'][number]>();
  for (const [index, outcome] of outcomes.entries()) {
    const became = typeof outcome === 'string' ? outcome : 'skipped';
    all[became] += 1;
    const owner = owners.get(of[index]?.assetId ?? '');
    if (owner !== undefined) projectOf(owner.project)[became] += 1;
    if (typeof outcome === 'string') continue;
    const key = `${outcome.code} ${outcome.message}`;
    const reason = reasons.get(key) ?? { ...outcome, lines: 0 };
    reason.lines += 1;
    reasons.set(key, reason);
  }
  const names = placesOf(db).projects;
  return {
    ...all,
    reasons: [...reasons.values()].toSorted((a, b) => b.lines - a.lines).slice(0, MOST_REASONS),
    projects: [...projects]
      .map(([id, counts]) => ({ project: id === null ? null : { id, name: names.get(id)?.name ?? id }, ...counts }))
      .toSorted((a, b) => b.columns + b.assets - a.columns - a.assets)
      .slice(0, MOST_PROJECTS),
  };
}

interface Owner {
  project: string | null;
  columns: number;
}

/** By the id of the asset; what the mirror does not hold is nobody's. */
function ownersOf(db: Db, targets: Targets): Map<string, Owner> {
  const owners = new Map<string, Owner>();
  const row = prepared<[string | number], { id: string; project: string | null }>(
    db,
    `SELECT id, project_id AS project FROM remote_asset WHERE ${targets.byAsset === null ? 'id' : 'key'} = ?`,
  );
  for (const [key, columns] of targets.byAsset ?? []) {
    const asset = row.get(key);
    if (asset !== undefined) owners.set(asset.id, { project: asset.project, columns });
  }
  if (targets.byAsset !== null) return owners;
  for (const { assetId, column } of targets.list) {
    const known = owners.get(assetId);
    const asset = known ?? row.get(assetId);
    if (asset === undefined) continue;
    const columns = (known?.columns ?? 0) + (column === '' ? 0 : 1);
    owners.set(assetId, { project: asset.project, columns });
  }
  return owners;
}
