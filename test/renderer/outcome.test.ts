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
};
const denied = {
  kind: 'asset',
  scope: 'p',
  scopeName: 'P',
  state: 'denied',
  pages: 0,
  items: 0,
  expected: null,
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
    expect(outcome).toMatchObject({ type: 'warning', header: 'partial', see: { path: '/sync' } });
  });

  it('of a failed one tells code and next step', () => {
    const error = { kind: 'denied' as const, message: 'No.', problem: { code: 'E_X', next: 'Ask.' } };
    const outcome = outcomeOf(job({ state: 'failed', error }));
    expect(outcome).toMatchObject({ type: 'warning', header: 'failed', text: 'No. Ask. (E_X)' });
    expect(outcomeOf(job({ state: 'cancelled', error })).type).toBe('info');
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
