import type { EntityKind } from '#shared/entities.ts';
import type { KindCoverage } from '#shared/sync.ts';
import { Grid, type GridColumn } from '../../ui/Grid.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Status } from '../../ui/Status.tsx';
import { Text } from '../../ui/Text.tsx';
import { count, utcTime } from '../../ui/times.ts';
import { When } from '../../ui/When.tsx';
import { howWords, kindTitle, standingWords } from '../../words.ts';
import { troubleWords } from './coverage-rows.ts';

const columns: GridColumn<KindCoverage>[] = [
  { id: 'kind', header: 'Kind', width: 'minmax(10rem, 1.3fr)', text: (kind) => kindTitle(kind.kind) },
  {
    id: 'standing',
    header: 'Standing',
    width: '7.5rem',
    text: (kind) => standingWords[kind.standing].label,
    cell: (kind) => <Status {...standingWords[kind.standing]} />,
  },
  { id: 'how', header: 'This pull', width: '7.5rem', text: (kind) => howWords[kind.how].done },
  {
    id: 'full',
    header: 'Read in full',
    width: '8.5rem',
    text: (kind) => (kind.fullAt === null ? 'never' : utcTime(kind.fullAt)),
    cell: (kind) => (kind.fullAt === null ? 'never' : <When at={kind.fullAt} relative />),
  },
  {
    id: 'scopes',
    header: 'Scopes complete',
    width: '8.5rem',
    number: true,
    text: (kind) => `${count(kind.scopesComplete)} of ${count(kind.scopes)}`,
  },
  { id: 'pages', header: 'Pages', width: '5.5rem', number: true, text: (kind) => count(kind.pages) },
  { id: 'items', header: 'Items', width: '6rem', number: true, text: (kind) => count(kind.items) },
  {
    id: 'troubles',
    header: 'Troubles met',
    width: 'minmax(8rem, 1.5fr)',
    text: (kind) => troubleWords(kind.troubles),
  },
];

interface KindGridProps {
  kinds: readonly KindCoverage[];
  onChoose: (kind: EntityKind) => void;
}

/** One line per kind; Enter narrows the scopes below to the kind in hand. */
export function KindGrid({ kinds, onChoose }: KindGridProps) {
  if (kinds.length === 0) return <Empty title="Every kind is complete" cause="Nothing is missing in this pull." />;
  return (
    <Grid
      label="Coverage"
      columns={columns}
      rowCount={kinds.length}
      rowAt={(at) => kinds[at]}
      onOpen={(kind) => onChoose(kind.kind)}
      tallest="36vh"
      renderDetails={(kind) => (
        <>
          <b>{kindTitle(kind.kind)}.</b> <Text limit={300}>{kind.why}</Text>{' '}
          {kind.fullRunId !== null && kind.fullAt !== null && (
            <>
              All of it was last read by pull {kind.fullRunId}, <When at={kind.fullAt} />.
            </>
          )}{' '}
          <span className="mw-second">Press Enter to see its scopes alone.</span>
        </>
      )}
    />
  );
}

/** The kinds as rows of text, with their head. */
export const kindRows = (kinds: readonly KindCoverage[]): string[][] => [
  [...columns.map(({ header }) => header), 'Why'],
  ...kinds.map((kind) => [...columns.map((column) => column.text(kind)), kind.why]),
];
