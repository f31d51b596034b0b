import type { z } from 'zod';
import type { Incomplete as IncompleteShape } from '#shared/catalog.ts';
import { kindWord, type Tone } from '../words.ts';

export type Incomplete = z.infer<typeof IncompleteShape>;

export interface CoverageMark {
  tone: Tone;
  /** One or two words, for narrow places. */
  short: string;
  /** For a place beside a number. */
  label: string;
}

/** What stands beside a number that may be too small; null where the reading was complete. */
export function coverageMark(incomplete: readonly Incomplete[]): CoverageMark | null {
  const codes = new Set(incomplete.map((entry) => entry.code));
  if (codes.has('W_NEVER_PULLED')) return { tone: 'pending', short: 'Never pulled', label: 'not pulled yet' };
  if (codes.has('W_PULLING'))
    return { tone: 'in-progress', short: 'Pulling', label: 'the running pull may still change this' };
  const kinds = incomplete.filter((entry) => entry.kind !== 'everything');
  const scopes = kinds.reduce((sum, entry) => sum + entry.scopes, 0);
  const what = kinds.length === 1 && kinds[0] ? kindWord(kinds[0].kind) : `${kinds.length} kinds`;
  const missing = `${what} not fully read in ${scopes} ${scopes === 1 ? 'scope' : 'scopes'}`;
  if (codes.has('W_CANCELLED'))
    return { tone: 'warning', short: 'Cancelled', label: 'partial: the last pull was cancelled' };
  if (codes.has('W_FAILED')) return { tone: 'warning', short: 'Failed', label: 'partial: the last pull failed' };
  if (kinds.length === 0) return null;
  return { tone: 'warning', short: 'Partial', label: `partial: ${missing}` };
}
