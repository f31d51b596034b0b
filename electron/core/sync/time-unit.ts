import { movedSince } from '../aws/moved-since.ts';
import { Failure } from '../failure.ts';
import type { Source } from './readers/reader.ts';
import { fact, setFact } from './facts.ts';

type Unit = 'seconds' | 'milliseconds';

/** Long before any asset: in milliseconds everything moved since, in seconds (the year 31969) nothing did. */
const LONG_AGO = '2000-01-01T00:00:00.000Z';

/**
 * What this domain takes the numbers of its time filters for; AWS does not document it, so each domain is asked once.
 * Where it holds nothing yet the question has no answer: seconds, and asked again next time.
 */
export async function timeUnit(source: Source, signal: AbortSignal): Promise<Unit> {
  const known = fact(source.db, 'time_unit');
  if (known !== null) return known;
  const found = await asked(source, signal);
  if (found !== null) setFact(source, 'time_unit', found);
  return found ?? 'seconds';
}

async function asked(source: Source, signal: AbortSignal): Promise<Unit | null> {
  const { aws, domainId } = source;
  try {
    const moved = await aws.search.countOf(domainId, 'GLOSSARY_TERM', signal, movedSince(LONG_AGO, 'milliseconds'));
    if (moved === null) return null;
    if (moved > 0) return 'milliseconds';
    const all = await aws.search.countOf(domainId, 'GLOSSARY_TERM', signal);
    return all !== null && all > 0 ? 'seconds' : null;
  } catch (error) {
    // A number too large to be seconds is refused: then seconds it is.
    if (error instanceof Failure && error.problem.code === 'E_AWS_REFUSED') return 'seconds';
    throw error;
  }
}
