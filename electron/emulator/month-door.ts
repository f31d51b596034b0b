import type { Bank } from '#emulator/bank/bank.ts';
import { applyMonth } from '#emulator/bank/month/apply.ts';
import type { WireAnswer, WireRequest } from '#emulator/wire/protocol.ts';

const json = (status: number, value: unknown): WireAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});

const refusal = (status: number, message: string): WireAnswer => json(status, { message });

/**
 * `POST /_bank/month[?since=<epoch ms>]`: lets the scripted month happen and answers `{ changes }`, the expected
 * difference. Undefined for any other path. 409 when it has happened already.
 */
export const answerMonth = (bank: Bank, request: WireRequest): WireAnswer | undefined => {
  if (request.path !== '/_bank/month') return undefined;
  if (request.method !== 'POST') return refusal(405, 'POST lets the month happen.');
  // A web page must not reach a server on loopback through its visitor's browser.
  if (request.headers['origin'] !== undefined) return refusal(403, 'Not from a web page.');
  const since = new URLSearchParams(request.query).get('since');
  if (since !== null && !/^\d{1,15}$/.test(since)) return refusal(400, 'since is a time in epoch milliseconds.');
  try {
    return json(200, { changes: applyMonth(bank, since === null ? undefined : Number(since)) });
  } catch (error) {
    if (error instanceof RangeError) return refusal(409, error.message);
    throw error;
  }
};
