import { z } from 'zod';
import { PushResult } from '#shared/changes.ts';
import type { Job } from '#shared/jobs.ts';
import { Plan, PullResult } from '#shared/sync.ts';
import { type ActionId, wayOut } from '../../actions.ts';
import { bytes, count, counted, localTime, stretch, utcTime } from '../../ui/times.ts';

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
const Opened = z.object({ runId: z.int(), at: z.string(), entities: z.int() });
const Compacted = z.object({ runsLetGo: z.int(), versionsLetGo: z.int(), bytesBefore: z.int(), bytesAfter: z.int() });
const seeCoverage = { label: 'See coverage', path: '/sync/coverage?only=incomplete' };

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
  if (job.state === 'cancelled' && job.operation === 'changes.push')
    return { type: 'info', header: 'cancelled', text: 'What was written stays written; the rest is still staged.' };
  if (job.state === 'cancelled')
    return { type: 'info', header: 'cancelled', text: 'What was read before stays. Start it again when you want.' };
  if (job.state === 'interrupted')
    return { type: 'warning', header: 'interrupted', text: 'The core stopped in the middle of it.' };

  const pull = PullResult.safeParse(job.result);
  if (pull.success) {
    const { run, incomplete } = pull.data;
    const text = `${counted(run.items, 'item')} read: ${count(run.added)} added, ${count(run.changed)} changed, ${count(run.removed)} removed.`;
    if (incomplete.length === 0) {
      const changed = run.added + run.changed + run.removed > 0;
      const see = { label: 'See what changed', path: `/sync/changes?to=${run.id}` };
      return { type: 'success', header: 'complete', text, ...(changed && run.id > 1 && { see }) };
    }
    const scopes = counted(incomplete.length, 'scope');
    return {
      type: 'warning',
      header: 'partial',
      text: `${text} ${scopes} could not be read to the end.`,
      see: seeCoverage,
    };
  }
  return outcomeOfOthers(job.result);
}

/** "12 changes pushed, 2 conflicts, 1 failed, 3 left." */
export function pushWords({ applied, conflicts, failed, left }: PushResult): string {
  const rest = [
    conflicts > 0 && counted(conflicts, 'conflict'),
    failed > 0 && `${count(failed)} failed`,
    left > 0 && `${count(left)} left`,
  ].filter((part) => part !== false);
  return `${[`${counted(applied, 'change')} pushed`, ...rest].join(', ')}.`;
}

function outcomeOfOthers(result: unknown): Outcome {
  const pushed = PushResult.safeParse(result);
  if (pushed.success) {
    const whole = pushed.data.conflicts + pushed.data.failed + pushed.data.left === 0;
    return {
      type: whole ? 'success' : 'warning',
      header: whole ? 'complete' : 'partial',
      text: pushWords(pushed.data),
      see: { label: 'See the change set', path: `/change-sets/${encodeURIComponent(pushed.data.setId)}` },
    };
  }
  const refreshed = Refreshed.safeParse(result);
  if (refreshed.success) {
    const text = refreshed.data.changed ? 'AWS had something new; it is shown now.' : 'Nothing had changed in AWS.';
    return { type: 'success', header: 'done', text };
  }
  const signedIn = SignedIn.safeParse(result);
  if (signedIn.success)
    return { type: 'success', header: 'done', text: `Signed in until ${localTime(signedIn.data.expiresAt)}.` };
  const opened = Opened.safeParse(result);
  if (opened.success) {
    const text = `${counted(opened.data.entities, 'entity', 'entities')} as they were on ${utcTime(opened.data.at)}.`;
    return { type: 'success', header: 'done', text };
  }
  const compacted = Compacted.safeParse(result);
  if (compacted.success) {
    const { runsLetGo, bytesBefore, bytesAfter } = compacted.data;
    const text = `${counted(runsLetGo, 'pull')} let go; the file went from ${bytes(bytesBefore)} to ${bytes(bytesAfter)}.`;
    return { type: 'success', header: 'done', text };
  }
  const plan = Plan.safeParse(result);
  if (plan.success) {
    const { calls, seconds } = plan.data;
    const time = seconds === null ? '' : `, at least ${stretch(seconds)}`;
    const text = `A full pull takes about ${counted(calls, 'call')}${time}.`;
    return { type: 'success', header: 'done', text, see: { label: 'See the plan', path: '/sync/plan' } };
  }
  const probed = Probed.safeParse(result);
  if (probed.success)
    return { type: 'success', header: 'done', text: `${counted(probed.data.domains.length, 'domain')} found.` };
  return { type: 'success', header: 'done', text: '' };
}
