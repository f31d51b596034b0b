import { describe, expect, it } from 'vitest';
import { ago, bothTimes, bytes, counted, lasted, stretch, utcTime } from '#renderer/ui/times.ts';

const now = Date.parse('2026-03-01T12:00:00.000Z');
const before = (seconds: number) => new Date(now - seconds * 1000).toISOString();

describe('times in words', () => {
  it.each([
    [5, 'just now'],
    [90, '2 minutes ago'],
    [3 * 3600, '3 hours ago'],
    [26 * 3600, 'yesterday'],
    [40 * 86_400, 'last month'],
  ])('%i seconds back', (seconds, words) => {
    expect(ago(before(seconds), now)).toBe(words);
  });

  it('show UTC beside local time', () => {
    expect(bothTimes('2026-03-01T12:00:00.000Z').split('\n')[1]).toContain('UTC');
  });

  it('tell how long something took', () => {
    expect(lasted(before(0.2), now)).toBe('200 ms');
    expect(lasted(before(11.1), now)).toBe('11.1 s');
    expect(lasted(before(75), now)).toBe('1 min 15 s');
    expect(lasted(before(7_300), now)).toBe('2 h 1 min');
    expect(lasted('nonsense', now)).toBe('');
  });

  it('leave what is no time as it came', () => {
    expect(ago('nonsense', now)).toBe('nonsense');
    expect(bothTimes('0')).not.toBe('');
    expect(bothTimes('nonsense')).toBe('nonsense\nnonsense');
  });

  it('count things', () => {
    expect(counted(1, 'asset')).toBe('1 asset');
    expect(counted(1_204, 'asset')).toBe('1,204 assets');
    expect(counted(0, 'entry', 'entries')).toBe('0 entries');
  });

  it('tells a moment the same to everybody', () => {
    expect(utcTime('2026-10-03T14:02:59.999Z')).toBe('3 Oct 2026 14:02 UTC');
    expect(utcTime('2026-10-03T00:00:00+10:00')).toBe('2 Oct 2026 14:00 UTC');
    expect(utcTime('never')).toBe('never');
  });

  it.each([
    [0, '1 s'],
    [59.2, '1 min'],
    [60, '1 min'],
    [61, '2 min'],
    [3_600, '1 h'],
    [3_661, '1 h 2 min'],
    [86_400, '24 h'],
  ])('rounds %i seconds up, for it is a lower bound: %s', (seconds, words) => {
    expect(stretch(seconds)).toBe(words);
  });

  it.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1_500, '1.5 KB'],
    [999_999, '1.0 MB'],
    [81_200_000, '81 MB'],
    [1_240_000_000, '1.2 GB'],
    [5e15, '5000 TB'],
  ])('tells %i bytes as %s', (n, words) => {
    expect(bytes(n)).toBe(words);
  });
});
