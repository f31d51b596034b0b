import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type ReactNode, useMemo } from 'react';
import type { z } from 'zod';
import type { SearchHit, SearchOutput } from '#shared/catalog.ts';
import { navigate } from '../../api/hash-location.ts';
import { useOffer } from '../../shell/offers.ts';
import { AppTable, tableTsv } from '../../ui/AppTable.tsx';
import { ofAssets } from '../../ui/coverage-mark.ts';
import { copyText } from '../../ui/copying.ts';
import { wordsOf } from '../../ui/highlight.ts';
import { pageCount, Pages } from '../../ui/Pages.tsx';
import { Partial } from '../../ui/Partial.tsx';
import { count } from '../../ui/times.ts';
import { assetPath } from './paths.ts';
import { resultColumns } from './result-columns.tsx';
import { isFiltered, RESULTS_PAGE, type SearchState, SORTS, type Sort } from './search-state.ts';

interface ResultsProps {
  data: z.infer<typeof SearchOutput>;
  state: SearchState;
  onState: (state: SearchState) => void;
  onLeave: () => void;
  empty: ReactNode;
}

const sortWords: Record<Sort, string> = { relevance: 'Best match', name: 'Name', newest: 'Newest first' };
const sortOptions = SORTS.map((sort) => ({ value: sort, label: sortWords[sort] }));

export function Results({ data, state, onState, onLeave, empty }: ResultsProps) {
  const { items, total } = data;
  const incomplete = ofAssets(data.incomplete);
  const { text, page, sort } = state;
  const pages = pageCount(total, RESULTS_PAGE);
  const columns = useMemo(() => resultColumns(wordsOf(text)), [text]);
  const turn = (to: number) => onState({ ...state, page: to });
  const copy = () => void copyText(tableTsv<SearchHit>(items, columns, { header: true }), `${items.length} rows`);
  useOffer('results.next', () => turn(page + 1), page < pages);
  useOffer('results.previous', () => turn(page - 1), page > 1);
  useOffer('results.copy', copy, items.length > 0);

  return (
    <AppTable
      label="Assets"
      rows={items}
      columns={columns}
      rowKey={(hit) => hit.id}
      empty={empty}
      onOpen={(hit) => navigate(assetPath(hit.id))}
      onLeave={onLeave}
      header={
        <Header
          variant="h2"
          counter={`(${count(total)})`}
          description={incomplete.length > 0 && <Partial incomplete={incomplete} />}
          actions={
            <SpaceBetween direction="horizontal" size="xs" alignItems="center">
              <Pages label="assets" page={page} size={RESULTS_PAGE} total={total} onPage={turn} />
              <Button iconName="copy" disabled={items.length === 0} onClick={copy}>
                Copy rows
              </Button>
              <Select
                ariaLabel="Order of the assets"
                selectedOption={sortOptions.find((option) => option.value === sort) ?? null}
                options={sortOptions}
                onChange={({ detail }) => {
                  const chosen = SORTS.find((other) => other === detail.selectedOption.value);
                  if (chosen) onState({ ...state, sort: chosen, page: 1 });
                }}
              />
            </SpaceBetween>
          }
        >
          {isFiltered(state) ? 'Assets found' : 'All assets'}
        </Header>
      }
      footer={
        pages > 1 && (
          <div className="mw-end">
            <Pages label="assets, below the list" page={page} size={RESULTS_PAGE} total={total} onPage={turn} />
          </div>
        )
      }
    />
  );
}
