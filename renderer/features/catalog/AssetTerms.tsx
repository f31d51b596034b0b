import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import type { Asset, Pending } from '#shared/catalog.ts';
import { useCommands } from '../../shell/commands.tsx';
import { useOffer } from '../../shell/offers.ts';
import { changeTerms, type Term, tooMany } from './edit-lines.ts';
import { Editing } from './Editing.tsx';
import { useTermsById } from './known-terms.ts';
import { StagedTerms } from './StagedTerms.tsx';
import { TermsField } from './TermsField.tsx';

/** The business terms of an asset, the governed ones among them; edited where they stand. */
export function AssetTerms({ asset }: { asset: Asset }) {
  const { frozen } = useCommands().now;
  const [draft, setDraft] = useState<readonly Term[] | null>(null);
  const known = useTermsById(asset.terms.map(({ id }) => id));
  const terms = asset.terms.map((term) => ({ ...term, governed: known?.get(term.id)?.governed ?? false }));
  const isAble = frozen === null && known !== null;
  const edit = () => setDraft(terms);
  useOffer('asset.terms', edit, isAble && draft === null);
  if (draft !== null) {
    const problem = tooMany(draft);
    return (
      <Editing edit={changeTerms({ ...asset, terms }, draft)} problem={problem} onClose={() => setDraft(null)}>
        <TermsField label="Business terms" onAsset value={draft} onChange={setDraft} />
        {problem !== null && <span className="mw-problem">{problem}</span>}
      </Editing>
    );
  }
  return (
    <span className="mw-editable">
      <StagedTerms terms={asset.terms} pending={ofTerms(asset.pending)} />
      {frozen === null && (
        <Button
          variant="inline-icon"
          iconName="edit"
          ariaLabel="Edit the business terms"
          disabled={!isAble}
          onClick={edit}
        />
      )}
    </span>
  );
}

const ofTerms = (pending: readonly Pending[]): Pending[] =>
  pending.filter(({ field }) => field === 'terms' || field === 'governed_terms');
