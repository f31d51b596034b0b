import type { Refusal } from './wire.ts';

export type Session = { secret: string; refusal: null } | { secret: null; refusal: Refusal };

const KEPT_AS = 'meshward.session';

/** The one-time token of the address (`#t=…`), taken out of the address bar and its history. */
function takeToken(): string | null {
  const token = /^#t=([A-Za-z0-9_-]{16,256})$/.exec(location.hash)?.[1] ?? null;
  if (location.hash.startsWith('#t=')) history.replaceState(null, '', location.pathname);
  return token;
}

let token = typeof location === 'undefined' ? null : takeToken();

/**
 * A session secret: the one-time token exchanged for one, or the one this tab already holds.
 * @throws where the core cannot be reached; the token is still good then.
 */
export async function takeSession(): Promise<Session> {
  const kept = sessionStorage.getItem(KEPT_AS);
  if (token === null) return kept ? { secret: kept, refusal: null } : { secret: null, refusal: 'link-missing' };
  const answer = await fetch('/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-meshward': '1' },
    body: JSON.stringify({ token }),
  });
  if (answer.ok) {
    const { session } = (await answer.json()) as { session: string };
    sessionStorage.setItem(KEPT_AS, session);
    token = null;
    return { secret: session, refusal: null };
  }
  if (answer.status !== 401 && answer.status !== 403) throw new Error(`the core answered ${answer.status}`);
  token = null;
  return kept ? { secret: kept, refusal: null } : { secret: null, refusal: 'link-used' };
}

export function forgetSession(): void {
  sessionStorage.removeItem(KEPT_AS);
}

/** Whether something answers where the page came from. */
export async function hostAnswers(): Promise<boolean> {
  try {
    await fetch('/', { method: 'HEAD', cache: 'no-store' });
    return true;
  } catch {
    return false;
  }
}
