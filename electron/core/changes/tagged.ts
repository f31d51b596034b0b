import type { StageLine } from '#shared/changes.ts';
import { type ColumnSelect, MOST_TAGGED, type Tagging } from '#shared/columns.ts';
import { type Ready, ready } from '../catalog/columns/ready.ts';
import { Selection } from '../catalog/columns/selection.ts';
import type { Context } from '../context.ts';
import { prepared } from '../db/prepared.ts';
import type { Db } from '../db/open.ts';
import { Failure } from '../failure.ts';
import { type Line, liveOf } from './line.ts';
import { columnTerms, setOf, termOf } from './mirrored.ts';
import { overSet } from './overlay.ts';

/** What is to be tagged: a column of an asset, or (column '') an asset itself. */
export interface Target {
  assetId: string;
  column: string;
}

/** What is to be tagged, and of how much of it that is all. */
export interface Targets {
  /** None where they are more than can be tagged at once. */
  list: Target[];
  total: number;
  /** Columns by the keys of their assets; null where what was named is taken as it is. */
  byAsset: Map<number, number> | null;
}

/** What a selection is asked of; null where nothing has to be found. Nothing may be awaited between this and `targetsOf`. */
export async function findable(context: Context, input: Tagging, signal?: AbortSignal): Promise<Ready | null> {
  const given = [input.select, input.columns, input.assets].filter((one) => one !== undefined);
  if (given.length !== 1)
    throw new Failure(
      'invalid',
      'E_TAG_TARGET',
      'Say what is to be tagged in one way.',
      'Give either a selection, or columns, or assets.',
    );
  return input.select === undefined ? null : await ready(context.desk.db, input.select, context.clock, signal);
}

export function targetsOf(db: Db, input: Tagging, at: Ready | null): Targets {
  if (input.select !== undefined && at !== null) return selected(db, input.select, at);
  const list =
    input.columns === undefined
      ? (input.assets ?? []).map((assetId) => ({ assetId, column: '' }))
      : input.columns.map(({ assetId, column }) => ({ assetId, column }));
  const once = [...new Map(list.map((target) => [`${target.assetId}\n${target.column}`, target])).values()];
  return { list: once, total: once.length, byAsset: null };
}

function selected(db: Db, select: ColumnSelect, at: Ready): Targets {
  const selection = new Selection(db, at, select);
  const { total } = selection;
  if (total > MOST_TAGGED) return { list: [], total, byAsset: selection.byAsset() };
  const list = selection.page(0, total).flatMap(({ key, name }) => {
    const asset = prepared<[number], { id: string }>(db, 'SELECT id FROM remote_asset WHERE key = ?').get(key);
    return asset === undefined ? [] : { assetId: asset.id, column: name };
  });
  // Two columns of one name are one to AWS's form, and to a line.
  const once = [...new Map(list.map((target) => [`${target.assetId}\n${target.column}`, target])).values()];
  return { list: once, total, byAsset: selection.byAsset() };
}

/**
 *   add ...... + each term
 *   remove ... - each term
 *   replace .. - every other term it carries or is to carry, + each term
 *
 * What is staged for a target, as the mirror and what is staged stand now: not to be kept.
 */
export function linesFor(db: Db, input: Tagging): (target: Target) => StageLine[] {
  const fields = new Map(input.termIds.map((id) => [id, fieldOf(db, id)]));
  const carried = carrying(db);
  const op = input.action === 'remove' ? 'remove' : 'add';
  return (target) => {
    const on = { kind: 'asset', id: target.assetId, part: target.column } as const;
    const lines: StageLine[] = [];
    const held = target.column === '' ? (['terms', 'governed_terms'] as const) : (['terms'] as const);
    if (input.action === 'replace')
      for (const field of held)
        for (const value of carried(target, field))
          if (!fields.has(value)) lines.push({ ...on, field, op: 'remove', value });
    for (const [value, field] of fields)
      lines.push({ ...on, field: target.column === '' ? field : 'terms', op, value });
    return lines;
  };
}

/** On an asset a term of a restricted glossary is a governed one. */
const fieldOf = (db: Db, termId: string): 'terms' | 'governed_terms' =>
  termOf(db, termId)?.restricted === true ? 'governed_terms' : 'terms';

/** The terms of a target with what is staged laid over. */
function carrying(db: Db): (target: Target, field: 'terms' | 'governed_terms') => string[] {
  const staged = new Map<string, Map<string, Line[]>>();
  const terms = columnTerms(db);
  return ({ assetId, column }, field) => {
    let lines = staged.get(assetId);
    if (lines === undefined)
      staged.set(assetId, (lines = Map.groupBy(liveOf(db, 'asset', assetId), ({ part }) => part)));
    const ids = column === '' ? setOf(db, 'asset', assetId, '', field) : terms(assetId, column);
    return overSet(lines.get(column) ?? [], column, field, ids ?? []);
  };
}
