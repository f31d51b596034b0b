import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import type { ReactNode } from 'react';
import { navigate } from '../../api/hash-location.ts';

/** Activity: what ran, and the trail of what was done. */
export default function ActivityPage({ tab, children }: { tab: 'jobs' | 'audit'; children: ReactNode }) {
  return (
    <SpaceBetween size="l">
      <Header variant="h1" description="What ran in this workspace, and who did what.">
        Activity
      </Header>
      <Tabs
        ariaLabel="Parts of the activity"
        activeTabId={tab}
        onChange={({ detail }) => navigate(detail.activeTabId === 'audit' ? '/activity/audit' : '/activity')}
        tabs={[
          { id: 'jobs', label: 'Jobs', content: tab === 'jobs' && children },
          { id: 'audit', label: 'Audit trail', content: tab === 'audit' && children },
        ]}
      />
    </SpaceBetween>
  );
}
