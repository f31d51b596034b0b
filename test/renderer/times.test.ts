import { describe, expect, it } from 'vitest';
import { ago, bothTimes, counted, lasted } from '#renderer/ui/times.ts';

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
});
