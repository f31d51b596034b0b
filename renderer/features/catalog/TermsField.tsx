import Multiselect from '@cloudscape-design/components/multiselect';
import { useDeferredValue, useMemo, useState } from 'react';
import { plain } from '../../ui/hidden-characters.ts';
import type { Term } from './edit-lines.ts';
import { type ChoosableTerm, useTermsToChoose } from './known-terms.ts';

interface TermsFieldProps {
  label: string;
  /** On an asset rather than on a column. */
  onAsset?: boolean;
  value: readonly Term[];
  onChange: (terms: Term[]) => void;
}

const chosenOption = ({ id, name }: Term) => ({ value: id, label: plain(name, 120) });
const option = ({ glossary, ...term }: ChoosableTerm) => ({
  ...chosenOption(term),
  ...(glossary !== undefined && { description: plain(glossary, 120) }),
});

function bare(term: ChoosableTerm | undefined): Term[] {
  return term ? [{ id: term.id, name: term.name, governed: term.governed ?? false }] : [];
}

/** Terms chosen by their names; what is chosen can be taken out below. */
export function TermsField({ label, onAsset = false, value, onChange }: TermsFieldProps) {
  const [typed, setTyped] = useState('');
  const { terms, isReading } = useTermsToChoose(useDeferredValue(typed), { onAsset });
  const byId = useMemo(
    () => new Map<string, ChoosableTerm>([...value, ...terms].map((term) => [term.id, term])),
    [terms, value],
  );
  const options = useMemo(() => [...byId.values()].map(option), [byId]);
  return (
    <Multiselect
      ariaLabel={label}
      placeholder="Choose terms"
      filteringType="auto"
      filteringPlaceholder="Find a term"
      filteringAriaLabel="Find a term"
      filteringClearAriaLabel="Clear"
      virtualScroll
      keepOpen
      expandToViewport
      statusType={isReading ? 'loading' : 'finished'}
      loadingText="Reading terms…"
      empty="There are no terms"
      noMatch="No term is called that"
      deselectAriaLabel={({ label: name }) => `Take out ${name ?? ''}`}
      options={options}
      selectedOptions={value.map(chosenOption)}
      onLoadItems={({ detail }) => setTyped(detail.filteringText)}
      onChange={({ detail }) => onChange(detail.selectedOptions.flatMap(({ value: id }) => bare(byId.get(id ?? ''))))}
    />
  );
}
