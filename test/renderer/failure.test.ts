import { ORPCError } from '@orpc/client';
import { describe, expect, it } from 'vitest';
import { ERROR_KINDS } from '#shared/errors.ts';
import { failureText, offline, toFailure } from '#renderer/api/failure.ts';

describe('failures as screens show them', () => {
  it('keep the kind, code, next step and details of the contract', () => {
    for (const kind of ERROR_KINDS) {
      const data = { code: 'E_SOME', next: 'Do this.', details: { path: '/x' } };
      expect(toFailure(new ORPCError(kind, { message: 'Sentence.', data }))).toEqual({
        kind,
        message: 'Sentence.',
        code: 'E_SOME',
        next: 'Do this.',
        details: { path: '/x' },
      });
    }
  });

  it.each([
    ['BAD_REQUEST', 'invalid'],
    ['FORBIDDEN', 'denied'],
    ['NOT_FOUND', 'not_found'],
    ['SOMETHING_NEW', 'internal'],
  ])('turn %s into a kind of ours with a next step', (code, kind) => {
    const failure = toFailure(new ORPCError(code, { message: 'x' }));
    expect(failure.kind).toBe(kind);
    expect(failure.code).toMatch(/^E_/);
    expect(failure.next).not.toBe('');
  });

  it('take anything that was thrown', () => {
    expect(toFailure(offline())).toMatchObject({ kind: 'offline', code: 'E_WIRE_LOST' });
    expect(toFailure(new DOMException('x', 'AbortError'))).toMatchObject({ kind: 'offline' });
    for (const thrown of [undefined, null, 'text', 7, new Error('e'), {}])
      expect(toFailure(thrown)).toMatchObject({ kind: 'internal', code: 'E_PAGE' });
  });

  it('can be copied with everything that is known', () => {
    const data = { code: 'E_SOME', next: 'Do this.', details: { requestId: 'r-1' } };
    expect(failureText(toFailure(new ORPCError('denied', { message: 'No.', data })))).toBe(
      'E_SOME (denied)\nNo.\nDo this.\nrequestId: r-1',
    );
  });
});
