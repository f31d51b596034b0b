import { describe, expect, it } from 'vitest';
import { ENTITY_KINDS } from '#shared/entities.ts';
import { KindCoverage, ScopeCoverage } from '#shared/sync.ts';
import {
  coverageAddress,
  readCoverage,
  shownKinds,
  shownScopes,
  troubleWords,
} from '#renderer/features/sync/coverage-rows.ts';
import { coveragePath, tabPath } from '#renderer/features/sync/paths.ts';
import { howCounts, planWords, rateWords } from '#renderer/features/sync/plan-words.ts';
import {
  everyWords,
  intervals,
  readRetention,
  retentionDraft,
  retentionWords,
} from '#renderer/features/sync/schedule-words.ts';
import { GRID_PAGE, pagesInView } from '#renderer/ui/grid-pages.ts';

describe('a plan in words', () => {
  it('is a lower bound, and never more than is known', () => {
    expect(planWords({ calls: 340, seconds: 95, basis: 'last pull' })).toBe('About 340 calls, at least 2 min');
    expect(planWords({ calls: 1, seconds: 0.2, basis: 'sizes told by AWS' })).toBe('About 1 call, at least 1 s');
    expect(planWords({ calls: 340, seconds: null, basis: 'last pull' })).toContain('More than 340 calls');
    expect(planWords({ calls: 0, seconds: 0, basis: 'last pull' })).toContain('no call at all');
    expect(planWords({ calls: 0, seconds: null, basis: 'nothing yet' })).toContain('Nobody knows');
  });

  it('tells a published rate from a guess', () => {
    expect(rateWords({ rate: 20, published: true })).toBe('20 a second');
    expect(rateWords({ rate: 2.5, published: false })).toBe('2.5 a second, our guess');
    expect(rateWords({ rate: null, published: false })).toBe('not known');
  });

  it('counts kinds by how they are met', () => {
    expect(howCounts([{ how: 'kept' }, { how: 'full' }, { how: 'kept' }])).toEqual([
      { how: 'full', kinds: 1 },
      { how: 'kept', kinds: 2 },
    ]);
  });
});

const scope = (changes: Partial<ScopeCoverage>): ScopeCoverage =>
  ScopeCoverage.parse({
    kind: 'asset',
    scope: 'p1',
    scopeName: 'Deposits',
    how: 'full',
    runId: 1,
    readAt: null,
    state: 'complete',
    pages: 1,
    items: 1,
    expected: null,
    troubles: [],
    errorCode: null,
    errorMessage: null,
    next: null,
    ...changes,
  });
const kind = (changes: Partial<KindCoverage>): KindCoverage =>
  KindCoverage.parse({
    kind: 'asset',
    how: 'full',
    why: 'w',
    scopes: 1,
    scopesComplete: 1,
    pages: 1,
    items: 1,
    troubles: [],
    standing: 'complete',
    fullAt: null,
    fullRunId: null,
    ...changes,
  });

