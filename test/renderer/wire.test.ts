import { describe, expect, it } from 'vitest';
import { toFailure } from '#renderer/api/failure.ts';
import { createWire, type Link, type WireEnd } from '#renderer/api/wire.ts';

const rejects = async (call: Promise<unknown>) => toFailure(await call.catch((error: unknown) => error));

function wireWithEnd() {
  let end!: WireEnd;
  let retried = 0;
  const wire = createWire((given) => {
    end = given;
    return { retry: () => retried++ };
  });
  return { wire, end, retried: () => retried };
}

/** A line that answers at once, or never, until it is cut as a real one is. */
function line(answer?: unknown) {
  let cut!: () => void;
  const lost = new Promise<never>((_resolve, reject) => {
    cut = () => reject(new DOMException('closed', 'AbortError'));
  });
  lost.catch(() => {});
  const link: Link = { call: () => (answer === undefined ? lost : Promise.resolve(answer)) };
  return { link, cut: () => cut() };
}

describe('the wire', () => {
  it('lets calls wait while the first line is laid', async () => {
    const { wire, end } = wireWithEnd();
    const call = wire.call(['system', 'hello'], undefined, { context: {} });
    end.opened(line('hello').link);
    expect(await call).toBe('hello');
  });

  it('lets a waiting call be given up', async () => {
    const { wire } = wireWithEnd();
    const asked = new AbortController();
    const call = wire.call(['system', 'hello'], undefined, { context: {}, signal: asked.signal });
    asked.abort();
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('rejects what is pending with `offline` when its line drops', async () => {
    const { wire, end } = wireWithEnd();
    const { link, cut } = line();
    end.opened(link);
    const call = rejects(wire.call(['catalog', 'counts'], undefined, { context: {} }));
    end.lost();
    cut();
    expect(await call).toMatchObject({ kind: 'offline', code: 'E_WIRE_LOST' });
  });

  it('rejects at once while there is no line, and works again on the next', async () => {
    const { wire, end } = wireWithEnd();
    end.opened(line('a').link);
    end.lost();
    expect(await rejects(wire.call(['x'], undefined, { context: {} }))).toMatchObject({ kind: 'offline' });
    end.opened(line('b').link);
    expect(await wire.call(['x'], undefined, { context: {} })).toBe('b');
  });

  it('passes on what the core itself refused', async () => {
    const { wire, end } = wireWithEnd();
    const link: Link = { call: () => Promise.reject(new Error('mine')) };
    end.opened(link);
    await expect(wire.call(['x'], undefined, { context: {} })).rejects.toThrow('mine');
  });

  it('tells each change of state once', () => {
    const { wire, end, retried } = wireWithEnd();
    const states: string[] = [];
    const stop = wire.subscribe(() => states.push(wire.state().status));
    end.lost();
    end.lost();
    end.opened(line('a').link);
    end.opened(line('b').link);
    end.failed();
    wire.retry();
    end.refused('link-used');
    end.lost();
    stop();
    end.opened(line('c').link);
    expect(states).toEqual(['lost', 'open', 'open', 'failed', 'refused']);
    expect(retried()).toBe(1);
  });
});
