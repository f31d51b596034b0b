import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export interface Sessions {
  /** A session secret for the one-time token; `wrong` for any other, `often` for the twenty-first wrong one in a minute. */
  exchange(token: string): { session: string } | 'wrong' | 'often';
  /** Whether a secret belongs to a session of this run. */
  knows(session: string): boolean;
}

const MOST_FAILURES = 20;
const MOST_SESSIONS = 64;
const MINUTE = 60_000;

/** Tokens and secrets of one run, as digests only. `publish` gets each new one-time token as it becomes valid. */
export function webSessions(publish: (token: string) => void, now: () => number = Date.now): Sessions {
  const sessions: Buffer[] = [];
  let failures: number[] = [];
  let current = mint();

  function mint(): Buffer {
    const token = secret();
    publish(token);
    return digest(token);
  }
  return {
    exchange(token) {
      // The right token passes however many wrong ones came before: else any local user could lock its owner out.
      if (timingSafeEqual(digest(token), current)) {
        current = mint();
        const session = secret();
        sessions.push(digest(session));
        if (sessions.length > MOST_SESSIONS) sessions.shift();
        return { session };
      }
      failures = failures.filter((at) => now() - at < MINUTE);
      if (failures.length >= MOST_FAILURES) return 'often';
      failures.push(now());
      return 'wrong';
    },
    knows(session) {
      const offered = digest(session);
      let known = false;
      for (const held of sessions) known = timingSafeEqual(offered, held) || known;
      return known;
    },
  };
}

function secret(): string {
  return randomBytes(32).toString('base64url');
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
