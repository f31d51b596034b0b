import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Input, { type InputProps } from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Toggle from '@cloudscape-design/components/toggle';
import { useDeferredValue, useMemo, useRef } from 'react';
import { ENTITY_KINDS } from '#shared/entities.ts';
import type { KindCoverage, ScopeCoverage } from '#shared/sync.ts';
import { useOffer } from '../../shell/offers.ts';
import { Id } from '../../ui/Copy.tsx';
import { copyText, toTsv } from '../../ui/copying.ts';
import { Empty } from '../../ui/Empty.tsx';
import { Grid, type GridColumn } from '../../ui/Grid.tsx';
import { Status } from '../../ui/Status.tsx';
import { Text } from '../../ui/Text.tsx';
import { count, counted, utcTime } from '../../ui/times.ts';
import { When } from '../../ui/When.tsx';
import { howWords, kindTitle, scopeWords } from '../../words.ts';
import { kindRows } from './CoverageKinds.tsx';
import { type CoverageState, isIncomplete, shownKinds, shownScopes, troubleWords } from './coverage-rows.ts';

const itemsOf = ({ items, expected }: ScopeCoverage) =>
  expected === null ? count(items) : `${count(items)} of ${count(expected)}`;

const columns: GridColumn<ScopeCoverage>[] = [
  { id: 'kind', header: 'Kind', width: 'minmax(8rem, 1fr)', text: (scope) => kindTitle(scope.kind) },
  {
    id: 'scope',
    header: 'Scope',
    width: 'minmax(9rem, 1.4fr)',
    rowHeader: true,
    text: (scope) => scope.scopeName || scope.scope,
  },
  {
    id: 'state',
    header: 'State',
    width: '7.5rem',
    text: (scope) => scopeWords[scope.state].label,
    cell: (scope) => <Status {...scopeWords[scope.state]} />,
  },
  { id: 'how', header: 'How', width: '7rem', text: (scope) => howWords[scope.how].done },
  { id: 'pages', header: 'Pages', width: '4.5rem', number: true, text: (scope) => count(scope.pages) },
  { id: 'items', header: 'Items', width: '7.5rem', number: true, text: itemsOf },
  {
    id: 'why',
    header: 'What stopped it',
    width: 'minmax(12rem, 2fr)',
    text: (scope) => [scope.errorMessage ?? '', troubleWords(scope.troubles)].filter(Boolean).join(' · '),
  },
];
const copied: GridColumn<ScopeCoverage>[] = [
  ...columns,
  { id: 'id', header: 'Scope id', width: '', text: (scope) => scope.scope },
  { id: 'run', header: 'Read by pull', width: '', text: (scope) => String(scope.runId) },
  { id: 'at', header: 'Read at', width: '', text: (scope) => scope.readAt ?? '' },
  { id: 'code', header: 'Code', width: '', text: (scope) => scope.errorCode ?? '' },
  { id: 'next', header: 'What to do', width: '', text: (scope) => scope.next ?? '' },
];

interface ScopeGridProps {
  kinds: readonly KindCoverage[];
  scopes: readonly ScopeCoverage[];
  state: CoverageState;
  onState: (state: CoverageState, how?: { replace: boolean }) => void;
}

