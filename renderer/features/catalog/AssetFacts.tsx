import Container from '@cloudscape-design/components/container';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import type { ReactNode } from 'react';
import type { Asset } from '#shared/catalog.ts';
import { Id } from '../../ui/Copy.tsx';
import { ofAssets } from '../../ui/coverage-mark.ts';
import { Partial } from '../../ui/Partial.tsx';
import { Text } from '../../ui/Text.tsx';
import { When } from '../../ui/When.tsx';
import { typeWord } from '../../words.ts';
import { AssetTerms } from './AssetTerms.tsx';
import { searchPath, emptySearch } from './search-state.ts';

/** What an asset is and whose it is. */
export function AssetFacts({ asset }: { asset: Asset }) {
  const { project, source, listing } = asset;
  return (
    <Container>
      <KeyValuePairs
        columns={4}
        items={[
          { label: 'Domain unit', value: <UnitPath asset={asset} /> },
          {
            label: 'Project',
            value: project ? (
              <a href={`#${searchPath({ ...emptySearch, facets: { ...emptySearch.facets, project: [project.id] } })}`}>
                <Text limit={120} bare>
                  {project.name}
                </Text>
              </a>
            ) : (
              '–'
            ),
          },
          { label: 'Owners', value: <Owners asset={asset} /> },
          { label: 'Terms', value: <AssetTerms asset={asset} /> },
          {
            label: 'Type',
            value: (
              <span title={asset.type}>
                <Text limit={120}>{typeWord(asset.type)}</Text>
                {asset.typeRevision && <span className="mw-second"> revision {asset.typeRevision}</span>}
              </span>
            ),
          },
          { label: 'Listing', value: <Listing listing={listing} /> },
          { label: 'Source', value: <Source source={source} /> },
          {
            label: 'Created',
            value: (
              <Lines>
                {(asset.firstCreatedAt ?? asset.createdAt) && (
                  <When at={asset.firstCreatedAt ?? asset.createdAt ?? ''} />
                )}
                {asset.createdBy && (
                  <span title={asset.createdBy}>
                    <Text limit={120}>{`by ${asset.createdByName ?? asset.createdBy}`}</Text>
                  </span>
                )}
              </Lines>
            ),
          },
          { label: 'Asset id', value: <Id what="asset id">{asset.id}</Id> },
          {
            label: 'External identifier',
            value: asset.externalIdentifier ? <Id what="external identifier">{asset.externalIdentifier}</Id> : '–',
          },
          {
            label: 'Revision',
            value: asset.revision ?? <span className="mw-second">known after Read again from AWS</span>,
          },
          {
            label: 'Read from AWS',
            value: (
              <Lines>
                {asset.pulledAt ? <When at={asset.pulledAt} relative /> : '–'}
                <Partial incomplete={ofAssets(asset.incomplete)} position="left" />
              </Lines>
            ),
          },
        ]}
      />
    </Container>
  );
}

function Lines({ children }: { children: ReactNode }) {
  return <div className="mw-lines">{children}</div>;
}

function UnitPath({ asset }: { asset: Asset }) {
  const path = asset.domainUnitPath.length > 0 ? asset.domainUnitPath : asset.domainUnit ? [asset.domainUnit] : [];
  if (path.length === 0) return <>–</>;
  return (
    <span>
      {path.map((unit, at) => (
        <span key={unit.id}>
          {at > 0 && ' › '}
          <a href={`#${searchPath({ ...emptySearch, facets: { ...emptySearch.facets, domainUnit: [unit.id] } })}`}>
            <Text limit={80} bare>
              {unit.name}
            </Text>
          </a>
        </span>
      ))}
    </span>
  );
}

/** So many owners in sight; a unit may have hundreds. */
const MOST_OWNERS = 6;

function Owners({ asset }: { asset: Asset }) {
  const { owners } = asset;
  if (owners.length === 0) return <>none known</>;
  const rest = owners.slice(MOST_OWNERS);
  return (
    <Lines>
      {owners.slice(0, MOST_OWNERS).map((owner) => (
        <span key={`${owner.kind} ${owner.id}`} title={`${owner.kind} ${owner.id}`}>
          <Text limit={80}>{owner.name}</Text>
          <span className="mw-second">
            {owner.kind === 'group' && ' (group)'}
            {owner.via.id !== asset.domainUnit?.id && (
              <>
                {' '}
                through <Text limit={60}>{owner.via.name}</Text>
              </>
            )}
          </span>
        </span>
      ))}
      {rest.length > 0 && (
        <span className="mw-second" title={rest.map((owner) => owner.name).join(', ')}>
          and {rest.length} more
        </span>
      )}
    </Lines>
  );
}

function Listing({ listing }: { listing: Asset['listing'] }) {
  if (!listing.id) return <>none</>;
  return (
    <Lines>
      <Id what="listing id">{listing.id}</Id>
      <span className="mw-second">
        {listing.entityRevision && `asset revision ${listing.entityRevision}`}
        {listing.createdAt && (
          <>
            {listing.entityRevision && ', '}
            <When at={listing.createdAt} />
          </>
        )}
      </span>
    </Lines>
  );
}

function Source({ source }: { source: Asset['source'] }) {
  const name = [source.database, source.table].filter((part) => part !== null).join('.');
  if (name === '') return <>–</>;
  return (
    <Lines>
      <Id what="Glue table">{name}</Id>
      {source.catalogId && <span className="mw-second">catalog {source.catalogId}</span>}
      <span className="mw-second">
        {source.inGlue === null ? 'Glue was not read' : source.inGlue ? 'found in Glue' : 'not found in Glue'}
      </span>
    </Lines>
  );
}
