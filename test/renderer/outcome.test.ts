import { describe, expect, it } from 'vitest';
import { Job } from '#shared/jobs.ts';
import { outcomeOf } from '#renderer/shell/jobs/outcome.ts';

const at = '2026-03-01T12:00:00.000Z';
const job = (changes: Partial<Job>): Job =>
  Job.parse({
    id: 'j',
    operation: 'sync.pull',
    state: 'succeeded',
    startedAt: at,
    endedAt: at,
    resumed: 0,
    progress: null,
    result: null,
    error: null,
    ...changes,
  });
const run = {
  id: 1,
  jobId: 'j',
  kind: 'pull',
  mode: 'auto',
  state: 'complete',
  startedAt: at,
  endedAt: at,
  calls: 3,
  items: 120,
  added: 5,
  changed: 2,
  removed: 0,
  scopes: 4,
  scopesComplete: 4,
  kept: true,
};
const denied = {
  kind: 'asset',
  scope: 'p',
  scopeName: 'P',
  how: 'full',
  runId: 1,
  readAt: null,
  state: 'denied',
  pages: 0,
  items: 0,
  expected: null,
  troubles: [],
  errorCode: 'E_AWS_DENIED',
  errorMessage: 'm',
  next: 'n',
};

describe('the end of a job', () => {
  it('of a whole pull is a success with its figures', () => {
    const outcome = outcomeOf(job({ result: { run, incomplete: [] } }));
    expect(outcome).toMatchObject({ type: 'success', header: 'complete' });
    expect(outcome.text).toContain('120 items');
  });

  it('of a partial pull is a warning that leads to the coverage', () => {
    const outcome = outcomeOf(job({ result: { run: { ...run, state: 'partial' }, incomplete: [denied] } }));
    expect(outcome).toMatchObject({
      type: 'warning',
      header: 'partial',
      see: { path: '/sync/coverage?only=incomplete' },
    });
  });

  it('of a pull that changed something leads to what it changed, but not the very first', () => {
    const second = outcomeOf(job({ result: { run: { ...run, id: 2 }, incomplete: [] } }));
    expect(second.see?.path).toBe('/sync/changes?to=2');
    const idle = { ...run, id: 2, added: 0, changed: 0, removed: 0 };
    expect(outcomeOf(job({ result: { run: idle, incomplete: [] } })).see).toBeUndefined();
    expect(outcomeOf(job({ result: { run, incomplete: [] } })).see).toBeUndefined();
  });

  it('of looking back and letting go tells its figures', () => {
    const opened = { runId: 3, at, entities: 1204, patched: 3, seconds: 2 };
    expect(outcomeOf(job({ result: opened })).text).toBe('1,204 entities as they were on 1 Mar 2026 12:00 UTC.');
    const compacted = { runsLetGo: 9, versionsLetGo: 1, bytesBefore: 2_000_000, bytesAfter: 1_250_000 };
    expect(outcomeOf(job({ result: compacted })).text).toBe('9 pulls let go; the file went from 2.0 MB to 1.3 MB.');
    const plan = { mode: 'full', lines: [], calls: 340, seconds: 61, basis: 'sizes told by AWS' };
    expect(outcomeOf(job({ result: plan }))).toMatchObject({
      text: 'A full pull takes about 340 calls, at least 2 min.',
      see: { path: '/sync/plan' },
    });
  });

  it('of a failed one tells code and next step', () => {
    const error = { kind: 'denied' as const, message: 'No.', problem: { code: 'E_X', next: 'Ask.' } };
    const outcome = outcomeOf(job({ state: 'failed', error }));
    expect(outcome).toMatchObject({ type: 'warning', header: 'failed', text: 'No. Ask. (E_X)' });
    expect(outcomeOf(job({ state: 'cancelled', error })).type).toBe('info');
  });

  it('of a push tells what is left and where', () => {
    const push = { setId: 's/1', applied: 1_200, conflicts: 0, failed: 0, left: 0, calls: 9 };
    const of = (result: object) => outcomeOf(job({ operation: 'changes.push', result }));
    expect(of(push)).toMatchObject({ type: 'success', header: 'complete', text: '1,200 changes pushed.' });
    expect(of({ ...push, conflicts: 1, failed: 2, left: 3 })).toMatchObject({
      type: 'warning',
      header: 'partial',
      text: '1,200 changes pushed, 1 conflict, 2 failed, 3 left.',
      see: { path: '/change-sets/s%2F1' },
    });
    expect(outcomeOf(job({ operation: 'changes.push', state: 'cancelled' })).text).toContain('still staged');
  });

  it('is told for every other end', () => {
    expect(outcomeOf(job({ state: 'cancelled' })).header).toBe('cancelled');
    expect(outcomeOf(job({ state: 'interrupted' })).header).toBe('interrupted');
    expect(outcomeOf(job({ result: { assetId: 'a', changed: false, revision: null } })).text).toContain(
      'Nothing had changed',
    );
    expect(outcomeOf(job({ result: { domains: [{ id: 'd' }] } })).text).toBe('1 domain found.');
    expect(outcomeOf(job({ result: 'odd' })).header).toBe('done');
  });
});
