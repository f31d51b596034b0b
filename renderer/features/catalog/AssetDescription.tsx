import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Textarea from '@cloudscape-design/components/textarea';
import { useState } from 'react';
import type { Asset } from '#shared/catalog.ts';
import { FIELDS } from '#shared/changes.ts';
import { useCommands } from '../../shell/commands.tsx';
import { useOffer } from '../../shell/offers.ts';
import { Markdown } from '../../ui/Markdown.tsx';
import { StagedText } from '../../ui/StagedMark.tsx';
import { valueProblem } from '../../ui/value-problem.ts';
import { describeAsset } from './edit-lines.ts';
import { Editing } from './Editing.tsx';

/** What an asset is, in its owner's words; edited where it stands. */
export function AssetDescription({ asset }: { asset: Asset }) {
  const { frozen } = useCommands().now;
  const [draft, setDraft] = useState<string | null>(null);
  const edit = () => setDraft(asset.description ?? '');
  useOffer('asset.describe', edit, frozen === null && draft === null);
  if (draft !== null) {
    const problem = valueProblem(draft, FIELDS.asset.description);
    return (
      <Editing edit={describeAsset(asset, draft)} problem={problem} onClose={() => setDraft(null)}>
        <FormField
          label="Description"
          description="Markdown. It is staged; nothing reaches AWS before it is pushed."
          stretch
          {...(problem !== null && { errorText: problem })}
        >
          <Textarea value={draft} rows={7} autoFocus onChange={({ detail }) => setDraft(detail.value)} />
        </FormField>
      </Editing>
    );
  }
  return (
    <div>
      <div className="mw-description">
        {asset.description?.trim() ? (
          <Markdown>{asset.description}</Markdown>
        ) : (
          <Box color="text-body-secondary">No description.</Box>
        )}
        {frozen === null && (
          <Button variant="inline-icon" iconName="edit" ariaLabel="Edit the description" onClick={edit} />
        )}
      </div>
      <StagedText pending={asset.pending.find(({ field }) => field === 'description')} />
    </div>
  );
}
