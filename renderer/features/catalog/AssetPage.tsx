import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useSearch } from 'wouter';
import type { Asset, AssetId } from '#shared/catalog.ts';
import { client } from '../../api/client.ts';
import { navigate } from '../../api/hash-location.ts';
import { core } from '../../api/queries.ts';
import { notifyFailure } from '../../shell/notify-failure.ts';
import { useCommands } from '../../shell/commands.tsx';
import { useOffer } from '../../shell/offers.ts';
import { lastResults, useThing } from '../../shell/trail.ts';
import { Ask } from '../../ui/Ask.tsx';
import { CopyButton } from '../../ui/Copy.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Markdown } from '../../ui/Markdown.tsx';
import { ListingStatus } from '../../ui/Status.tsx';
import { Text } from '../../ui/Text.tsx';
import { count } from '../../ui/times.ts';
import { follow, useRecentJobs, isRunning } from '../../api/job-feed.ts';
import { AssetColumns } from './AssetColumns.tsx';
import { AssetDescription } from './AssetDescription.tsx';
import { AssetFacts } from './AssetFacts.tsx';
import { AssetForms } from './AssetForms.tsx';
import { assetPath } from './paths.ts';

const TABS = ['columns', 'forms', 'readme'] as const;
type Tab = (typeof TABS)[number];

const tabOf = (search: string): Tab => {
  const said = new URLSearchParams(search).get('tab');
  return TABS.find((tab) => tab === said) ?? 'columns';
};

/** One asset: who owns it, where it stands, where it comes from, and its columns, forms and README. */
export default function AssetPage({ assetId }: { assetId: string }) {
  const asset = useQuery(core.catalog.asset.queryOptions({ input: { assetId: assetId as AssetId } }));
  useThing(asset.data?.name ?? assetId);
  useOffer('asset.back', () => navigate(lastResults().slice(1)));
  return (
    <Ask query={asset} word="the asset">
      {(data) => <AssetView asset={data} />}
    </Ask>
  );
}

function AssetView({ asset }: { asset: Asset }) {
  const tab = tabOf(useSearch());
  const { now } = useCommands();
  const jobs = useRecentJobs(true).data?.items;
  const reading = jobs?.some((job) => job.operation === 'sync.refreshAsset' && isRunning(job.state)) ?? false;
  const refresh = useMutation({
    mutationFn: () => client.sync.refreshAsset({ assetId: asset.id }),
    onSuccess: ({ jobId }) => follow(jobId),
    onError: (error) => notifyFailure('Not read again', error),
  });
  useOffer('asset.refresh', () => refresh.mutate(), now.canPull && !reading);

  return (
    <SpaceBetween size="l">
      <Header
        variant="h1"
        info={
          <span className="mw-title-marks">
            <CopyButton text={asset.name} what="name" />
            <ListingStatus state={asset.listing.state} />
          </span>
        }
        actions={
          <Button
            iconName="refresh"
            loading={refresh.isPending || reading}
            disabled={!now.canPull}
            onClick={() => refresh.mutate()}
          >
            Read again from AWS
          </Button>
        }
      >
        <Text limit={200}>{asset.name}</Text>
      </Header>
      <AssetDescription asset={asset} />
      <AssetFacts asset={asset} />
      <Tabs
        activeTabId={tab}
        ariaLabel="Parts of the asset"
        onChange={({ detail }) =>
          navigate(`${assetPath(asset.id)}${detail.activeTabId === 'columns' ? '' : `?tab=${detail.activeTabId}`}`, {
            replace: true,
          })
        }
        tabs={[
          {
            id: 'columns',
            label: `Columns (${count(asset.columns)})`,
            content: tab === 'columns' && <AssetColumns asset={asset} />,
          },
          {
            id: 'forms',
            label: `Forms (${count(asset.forms.length)})`,
            content: tab === 'forms' && <AssetForms forms={asset.forms} />,
          },
          { id: 'readme', label: 'README', content: tab === 'readme' && <Readme text={asset.readme} /> },
        ]}
      />
    </SpaceBetween>
  );
}

function Readme({ text }: { text: string | null }) {
  if (!text?.trim()) return <Empty title="No README" cause="Nobody has written one for this asset in DataZone." />;
  return <Markdown>{text}</Markdown>;
}
