import type { ChangeLine } from '#shared/changes.ts';
import type { GridColumn } from '../../ui/Grid.tsx';
import { Status } from '../../ui/Status.tsx';
import { Text } from '../../ui/Text.tsx';
import { conflictWords, lineWords } from '../../words.ts';
import { beforeAfter, placeOf, sentenceOf } from './line-words.ts';

/** How a line stands, in words for those who copy or hear it: "Conflict: gone". */
export const stateText = (line: ChangeLine): string => {
  const { label } = lineWords[line.state];
  if (line.conflict !== null) return `${label}: ${conflictWords[line.conflict].label.toLowerCase()}`;
  return line.moved ? `${label}, moved underneath` : label;
};

const oneLine = (text: string | null): string => (text ?? '').replace(/\s+/g, ' ');

function Side({ text, tag: Tag }: { text: string | null; tag: 'del' | 'ins' }) {
  if (text === null || text === '') return <span className="mw-second">–</span>;
  return (
    <Tag>
      <Text limit={160} bare>
        {oneLine(text)}
      </Text>
    </Tag>
  );
}

/** The columns of a review: what, where, before, after, and how it stands. */
export function lineColumns({ withEntity }: { withEntity: boolean }): GridColumn<ChangeLine>[] {
  const entity: GridColumn<ChangeLine> = {
    id: 'entity',
    header: 'Entity',
    width: 'minmax(7rem, 1fr)',
    rowHeader: true,
    text: (line) => line.entityName,
  };
  return [
    ...(withEntity ? [entity] : []),
    {
      id: 'what',
      header: 'What',
      width: 'minmax(7rem, 1fr)',
      ...(!withEntity && { rowHeader: true as const }),
      text: placeOf,
      cell: (line) => (
        <span title={sentenceOf(line)}>
          <Text limit={120} bare>
            {placeOf(line)}
          </Text>
        </span>
      ),
    },
    {
      id: 'before',
      header: 'Before',
      width: 'minmax(6rem, 1.2fr)',
      text: (line) => beforeAfter(line).before ?? '',
      cell: (line) => <Side tag="del" text={beforeAfter(line).before} />,
    },
    {
      id: 'after',
      header: 'After',
      width: 'minmax(6rem, 1.2fr)',
      text: (line) => beforeAfter(line).after ?? '',
      cell: (line) => <Side tag="ins" text={beforeAfter(line).after} />,
    },
    {
      id: 'state',
      header: 'State',
      width: '7.4rem',
      text: stateText,
      cell: (line) => (
        <span title={stateText(line)}>
          <Status
            tone={line.moved ? 'info' : lineWords[line.state].tone}
            label={line.moved ? 'Moved' : lineWords[line.state].label}
          />
        </span>
      ),
    },
  ];
}
