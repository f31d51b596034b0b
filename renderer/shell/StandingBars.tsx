import type { WorkspaceInfo } from '#shared/workspace.ts';
import { Text } from '../ui/Text.tsx';
import { bothTimes, utcTime } from '../ui/times.ts';
import { ActionButton } from './ActionButton.tsx';

/** What holds for every screen and must stay in sight: the past is open, or the file takes nothing more. */
export function StandingBars({ workspace }: { workspace: WorkspaceInfo | null }) {
  const { asOf = null, readOnly = null } = workspace ?? {};
  return (
    <>
      {asOf && (
        <section className="mw-bar mw-bar-past" aria-label="A past pull is open">
          <span className="mw-bar-words">
            <b>
              You are looking at{' '}
              <time dateTime={asOf.at} title={bothTimes(asOf.at)}>
                {utcTime(asOf.at)}
              </time>
              , pull {asOf.runId}.
            </b>{' '}
            Nothing can be changed here.
          </span>
          <ActionButton id="sync.present" />
        </section>
      )}
      {readOnly && (
        <section className="mw-bar mw-bar-read-only" aria-label="Nothing can be saved">
          <span className="mw-bar-words">
            <b>Read-only.</b> <Text limit={400}>{readOnly.message}</Text>{' '}
            <span className="mw-bar-code">{readOnly.code}</span>
          </span>
        </section>
      )}
    </>
  );
}
