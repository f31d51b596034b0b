import { ENTITY_KINDS, type EntityKind } from '#shared/entities.ts';
import type { KindCoverage, ScopeCoverage } from '#shared/sync.ts';
import { kindWord } from '../../words.ts';

/** What the coverage screen shows; kept in the address. */
export interface CoverageState {
  /** The pull asked about; null for the last. */
  run: number | null;
  kind: EntityKind | null;
  onlyIncomplete: boolean;
  text: string;
}

const LONGEST_TEXT = 200;

/** The state an address tells of. Anything that makes no sense in it counts as not said. */
export function readCoverage(search: string): CoverageState {
  const said = new URLSearchParams(search);
  const run = said.get('run') ?? '';
  const kind = said.get('kind');
  return {
    run: /^\d{1,9}$/.test(run) ? Number(run) : null,
    kind: ENTITY_KINDS.find((known) => known === kind) ?? null,
    onlyIncomplete: said.get('only') === 'incomplete',
    text: (said.get('q') ?? '').slice(0, LONGEST_TEXT),
  };
}

/** The address of a state; what is as usual is left out. */
export function coverageAddress({ run, kind, onlyIncomplete, text }: CoverageState): string {
  const said = new URLSearchParams();
  if (run !== null) said.set('run', String(run));
  if (kind !== null) said.set('kind', kind);
  if (onlyIncomplete) said.set('only', 'incomplete');
  if (text !== '') said.set('q', text);
  const search = said.toString();
  return search === '' ? '/sync/coverage' : `/sync/coverage?${search}`;
}

/** Worst first: what stopped is what a person looks for. */
const scopeRank: Record<ScopeCoverage['state'], number> = {
  denied: 0,
  failed: 1,
  partial: 2,
  reading: 3,
  waiting: 4,
  skipped: 5,
  complete: 6,
};
const standingRank: Record<KindCoverage['standing'], number> = { partial: 0, never: 1, complete: 2 };

export const isIncomplete = (scope: Pick<ScopeCoverage, 'state'>): boolean => scope.state !== 'complete';

/** Kinds to show, those that lack something first, each group in the order of the list. */
export function shownKinds(kinds: readonly KindCoverage[], { onlyIncomplete }: CoverageState): KindCoverage[] {
  const wanted = onlyIncomplete ? kinds.filter((kind) => kind.standing !== 'complete') : [...kinds];
  return wanted.toSorted((a, b) => standingRank[a.standing] - standingRank[b.standing]);
}

/** Scopes to show, the worst first. */
export function shownScopes(scopes: readonly ScopeCoverage[], state: CoverageState): ScopeCoverage[] {
  const words = state.text.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (scope: ScopeCoverage) => {
    if (state.kind !== null && scope.kind !== state.kind) return false;
    if (state.onlyIncomplete && !isIncomplete(scope)) return false;
    if (words.length === 0) return true;
    const { scopeName, scope: id, errorCode, errorMessage } = scope;
    const text = [kindWord(scope.kind), scopeName, id, errorCode, errorMessage].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  };
  return scopes.filter(fits).toSorted((a, b) => scopeRank[a.state] - scopeRank[b.state]);
}

/** "E_AWS_DENIED ×3, E_AWS_THROTTLED". */
export const troubleWords = (troubles: KindCoverage['troubles']): string =>
  troubles.map(({ code, count }) => (count > 1 ? `${code} ×${count}` : code)).join(', ');