describe('coverage', () => {
  const all = readCoverage('');
  const scopes = [
    scope({ scope: 'a' }),
    scope({ scope: 'b', state: 'partial', errorCode: 'E_COUNT' }),
    scope({ scope: 'c', kind: 'rule', state: 'denied', errorMessage: 'Not PERMITTED' }),
    scope({ scope: 'd', state: 'skipped' }),
  ];
  const ids = (state: typeof all) => shownScopes(scopes, state).map((one) => one.scope);

  it('shows the worst first, and narrows by kind, state and words', () => {
    expect(ids(all)).toEqual(['c', 'b', 'd', 'a']);
    expect(ids({ ...all, onlyIncomplete: true })).toEqual(['c', 'b', 'd']);
    expect(ids({ ...all, kind: 'rule' })).toEqual(['c']);
    expect(ids({ ...all, text: 'permitted rules' })).toEqual(['c']);
    expect(ids({ ...all, text: 'e_count' })).toEqual(['b']);
    expect(ids({ ...all, text: 'no such thing' })).toEqual([]);
  });

  it('shows the kinds that lack something first', () => {
    const kinds = [kind({}), kind({ kind: 'rule', standing: 'never' }), kind({ kind: 'project', standing: 'partial' })];
    expect(shownKinds(kinds, all).map((one) => one.kind)).toEqual(['project', 'rule', 'asset']);
    expect(shownKinds(kinds, { ...all, onlyIncomplete: true })).toHaveLength(2);
  });

  it('keeps its state in the address', () => {
    const state = { run: 7, kind: 'lf_tag' as const, onlyIncomplete: true, text: 'a&b' };
    expect(readCoverage(coverageAddress(state).split('?')[1] ?? '')).toEqual(state);
    expect(coverageAddress(all)).toBe(tabPath('coverage'));
    expect(readCoverage(coveragePath(3).split('?')[1] ?? '').run).toBe(3);
    expect(readCoverage('run=-3&kind=toString&only=x')).toEqual(all);
  });

  it('counts troubles', () => {
    expect(
      troubleWords([
        { code: 'E_A', count: 3 },
        { code: 'E_B', count: 1 },
      ]),
    ).toBe('E_A ×3, E_B');
  });

  it('of five thousand scopes is narrowed at once', () => {
    const many = Array.from({ length: 5_000 }, (_, at) =>
      scope({ scope: `s${at}`, kind: ENTITY_KINDS[at % ENTITY_KINDS.length] ?? 'asset' }),
    );
    const begun = performance.now();
    expect(shownScopes(many, { ...all, text: 's49' })).toHaveLength(111);
    expect(performance.now() - begun).toBeLessThan(1_000);
  });
});

describe('the schedule', () => {
  it('is told in the largest unit that fits', () => {
    expect([15, 60, 90, 360, 1_440, 2_880, 10_080].map(everyWords)).toEqual([
      'every 15 minutes',
      'every hour',
      'every 90 minutes',
      'every 6 hours',
      'every day',
      'every 2 days',
      'every week',
    ]);
  });

  it('keeps an interval that was set elsewhere among the choices', () => {
    expect(intervals(null)).not.toContain(45);
    expect(intervals(45).slice(0, 4)).toEqual([15, 30, 45, 60]);
    expect(new Set(intervals(60)).size).toBe(intervals(60).length);
  });
});

describe('retention', () => {
  const rule = { allDays: 30, dailyDays: 365, monthlyMonths: 0 };

  it('goes into the form and out again', () => {
    expect(readRetention(retentionDraft(rule)).rule).toEqual(rule);
  });

  it.each([
    ['allDays', '0'],
    ['allDays', ''],
    ['allDays', '1.5'],
    ['dailyDays', '-1'],
    ['dailyDays', '1e3'],
    ['monthlyMonths', '1201'],
    ['monthlyMonths', 'for ever'],
  ] as const)('says at %s what is wrong with “%s”', (field, typed) => {
    const { rule: read, problems } = readRetention({ ...retentionDraft(rule), [field]: typed });
    expect(read).toBeNull();
    expect(Object.keys(problems ?? {})).toEqual([field]);
  });

  it('is one plain sentence', () => {
    expect(retentionWords(rule)).toBe(
      'Every pull for 30 days, then the last of each day for 365 days, then the last of each month for ever.',
    );
    expect(retentionWords({ allDays: 1, dailyDays: 0, monthlyMonths: 1 })).toBe(
      'Every pull for 1 day, then the last of each month for 1 month.',
    );
  });
});

describe('pages of a grid', () => {
  it('are those in view, and always the first', () => {
    expect(pagesInView({ first: 0, last: 20 })).toEqual([0]);
    expect(pagesInView({ first: GRID_PAGE - 1, last: GRID_PAGE })).toEqual([0, 1]);
    expect(pagesInView({ first: 99_000, last: 99_050 })).toEqual([0, 495]);
  });
});
