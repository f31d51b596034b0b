import Link from '@cloudscape-design/components/link';
import type { SearchHit } from '#shared/catalog.ts';
import type { AppColumn } from '../../ui/AppTable.tsx';
import { ListingStatus } from '../../ui/Status.tsx';
import { Text } from '../../ui/Text.tsx';
import { counted } from '../../ui/times.ts';
import { listingWords, typeWord } from '../../words.ts';
import { assetPath } from './paths.ts';
import { TermLine } from './Terms.tsx';

/** The columns of the result list, with the searched words marked. */
export function resultColumns(words: readonly string[]): AppColumn<SearchHit>[] {
  return [
    {
      id: 'name',
      header: 'Asset',
      rowHeader: true,
      minWidth: 250,
      cell: (hit) => <NameCell hit={hit} words={words} />,
      text: (hit) => hit.name,
    },
    {
      id: 'home',
      header: 'Unit › project',
      width: 140,
      minWidth: 130,
      cell: (hit) => (
        <>
          {hit.domainUnit && (
            <div>
              <Text limit={80}>{hit.domainUnit.name}</Text>
            </div>
          )}
          {hit.project && (
            <div className="mw-second">
              › <Text limit={80}>{hit.project.name}</Text>
            </div>
          )}
          {!hit.domainUnit && !hit.project && '–'}
        </>
      ),
      text: (hit) => [hit.domainUnit?.name, hit.project?.name].filter(Boolean).join(' › '),
    },
    {
      id: 'listing',
      header: 'Listing',
      width: 155,
      minWidth: 155,
      cell: (hit) => <ListingStatus state={hit.listing} />,
      text: (hit) => listingWords[hit.listing].label,
    },
    {
      id: 'terms',
      header: 'Terms',
      width: 135,
      minWidth: 125,
      cell: (hit) => <TermLine terms={hit.terms} />,
      text: (hit) => hit.terms.map((term) => term.name).join('; '),
    },
    {
      id: 'type',
      header: 'Type',
      width: 120,
      minWidth: 110,
      cell: (hit) => (
        <span title={hit.type}>
          <Text limit={80}>{typeWord(hit.type)}</Text>
          <div className="mw-second">{counted(hit.columns, 'column')}</div>
        </span>
      ),
      text: (hit) => hit.type,
    },
    { id: 'staged', header: 'Staged', cell: null, text: (hit) => String(hit.pending) },
    { id: 'columns', header: 'Columns', cell: null, text: (hit) => String(hit.columns) },
    { id: 'description', header: 'Description', cell: null, text: (hit) => hit.description ?? '' },
  ];
}

function NameCell({ hit, words }: { hit: SearchHit; words: readonly string[] }) {
  return (
    <div className="mw-hit">
      <Link href={`#${assetPath(hit.id)}`} variant="primary">
        <b>
          <Text limit={160} marks={words} bare>
            {hit.name}
          </Text>
        </b>
      </Link>
      {hit.pending > 0 && (
        <>
          {' '}
          <span className="mw-staged" title={`${counted(hit.pending, 'change')} staged`}>
            {hit.pending} staged
          </span>
        </>
      )}
      {hit.description && (
        <div className="mw-hit-description">
          <Text limit={240} marks={words} bare>
            {hit.description}
          </Text>
        </div>
      )}
      {hit.matchedColumns.length > 0 && (
        <div className="mw-hit-columns">
          in columns{' '}
          {hit.matchedColumns.map((column, at) => (
            <span key={column}>
              {at > 0 && ', '}
              <code>
                <Text limit={60} marks={words} bare>
                  {column}
                </Text>
              </code>
            </span>
          ))}
        </div>
      )}
    </div>
  );
}
