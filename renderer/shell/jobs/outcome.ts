import { z } from 'zod';
import type { Job } from '#shared/jobs.ts';
import { PullResult } from '#shared/sync.ts';
import { type ActionId, wayOut } from '../../actions.ts';
import { counted, localTime } from '../../ui/times.ts';

export interface Outcome {
  type: 'success' | 'info' | 'warning' | 'error';
  header: string;
  text: string;
  see?: { label: string; path: string };
  /** The command that mends it. */
  command?: ActionId;
}

const Refreshed = z.object({ assetId: z.string(), changed: z.boolean(), revision: z.string().nullable() });
const Probed = z.object({ domains: z.array(z.object({ id: z.string() })) });
const SignedIn = z.object({ profile: z.string(), expiresAt: z.string() });
const seeCoverage = { label: 'See coverage', path: '/sync' };

/** How a job ended, in words: what it brought, what it could not do, and where to look. */
export function outcomeOf(job: Job): Outcome {
  if (job.error !== null) {
    const { message, problem } = job.error;
    const text = `${message} ${problem.next} (${problem.code})`;
    if (job.state === 'cancelled') return { type: 'info', header: 'cancelled', text };
    const command = wayOut(problem.code);
    return {
      type: job.error.kind === 'denied' ? 'warning' : 'error',
      header: 'failed',
      text,
      see: { label: 'See jobs', path: '/activity' },
      ...(command && { command }),
    };
  }
  if (job.state === 'cancelled')
    return { type: 'info', header: 'cancelled', text: 'What was read before stays. Start it again when you want.' };
  if (job.state === 'interrupted')
    return { type: 'warning', header: 'interrupted', text: 'The core stopped in the middle of it.' };

  const pull = PullResult.safeParse(job.result);
  if (pull.success) {
    const { run, incomplete } = pull.data;
    const text = `${counted(run.items, 'item')} read: ${run.added} added, ${run.changed} changed, ${run.removed} removed.`;
    if (incomplete.length === 0) return { type: 'success', header: 'complete', text };
    const scopes = counted(incomplete.length, 'scope');
    return {
      type: 'warning',
      header: 'partial',
      text: `${text} ${scopes} could not be read to the end.`,
      see: seeCoverage,
    };
  }
  const refreshed = Refreshed.safeParse(job.result);
  if (refreshed.success) {
    const text = refreshed.data.changed ? 'AWS had something new; it is shown now.' : 'Nothing had changed in AWS.';
    return { type: 'success', header: 'done', text };
  }
  const signedIn = SignedIn.safeParse(job.result);
  if (signedIn.success)
    return { type: 'success', header: 'done', text: `Signed in until ${localTime(signedIn.data.expiresAt)}.` };
  const probed = Probed.safeParse(job.result);
  if (probed.success)
    return { type: 'success', header: 'done', text: `${counted(probed.data.domains.length, 'domain')} found.` };
  return { type: 'success', header: 'done', text: '' };
}
