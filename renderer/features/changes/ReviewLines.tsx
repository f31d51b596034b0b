import Button from '@cloudscape-design/components/button';
import { useQueries } from '@tanstack/react-query';
import { type KeyboardEvent, useState } from 'react';
import type { ChangeLine, ChangeSet } from '#shared/changes.ts';
import { toFailure } from '../../api/failure.ts';
import { navigate } from '../../api/hash-location.ts';
import { useCommands } from '../../shell/commands.tsx';
import { notifyFailure } from '../../shell/notify-failure.ts';
import { useOffer } from '../../shell/offers.ts';
import { Waiting } from '../../ui/Ask.tsx';
import { copyText, toTsv } from '../../ui/copying.ts';
import { Empty } from '../../ui/Empty.tsx';
import { Failed } from '../../ui/Failed.tsx';
import { Grid } from '../../ui/Grid.tsx';
import { GRID_PAGE, pagesInView } from '../../ui/grid-pages.ts';
import { say } from '../../ui/notices.ts';
import { count, counted } from '../../ui/times.ts';
import { pageQuery, readLines } from './all-lines.ts';
import { lineColumns, stateText } from './line-columns.tsx';
import { assetOf, LineDetails } from './LineDetails.tsx';
import { COPY_HEAD, copyRow } from './line-words.ts';
import { LinesBar } from './LinesBar.tsx';
import type { LinesInput } from './review-state.ts';
import { chosenCount, everything, isChosen, nothing, type Selection, toggled, withAll } from './selection.ts';
import { useTakeBack } from './settling.ts';
import { chosenLines, type Target } from './target.ts';

/** What the clipboard takes at most: more rows are a report, not a paste. */
const MOST_COPIED = 5_000;

interface ReviewLinesProps {
  set: ChangeSet;
  input: LinesInput;
  narrowed: boolean;
  pushing: boolean;
  onWide: () => void;
}

/** The lines that fit, page by page as they come into view. */
function useLines(input: LinesInput) {
  const [range, setRange] = useState({ first: 0, last: 0 });
  const pages = pagesInView(range);
  const answers = useQueries({ queries: pages.map((page) => pageQuery(input, page)) });
  const error = answers.find((answer) => answer.error)?.error;
  const rowAt = (at: number): ChangeLine | undefined =>
    answers[pages.indexOf(Math.floor(at / GRID_PAGE))]?.data?.items[at % GRID_PAGE];
  const retry = () => answers.forEach((answer) => void answer.refetch());
  return { total: answers[0]?.data?.total, rowAt, error, retry, onRange: setRange };
}

/** The lines of a set in a grid, chosen and taken back by keyboard or mouse; below it all about the one in hand. */
export function ReviewLines({ set, input, narrowed, pushing, onWide }: ReviewLinesProps) {
  const { frozen } = useCommands().now;
  const { total, rowAt, error, retry, onRange } = useLines(input);
  const [selection, setSelection] = useState<Selection>(nothing);
  const [anchor, setAnchor] = useState(0);
  const back = useTakeBack(() => setSelection(nothing));
  const chosen = chosenCount(selection, total ?? 0);
  const held = frozen ?? (pushing ? 'It is being pushed.' : set.state === 'closed' ? 'The set is closed.' : null);
  const target: Target = { input, selection };
  const only = (line: ChangeLine): Target => ({ ...target, selection: { all: false, ids: new Set([line.id]) } });

  const copy = () => {
    const whole = { ...target, selection: chosen > 0 ? selection : everything };
    const told = chosen > 0 ? chosen : (total ?? 0);
    copyLines(whole, told).catch((failure: unknown) => notifyFailure('The lines were not copied', failure));
  };
  useOffer('results.copy', copy, (total ?? 0) > 0);

  const choose = (at: number, upTo: boolean) => {
    const line = rowAt(at);
    if (upTo) {
      const [first, last] = at < anchor ? [at, anchor] : [anchor, at];
      idsBetween(input, first, last, rowAt)
        .then((ids) => setSelection((before) => withAll(before, ids)))
        .catch((failure: unknown) => notifyFailure('The lines were not chosen', failure));
    } else if (line) {
      setSelection(toggled(selection, line.id));
      setAnchor(at);
    }
  };
  const onKey = (event: KeyboardEvent, row: ChangeLine | undefined) => {
    if (event.key === 'Escape' && chosen > 0) {
      event.preventDefault();
      setSelection(nothing);
    }
    if (event.key !== 'Delete' && event.key !== 'Backspace') return;
    event.preventDefault();
    if (held !== null) say(held);
    else if (chosen > 0) back.takeBack(target);
    else if (row) back.takeBack(only(row));
  };

  if (error) return <Failed failure={toFailure(error)} onRetry={retry} />;
  if (total === undefined) return <Waiting word="lines" />;
  if (total === 0)
    return (
      <Empty
        title="No line fits"
        cause="There are lines in this set, but none that fits all the filters."
        step={narrowed && <Button onClick={onWide}>Clear filters</Button>}
      />
    );
  return (
    <>
      <LinesBar
        set={set}
        target={target}
        chosen={chosen}
        total={total}
        held={held}
        isTaking={back.isTaking}
        onTakeBack={() => back.takeBack(target)}
        onCopy={copy}
        onAll={() => setSelection(chosen === total ? nothing : everything)}
        onDone={() => setSelection(nothing)}
      />
      <Grid
        label="Lines of the change set"
        columns={lineColumns({ withEntity: input.entity === null })}
        rowCount={total}
        rowAt={rowAt}
        onRange={(first, last) => onRange({ first, last })}
        choice={{
          isChosen: (line) => isChosen(selection, line.id),
          onChoose: choose,
          onAll: () => setSelection(everything),
        }}
        onKey={onKey}
        onCopyRows={() => {
          if (chosen === 0) return false;
          copy();
          return true;
        }}
        onOpen={(line) => {
          const path = assetOf(line);
          if (path === null) say('Only assets have a page of their own');
          else navigate(path);
        }}
        tallest="42vh"
        renderDetails={(line) => (
          <LineDetails
            key={line.id}
            line={line}
            held={held}
            offers={chosen === 0}
            onTakeBack={() => back.takeBack(only(line))}
            target={only(line)}
          />
        )}
      />
    </>
  );
}

/** The ids of a stretch of rows; what is not in view is read. */
async function idsBetween(
  input: LinesInput,
  first: number,
  last: number,
  rowAt: (at: number) => ChangeLine | undefined,
): Promise<number[]> {
  const rows = Array.from({ length: last - first + 1 }, (_, at) => rowAt(first + at));
  if (rows.every((row) => row !== undefined)) return rows.map(({ id }) => id);
  const lines = await readLines(input, last + 1);
  return lines.slice(first, last + 1).map(({ id }) => id);
}

async function copyLines(target: Target, chosen: number) {
  const lines = await chosenLines(target, MOST_COPIED);
  const rows = lines.map((line) => copyRow(line, stateText(line)));
  const told =
    lines.length < chosen
      ? `The first ${count(lines.length)} of ${count(chosen)} lines`
      : counted(lines.length, 'line');
  await copyText(toTsv([COPY_HEAD, ...rows]), told);
}
