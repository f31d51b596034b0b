import type { Ask } from '#shared/jobs.ts';
import { isAws, signInEndpoint } from '../aws/endpoints.ts';
import { ssoSettings } from '../aws/profiles.ts';
import { signInWithSso } from '../aws/sso.ts';
import type { JobContext } from '../jobs/runner.ts';
import { refuseUnallowed } from './connection.ts';

/** Signs the person in for one profile. The code is in the progress while it is asked for, and in nothing that stays. */
export async function signIn(job: JobContext, profile: string): Promise<{ profile: string; expiresAt: string }> {
  const { env, clock, newId } = job.context;
  const settings = await ssoSettings(env, profile);
  const endpoint = signInEndpoint(env, settings.endpoint);
  refuseUnallowed(job.db, endpoint === null || isAws(endpoint) ? [] : [endpoint]);
  const item = settings.session ?? settings.startUrl;
  const report = (phase: string, ask: Ask | null, note: string | null = null) => job.report({ phase, item, note, ask });
  report('Asking for a code', null);
  let asked: Ask | null = null;
  try {
    const expiresAt = await signInWithSso({
      settings,
      endpoint,
      signal: job.signal,
      now: clock,
      newId,
      onAsk: (ask) => {
        asked = ask;
        report(WAITING, asked);
      },
      onWait: (note) => report(WAITING, asked, note),
    });
    report('Signed in', null);
    return { profile, expiresAt };
  } catch (error) {
    report('Not signed in', null);
    throw error;
  }
}

const WAITING = 'Waiting for you to confirm the code';
