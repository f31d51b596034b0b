import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import type { ReactNode } from 'react';
import { navigate } from '../../api/hash-location.ts';
import { ActionButton } from '../../shell/ActionButton.tsx';
import { type SyncTab, tabPath } from './paths.ts';

const labels: Record<SyncTab, string> = {
  pulls: 'Pulls',
  coverage: 'Coverage',
  changes: 'What changed',
  schedule: 'Schedule & history',
};
const tabs: readonly SyncTab[] = ['pulls', 'coverage', 'changes', 'schedule'];

/** Pulls & coverage: what was read when, how far, what changed in between, and when it goes on by itself. */
export default function SyncPage({ tab, children }: { tab: SyncTab; children: ReactNode }) {
  return (
    <SpaceBetween size="m">
      <Header
        variant="h1"
        description="A pull reads the metadata from AWS into this file. It never writes to AWS."
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <ActionButton id="sync.plan" />
            <ActionButton id="sync.pull" variant="primary" icon="download" />
          </SpaceBetween>
        }
      >
        Pulls & coverage
      </Header>
      <Tabs
        ariaLabel="Parts of pulls and coverage"
        activeTabId={tab}
        onChange={({ detail }) => {
          const wanted = tabs.find((other) => other === detail.activeTabId);
          if (wanted) navigate(tabPath(wanted));
        }}
        tabs={tabs.map((id) => ({ id, label: labels[id], content: tab === id && children }))}
      />
    </SpaceBetween>
  );
}
