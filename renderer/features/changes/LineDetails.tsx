import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { ChangeLine } from '#shared/changes.ts';
import { useOffer } from '../../shell/offers.ts';
import { Id } from '../../ui/Copy.tsx';
import { Difference } from '../../ui/Difference.tsx';
import { Facts } from '../../ui/Failed.tsx';
import { Status } from '../../ui/Status.tsx';
import { areAlike, difference } from '../../ui/text-difference.ts';
import { Stretch, Text } from '../../ui/Text.tsx';
import { When } from '../../ui/When.tsx';
import { capital, changeKindWords, conflictWords, lineWords } from '../../words.ts';
import { EditDialog } from './EditDialog.tsx';
import { beforeAfter, isEditable, sentenceOf, sides } from './line-words.ts';
import { useSettle } from './settling.ts';
import type { Target } from './target.ts';

/** Where what a line is about is shown; null where it has no page. */
export const assetOf = ({ kind, entityId }: ChangeLine): string | null =>
  kind === 'asset' || kind === 'listing' ? `/catalog/${encodeURIComponent(entityId)}` : null;

interface LineDetailsProps {
  line: ChangeLine;
  /** Why nothing can be done to it; null while it can. */
  held: string | null;
  /** Whether the palette acts on this line: on no other where others are chosen. */
  offers: boolean;
  target: Target;
  onTakeBack: () => void;
}

/** All about one line: before and after, the three sides of a conflict, what AWS said, and what can be done. */
export function LineDetails({ line, held, offers, target, onTakeBack }: LineDetailsProps) {
  const path = assetOf(line);
  const { before, after } = beforeAfter(line);
  return (
    <div className="mw-change">
      <div className="mw-spread">
        <b>
          <Text limit={400}>{sentenceOf(line)}</Text>
        </b>
        <Ways line={line} held={held} offers={offers} target={target} onTakeBack={onTakeBack} />
      </div>
      <div className="mw-change-about">
        <span>
          {capital(changeKindWords[line.kind])}{' '}
          {path === null ? (
            <Text limit={160}>{line.entityName}</Text>
          ) : (
            <a href={`#${path}`}>
              <Text limit={160} bare>
                {line.entityName}
              </Text>
            </a>
          )}
        </span>
        <Status {...lineWords[line.state]} />
        <span>
          by <Text limit={80}>{line.by}</Text>, <When at={line.at} relative />
        </span>
        <Id what="id">{line.entityId}</Id>
      </div>
      {line.state === 'conflict' && line.conflict !== null ? (
        <Conflict line={line} conflict={line.conflict} />
      ) : (
        <Difference before={before} after={after} />
      )}
      {line.moved && (
        <div>What this stands on has moved at AWS since it was staged. The push looks whether this very value did.</div>
      )}
      {line.state === 'unknown' && <div>{lineWords.unknown.meaning} The next push asks AWS first.</div>}
      {line.problem && <ProblemOf problem={line.problem} />}
    </div>
  );
}

function ProblemOf({ problem }: { problem: NonNullable<ChangeLine['problem']> }) {
  return (
    <div>
      <Text limit={600}>{problem.message}</Text>{' '}
      <b>
        <Text limit={600}>{problem.next}</Text>
      </b>
      <div className="mw-code">
        {problem.code}
        <Facts details={problem.details} />
      </div>
    </div>
  );
}

function Conflict({ line, conflict }: { line: ChangeLine; conflict: NonNullable<ChangeLine['conflict']> }) {
  const { base, theirs, mine } = sides(line);
  return (
    <>
      <div>
        {conflictWords[conflict].sentence} {conflictWords[conflict].ways}
      </div>
      <div className="mw-sides">
        <section aria-label="As it was when it was staged">
          <h3>It was</h3>
          <Text lines limit={2_000}>
            {base}
          </Text>
        </section>
        <section aria-label="As AWS has it now">
          <h3>Theirs, now</h3>
          <Side base={base} text={theirs} />
        </section>
        <section aria-label="As it is wanted">
          <h3>Mine</h3>
          <Side base={base} text={mine} />
        </section>
      </div>
    </>
  );
}

/** One side of a conflict: what it has of its own is underlined; what it has not stands in the first column. */
function Side({ base, text }: { base: string; text: string }) {
  const stretches = difference(base, text);
  if (!areAlike(stretches))
    return (
      <Text lines limit={2_000}>
        {text}
      </Text>
    );
  return (
    <bdi className="mw-text mw-text-lines mw-change-value">
      {stretches
        .filter(({ where }) => where !== 'before')
        .map((stretch, at) =>
          stretch.where === 'both' ? (
            <Stretch key={at}>{stretch.text}</Stretch>
          ) : (
            <ins key={at}>
              <Stretch>{stretch.text}</Stretch>
            </ins>
          ),
        )}
    </bdi>
  );
}

/** What can be done to a line as it stands. */
function Ways({ line, held, offers, target, onTakeBack }: LineDetailsProps) {
  const [editing, setEditing] = useState(false);
  const { settle, isSettling } = useSettle();
  const isOpen = line.state === 'conflict' || line.state === 'failed';
  const mayTakeBack = isOpen || line.state === 'staged';
  const mayEdit = isOpen && isEditable(line);
  const able = offers && held === null;
  useOffer('changes.revert', onTakeBack, able && mayTakeBack);
  useOffer('changes.theirs', () => settle(target, 'theirs'), able && isOpen);
  useOffer('changes.mine', () => settle(target, 'mine'), able && isOpen);
  useOffer('changes.edit', () => setEditing(true), held === null && mayEdit);
  const disabled = held !== null && { disabled: true, disabledReason: held };
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {isOpen && (
        <Button loading={isSettling} {...disabled} onClick={() => settle(target, 'theirs')}>
          {line.state === 'failed' ? 'Give it up' : 'Keep theirs'}
        </Button>
      )}
      {isOpen && (
        <Button loading={isSettling} {...disabled} onClick={() => settle(target, 'mine')}>
          {line.state === 'failed' ? 'Stage it again' : 'Use mine'}
        </Button>
      )}
      {mayEdit && (
        <Button {...disabled} onClick={() => setEditing(true)}>
          Edit…
        </Button>
      )}
      {mayTakeBack && (
        <Button {...disabled} onClick={onTakeBack}>
          Take this line back
        </Button>
      )}
      {editing && <EditDialog line={line} onClose={() => setEditing(false)} />}
    </SpaceBetween>
  );
}
