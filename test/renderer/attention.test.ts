import { describe, expect, it } from 'vitest';
import { LONG_WORK, readEnded, readWork } from '#shared/desktop-signals.ts';
import { Job } from '#shared/jobs.ts';
import { endOf, isLong, jobPath, shareInTitle, shareOf, workOf } from '#renderer/shell/jobs/attention.ts';

const begun = Date.parse('2026-03-01T12:00:00.000Z');
const after = (ms: number) => new Date(begun + ms).toISOString();
const progress = (changes: object = {}) => ({
  phase: 'Reading assets',
  done: 30,
  total: 120,
  item: null,
  rate: null,
  note: null,
  ...changes,
});
const job = (changes: object = {}): Job =>
  Job.parse({
    id: 'j',
    operation: 'sync.pull',
    state: 'running',
    startedAt: after(0),
    endedAt: null,
    resumed: 0,
    progress: progress(),
    result: null,
    error: null,
    ...changes,
  });
const paused = { code: 'E_AUTH_EXPIRED', message: 'The sign-in has run out.', next: 'Sign in.' };
const long = begun + LONG_WORK;

describe('work that is told of outside of the page', () => {
  it('is the work that takes five seconds or more', () => {
    expect(isLong(job(), begun + LONG_WORK - 1)).toBe(false);
    expect(isLong(job(), long)).toBe(true);
    expect(isLong(job({ endedAt: after(4_999), state: 'succeeded' }), begun + 60_000)).toBe(false);
    expect(isLong(job({ endedAt: after(5_000), state: 'succeeded' }), begun + 60_000)).toBe(true);
  });

  it('has a share of done where the end is known', () => {
    expect(shareOf(job())).toBe(0.25);
    expect(shareOf(job({ progress: progress({ done: 500 }) }))).toBe(1);
    expect(shareOf(job({ progress: progress({ total: null }) }))).toBeNull();
    expect(shareOf(job({ progress: null }))).toBeNull();
  });

  it('stands on the taskbar while it lasts, the paused before the others', () => {
    expect(workOf([], long)).toEqual({ share: null, state: 'none' });
    expect(workOf([job()], begun + 1_000).state).toBe('none');
    expect(workOf([job()], long)).toEqual({ share: 0.25, state: 'running' });
    const waits = job({ progress: progress({ done: 60, paused }) });
    expect(workOf([job(), waits], long)).toEqual({ share: 0.5, state: 'paused' });
  });

  it('stands in the title of a tab', () => {
    expect(shareInTitle(workOf([job({ progress: progress({ done: 119 }) })], long))).toBe('99 %');
    expect(shareInTitle(workOf([job({ progress: progress({ paused }) })], long))).toBe('Paused');
    expect(shareInTitle(workOf([job({ progress: progress({ total: null }) })], long))).toBe('Running');
    expect(shareInTitle({ share: null, state: 'none' })).toBeNull();
  });

  it('is told at its end, and when it waits, in words that fit', () => {
    const ended = job({ state: 'cancelled', endedAt: after(9_000) });
    expect(endOf(ended, long)).toMatchObject({ job: 'j', title: 'Pull: cancelled' });
    expect(endOf(job(), long)).toBeNull();
    expect(endOf(job({ state: 'cancelling' }), long)).toBeNull();
    expect(endOf(job({ state: 'succeeded', endedAt: after(100) }), long)).toBeNull();
    const waits = endOf(job({ progress: progress({ paused }) }), long);
    expect(waits).toEqual({ job: 'j', title: 'Pull: waits for you', text: 'The sign-in has run out.' });
    const error = { kind: 'internal', message: 'x'.repeat(900), problem: { code: 'E_X', next: 'y' } };
    const told = endOf(job({ operation: 'o'.repeat(300), state: 'failed', endedAt: after(9_000), error }), long);
    expect(readEnded(told)).toEqual(told);
    expect(jobPath(ended)).toBe('/sync');
    expect(jobPath({ operation: 'sync.compact' })).toBe('/activity');
  });
});

describe('the signals', () => {
  it('are taken when they are whole', () => {
    expect(readWork({ share: 0.5, state: 'running' })).toEqual({ share: 0.5, state: 'running' });
    expect(readWork({ share: null, state: 'none', more: 'ignored' })).toEqual({ share: null, state: 'none' });
    expect(readEnded({ job: 'j', title: 't', text: 'x' })).toEqual({ job: 'j', title: 't', text: 'x' });
  });

  it.each([
    null,
    undefined,
    7,
    'running',
    [],
    {},
    { share: 2, state: 'running' },
    { share: Number.NaN, state: 'running' },
    { share: -0.1, state: 'running' },
    { share: '1', state: 'running' },
    { share: 1, state: 'toString' },
    { state: 'running' },
  ])('that are none are dropped: %j', (said) => {
    expect(readWork(said)).toBeNull();
  });

  it.each([
    null,
    {},
    { job: '', title: 't', text: 'x' },
    { job: 'j', title: 't'.repeat(101), text: 'x' },
    { job: 'j', title: 't', text: 'x'.repeat(401) },
    { job: 'j'.repeat(65), title: 't', text: 'x' },
    { job: 1, title: 't', text: 'x' },
    { job: 'j', title: ['t'], text: 'x' },
  ])('of an end that are none are dropped: %j', (said) => {
    expect(readEnded(said)).toBeNull();
  });
});
