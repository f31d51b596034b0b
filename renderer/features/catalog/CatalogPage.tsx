import Header from '@cloudscape-design/components/header';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useSearch } from 'wouter';
import { navigate } from '../../api/hash-location.ts';
import { core } from '../../api/queries.ts';
import { ActionButton } from '../../shell/ActionButton.tsx';
import { useOffer } from '../../shell/offers.ts';
import { rememberResults } from '../../shell/trail.ts';
import { Ask } from '../../ui/Ask.tsx';
import { ofAssets } from '../../ui/coverage-mark.ts';
import { Facets } from './Facets.tsx';
import { NothingFound } from './NothingFound.tsx';
import { Results } from './Results.tsx';
import { SearchBox, type SearchBoxHandle } from './SearchBox.tsx';
import {
  emptySearch,
  isFiltered,
  readSearch,
  type SearchState,
  searchInput,
  searchPath,
  toggled,
} from './search-state.ts';

/** Search over names, descriptions, columns and terms; the address holds the whole state of the screen. */
export default function CatalogPage() {
  const state = readSearch(useSearch());
  const found = useQuery(
    core.catalog.search.queryOptions({ input: searchInput(state), placeholderData: (before) => before }),
  );
  const box = useRef<SearchBoxHandle>(null);
  const list = useRef<HTMLDivElement>(null);

  useEffect(() => rememberResults(`#${searchPath(state)}`));

  const go = (next: SearchState, { replace = false } = {}) => navigate(searchPath(next), { replace });
  const focusSearch = () => box.current?.focus();
  const focusResults = () => list.current?.querySelector<HTMLElement>('tbody a')?.focus();
  const filtered = isFiltered(state);
  useOffer('search.focus', focusSearch);
  useOffer('search.clear', () => go(emptySearch), filtered);

  return (
    <div className="mw-catalog">
      <Header variant="h1" actions={<ActionButton id="sync.pull" icon="download" />}>
        Catalog
      </Header>
      <SearchBox
        ref={box}
        text={state.text}
        pending={found.isPlaceholderData}
        onText={(text) => go({ ...state, text, page: 1 }, { replace: state.text !== '' && text !== '' })}
        onDown={focusResults}
      />
      <Ask query={found} word="assets">
        {(data) => (
          <div className={found.isPlaceholderData ? 'mw-catalog-columns mw-stale' : 'mw-catalog-columns'}>
            <aside aria-label="Filters">
              <Facets
                facets={data.facets}
                chosen={state.facets}
                onToggle={(facet, id) => go(toggled(state, facet, id))}
                onClear={() => go({ ...emptySearch, text: state.text, sort: state.sort })}
              />
            </aside>
            <section ref={list} aria-label="Assets found">
              <Results
                data={data}
                state={state}
                onState={go}
                onLeave={focusSearch}
                empty={
                  <NothingFound
                    filtered={filtered}
                    onClear={() => go(emptySearch)}
                    incomplete={ofAssets(data.incomplete)}
                  />
                }
              />
            </section>
          </div>
        )}
      </Ask>
    </div>
  );
}
