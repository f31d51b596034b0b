import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Textarea from '@cloudscape-design/components/textarea';
import { type ReactNode, useState } from 'react';
import type { Asset, Column } from '#shared/catalog.ts';
import { COLUMN_FIELDS } from '#shared/changes.ts';
import { useCommands } from '../../shell/commands.tsx';
import { StagedText } from '../../ui/StagedMark.tsx';
import { Text } from '../../ui/Text.tsx';
import { valueProblem } from '../../ui/value-problem.ts';
import { changeColumn, type ColumnDraft, columnDraft, tooMany } from './edit-lines.ts';
import { Editing } from './Editing.tsx';
import { StagedTerms } from './StagedTerms.tsx';
import { TermsField } from './TermsField.tsx';

interface ColumnDetailsProps {
  asset: Pick<Asset, 'id' | 'name'>;
  column: Column;
}

/** All about one column; its business name, description and terms are edited where they stand. */
export function ColumnDetails({ asset, column }: ColumnDetailsProps) {
  const { frozen } = useCommands().now;
  const [draft, setDraft] = useState<ColumnDraft | null>(null);
  if (draft !== null)
    return <ColumnForm asset={asset} column={column} draft={draft} onDraft={setDraft} onClose={() => setDraft(null)} />;
  const pendingOf = (wanted: string) => column.pending.find(({ field }) => field === wanted);
  return (
    <div className="mw-column-details">
      <dl className="mw-details">
        <Fact term="Column">
          <code>
            <Text limit={400}>{column.name}</Text>
          </code>{' '}
          {column.businessName && (
            <>
              (<Text limit={300}>{column.businessName}</Text>)
            </>
          )}
          <StagedText pending={pendingOf('name')} />
        </Fact>
        <Fact term="Type">
          <code>
            <Text limit={400}>{column.dataType}</Text>
          </code>
          {column.partitionKey && ', partition key'}
        </Fact>
        <Fact term="Description">
          {column.description ? (
            <Text lines limit={600}>
              {column.description}
            </Text>
          ) : (
            '–'
          )}
          <StagedText pending={pendingOf('description')} />
        </Fact>
        <Fact term="Glue comment">
          {column.comment ? (
            <Text lines limit={600}>
              {column.comment}
            </Text>
          ) : (
            '–'
          )}
        </Fact>
        <Fact term="Terms">
          <StagedTerms terms={column.terms} pending={column.pending.filter(({ field }) => field === 'terms')} />
        </Fact>
      </dl>
      {frozen === null && (
        <Button iconName="edit" onClick={() => setDraft(columnDraft(column))}>
          Edit the column
        </Button>
      )}
    </div>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

interface ColumnFormProps extends ColumnDetailsProps {
  draft: ColumnDraft;
  onDraft: (draft: ColumnDraft) => void;
  onClose: () => void;
}

function ColumnForm({ asset, column, draft, onDraft, onClose }: ColumnFormProps) {
  const wrongName = valueProblem(draft.businessName, COLUMN_FIELDS.name);
  const wrongText = valueProblem(draft.description, COLUMN_FIELDS.description);
  const many = tooMany(draft.terms);
  return (
    <Editing edit={changeColumn(asset, column, draft)} problem={wrongName ?? wrongText ?? many} onClose={onClose}>
      <div className="mw-column-form">
        <FormField label={`Business name of ${column.name}`} {...(wrongName !== null && { errorText: wrongName })}>
          <Input
            value={draft.businessName}
            autoFocus
            onChange={({ detail }) => onDraft({ ...draft, businessName: detail.value })}
          />
        </FormField>
        <FormField label="Terms" {...(many !== null && { errorText: many })}>
          <TermsField
            label={`Terms of the column ${column.name}`}
            value={draft.terms}
            onChange={(terms) => onDraft({ ...draft, terms })}
          />
        </FormField>
        <FormField label="Description" stretch {...(wrongText !== null && { errorText: wrongText })}>
          <Textarea
            value={draft.description}
            rows={4}
            onChange={({ detail }) => onDraft({ ...draft, description: detail.value })}
          />
        </FormField>
      </div>
    </Editing>
  );
}
