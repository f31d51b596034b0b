import type { z } from 'zod';
import type { Incomplete as IncompleteShape } from '#shared/catalog.ts';
import { kindWord, type Tone } from '../words.ts';

export type Incomplete = z.infer<typeof IncompleteShape>;

const listed = (kinds: readonly Incomplete[]) => kinds.map((entry) => kindWord(entry.kind)).join(', ');

export interface CoverageMark {
  tone: Tone;
  /** One or two words, for narrow places. */
  short: string;
  /** For a place beside a number. */
  label: string;
}

/** The kinds that a number of assets, found by words and filters, rests on. */
const ASSET_KINDS: ReadonlySet<string> = new Set([
  'everything',
  'domain',
  'domain_unit',
  'project',
  'asset_type',
  'glossary',
  'glossary_term',
  'asset',
  'asset_revision',
  'listing',
]);

/** What makes a number of assets too small, out of all that was not read. */
export const ofAssets = (incomplete: readonly Incomplete[]): Incomplete[] =>
  incomplete.filter((entry) => ASSET_KINDS.has(entry.kind));

/** What stands beside a number that may be too small; null where the reading was complete. */
export function coverageMark(incomplete: readonly Incomplete[]): CoverageMark | null {
  const codes = new Set(incomplete.map((entry) => entry.code));
  if (codes.has('W_NEVER_PULLED')) return { tone: 'pending', short: 'Never pulled', label: 'not pulled yet' };
  if (codes.has('W_PULLING'))
    return { tone: 'in-progress', short: 'Pulling', label: 'the running pull may still change this' };
  if (codes.has('W_INDEXING'))
    return { tone: 'in-progress', short: 'Indexing', label: 'words are still being made searchable' };
  const kinds = incomplete.filter((entry) => entry.kind !== 'everything');
  const scopes = kinds.reduce((sum, entry) => sum + entry.scopes, 0);
  const what = kinds.length === 1 && kinds[0] ? kindWord(kinds[0].kind) : `${kinds.length} kinds`;
  const missing = `${what} not fully read in ${scopes} ${scopes === 1 ? 'scope' : 'scopes'}`;
  if (codes.has('W_CANCELLED'))
    return { tone: 'warning', short: 'Cancelled', label: 'partial: the last pull was cancelled' };
  if (codes.has('W_FAILED')) return { tone: 'warning', short: 'Failed', label: 'partial: the last pull failed' };
  if (kinds.length === 0) return null;
  if (kinds.every((entry) => entry.code === 'W_NOT_CONFIGURED'))
    return { tone: 'info', short: 'As set up', label: `${listed(kinds)} left out: not set up` };
  return { tone: 'warning', short: 'Partial', label: `partial: ${missing}` };
}
