import { areAlike, difference, readable, type Stretch } from './text-difference.ts';
import { Stretch as StretchText } from './Text.tsx';

interface DifferenceProps {
  before: string | null;
  after: string | null;
}

/**
 * A value before and after in one text: what was taken out is struck through, what was put in is underlined. Two texts
 * that have little in common stand below each other, whole.
 */
export function Difference({ before, after }: DifferenceProps) {
  const from = readable(before ?? '');
  const to = readable(after ?? '');
  const stretches = difference(from, to);
  const isWhole = from !== '' && to !== '' && !areAlike(stretches);
  const shown: readonly Stretch[] = isWhole
    ? [
        { text: from, where: 'before' },
        { text: to, where: 'after' },
      ]
    : stretches;
  return (
    <div className={isWhole ? 'mw-change-value mw-change-whole' : 'mw-change-value'}>
      <bdi className="mw-text mw-text-lines">
        {before === null && <span className="mw-second">not set → </span>}
        {shown.map((stretch, at) => (
          <Shown key={at} stretch={stretch} />
        ))}
        {after === null && <span className="mw-second"> → not set</span>}
      </bdi>
    </div>
  );
}

function Shown({ stretch: { text, where } }: { stretch: Stretch }) {
  if (where === 'both') return <StretchText>{text}</StretchText>;
  const Mark = where === 'before' ? 'del' : 'ins';
  return (
    <Mark>
      <span className="mw-heard">{where === 'before' ? 'taken out: ' : 'put in: '}</span>
      <StretchText>{text}</StretchText>
    </Mark>
  );
}
