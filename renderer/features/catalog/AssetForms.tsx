import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMemo } from 'react';
import type { Asset } from '#shared/catalog.ts';
import { CopyButton } from '../../ui/Copy.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { plain } from '../../ui/hidden-characters.ts';
import { Text } from '../../ui/Text.tsx';
import { indented } from './json-text.ts';

type FormShape = Asset['forms'][number];

/** Every form of the asset as it came, readable and copyable. */
export function AssetForms({ forms }: { forms: readonly FormShape[] }) {
  if (forms.length === 0) return <Empty title="No forms" cause="DataZone holds no form for this asset." />;
  return (
    <SpaceBetween size="m">
      {forms.map((form, at) => (
        <ExpandableSection
          key={form.name}
          variant="container"
          defaultExpanded={at === 0}
          headerText={plain(form.name)}
          headerDescription={`${plain(form.type)}${form.revision ? `, revision ${form.revision}` : ''}`}
          headerActions={<CopyButton text={form.content} what={`form ${plain(form.name)}`} />}
        >
          <FormContent content={form.content} />
        </ExpandableSection>
      ))}
    </SpaceBetween>
  );
}

function FormContent({ content }: { content: string }) {
  const text = useMemo(() => indented(content), [content]);
  return (
    <pre className="mw-form" tabIndex={0}>
      <Text lines limit={20_000}>
        {text}
      </Text>
    </pre>
  );
}