/** The scopes of a pull, the worst first, narrowed by kind, state and words. */
export function ScopeGrid({ kinds, scopes, state, onState }: ScopeGridProps) {
  const box = useRef<InputProps.Ref>(null);
  const { kind, onlyIncomplete } = state;
  const text = useDeferredValue(state.text);
  const shown = useMemo(
    () => shownScopes(scopes, { run: null, kind, onlyIncomplete, text }),
    [scopes, kind, onlyIncomplete, text],
  );
  const missing = useMemo(() => scopes.filter(isIncomplete).length, [scopes]);
  const clear = () => onState({ ...state, kind: null, onlyIncomplete: false, text: '' });
  const filtered = kind !== null || onlyIncomplete || state.text !== '';
  const copy = () => {
    const rows = [copied.map(({ header }) => header), ...shown.map((scope) => copied.map((one) => one.text(scope)))];
    void copyText(`${toTsv(kindRows(shownKinds(kinds, state)))}\r\n\r\n${toTsv(rows)}`, 'Coverage');
  };
  useOffer('results.copy', copy);
  useOffer('search.focus', () => box.current?.focus());
  useOffer('search.clear', clear, filtered);
  const kindOptions = [
    { value: '', label: 'All kinds' },
    ...kinds.map((one) => ({ value: one.kind as string, label: kindTitle(one.kind) })),
  ];
  return (
    <SpaceBetween size="s">
      <Header
        variant="h3"
        counter={`(${count(scopes.length)})`}
        actions={
          <Button iconName="copy" onClick={copy}>
            Copy as text
          </Button>
        }
      >
        Scopes
      </Header>
      <div className="mw-filters">
        <Input
          ref={box}
          type="search"
          value={state.text}
          ariaLabel="Filter scopes"
          clearAriaLabel="Clear the filter"
          placeholder="Scope, code or message"
          onChange={({ detail }) =>
            onState(
              { ...state, text: detail.value.slice(0, 200) },
              { replace: state.text !== '' && detail.value !== '' },
            )
          }
        />
        <Select
          ariaLabel="Kind of the scopes"
          selectedOption={kindOptions.find(({ value }) => value === (kind ?? '')) ?? null}
          options={kindOptions}
          filteringType="auto"
          filteringAriaLabel="Filter the kinds"
          onChange={({ detail }) =>
            onState({ ...state, kind: ENTITY_KINDS.find((one) => one === detail.selectedOption.value) ?? null })
          }
        />
        <Toggle
          checked={onlyIncomplete}
          onChange={({ detail }) => onState({ ...state, onlyIncomplete: detail.checked })}
        >
          {`Only what is not complete (${count(missing)})`}
        </Toggle>
        <span role="status">{counted(shown.length, 'scope')}</span>
      </div>
      {shown.length === 0 ? (
        <Empty
          title={onlyIncomplete && missing === 0 ? 'Everything was read to the end' : 'No scope fits'}
          cause={
            onlyIncomplete && missing === 0 ? 'No scope of this pull is incomplete.' : 'No scope has all of these.'
          }
          step={filtered && <Button onClick={clear}>Show all scopes</Button>}
        />
      ) : (
        <Grid
          key={`${kind ?? ''} ${onlyIncomplete} ${text}`}
          label="Scopes"
          columns={columns}
          rowCount={shown.length}
          rowAt={(at) => shown[at]}
          tallest="44vh"
          renderDetails={(scope) => <ScopeDetails scope={scope} />}
        />
      )}
    </SpaceBetween>
  );
}

function ScopeDetails({ scope }: { scope: ScopeCoverage }) {
  const { errorCode, errorMessage, next, troubles } = scope;
  return (
    <dl className="mw-details">
      <div>
        <dt>Scope</dt>
        <dd>
          {scope.scopeName && <Text limit={300}>{scope.scopeName}</Text>} <Id what="scope">{scope.scope}</Id>
        </dd>
      </div>
      <div>
        <dt>Read</dt>
        <dd>
          {scope.readAt === null ? (
            'never'
          ) : (
            <>
              by pull {scope.runId}, <When at={scope.readAt} />{' '}
              <span className="mw-second">{utcTime(scope.readAt)}</span>
            </>
          )}
        </dd>
      </div>
      <div>
        <dt>Troubles met</dt>
        <dd>{troubles.length > 0 ? <Text limit={300}>{troubleWords(troubles)}</Text> : 'none'}</dd>
      </div>
      {(errorMessage ?? errorCode) && (
        <div>
          <dt>What stopped it</dt>
          <dd>
            {errorMessage && <Text limit={600}>{errorMessage}</Text>}{' '}
            {errorCode && <span className="mw-code">{errorCode}</span>}
          </dd>
        </div>
      )}
      {next && (
        <div>
          <dt>What to do</dt>
          <dd>
            <Text limit={600}>{next}</Text>
          </dd>
        </div>
      )}
    </dl>
  );
}
