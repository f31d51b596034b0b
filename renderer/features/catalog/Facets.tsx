import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import Input from '@cloudscape-design/components/input';
import { memo, useMemo, useState } from 'react';
import { FACETS, type Facet, type FacetValue } from '#shared/catalog.ts';
import { Text } from '../../ui/Text.tsx';
import { count } from '../../ui/times.ts';
import { listingWords, typeWord } from '../../words.ts';
import { MANY, pickValues } from './facet-values.ts';
import { isListingState } from './search-state.ts';

export const facetWords: Record<Facet, string> = {
  domainUnit: 'Domain unit',
  project: 'Project',
  type: 'Type',
  term: 'Term',
  status: 'Status',
};

/** How a value is called: states and known types by our words, the rest by its own name. */
export function facetLabel(facet: Facet, value: { id: string; name: string }): string {
  if (facet === 'status') return isListingState(value.id) ? listingWords[value.id].label : value.name;
  if (facet === 'type') return typeWord(value.id) === value.id ? typeWord(value.name) : typeWord(value.id);
  return value.name;
}

interface FacetsProps {
  facets: Record<Facet, readonly FacetValue[]>;
  chosen: Record<Facet, readonly string[]>;
  onToggle: (facet: Facet, id: string) => void;
  onClear: () => void;
}

export function Facets({ facets, chosen, onToggle, onClear }: FacetsProps) {
  const nothing = FACETS.every((facet) => facets[facet].length === 0 && chosen[facet].length === 0);
  const any = FACETS.some((facet) => chosen[facet].length > 0);
  return (
    <div className="mw-facets">
      <div className="mw-facets-head">
        <Box variant="h2" fontSize="heading-s">
          Filters
        </Box>
        <Button variant="inline-link" disabled={!any} onClick={onClear}>
          Clear filters
        </Button>
      </div>
      {nothing && <Box color="text-body-secondary">Nothing to filter by.</Box>}
      {(nothing ? [] : FACETS).map((facet) => (
        <FacetGroup key={facet} facet={facet} values={facets[facet]} chosen={chosen[facet]} onToggle={onToggle} />
      ))}
    </div>
  );
}

interface GroupProps {
  facet: Facet;
  values: readonly FacetValue[];
  chosen: readonly string[];
  onToggle: (facet: Facet, id: string) => void;
}

function FacetGroup({ facet, values, chosen, onToggle }: GroupProps) {
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const { shown, hidden } = useMemo(
    () => pickValues(values, { chosen, open, text, label: (value) => facetLabel(facet, value) }),
    [facet, values, chosen, open, text],
  );
  const title = facetWords[facet];

  return (
    <fieldset className="mw-facet">
      <legend>{title}</legend>
      {open && values.length > MANY && (
        <Input
          type="search"
          value={text}
          ariaLabel={`Search in ${title.toLowerCase()}`}
          clearAriaLabel="Clear"
          placeholder={`Search in ${count(values.length)}`}
          onChange={({ detail }) => setText(detail.value)}
        />
      )}
      {shown.length === 0 && <Box color="text-body-secondary">none</Box>}
      {shown.map(({ value, depth }) => (
        <FacetBox
          key={value.id}
          facet={facet}
          id={value.id}
          label={facetLabel(facet, value)}
          total={value.count}
          depth={depth}
          checked={chosen.includes(value.id)}
          onToggle={onToggle}
        />
      ))}
      {open && hidden > 0 && <Box color="text-body-secondary">{count(hidden)} more; type above to find them</Box>}
      {(open || hidden > 0) && (
        <Button variant="inline-link" ariaExpanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Show fewer' : `Show ${count(hidden)} more`}
        </Button>
      )}
    </fieldset>
  );
}

interface BoxProps {
  facet: Facet;
  id: string;
  label: string;
  total: number;
  depth: number;
  checked: boolean;
  onToggle: (facet: Facet, id: string) => void;
}

const FacetBox = memo(
  function FacetBox({ facet, id, label, total, depth, checked, onToggle }: BoxProps) {
    return (
      <div className={`mw-facet-depth-${Math.min(depth, 3)}`}>
        <Checkbox checked={checked} onChange={() => onToggle(facet, id)}>
          <span className="mw-facet-value">
            <span className="mw-facet-name" title={label}>
              <Text limit={80} bare>
                {label}
              </Text>
            </span>
            <span className="mw-facet-count">{count(total)}</span>
          </span>
        </Checkbox>
      </div>
    );
  },
  (a, b) =>
    a.id === b.id && a.label === b.label && a.total === b.total && a.checked === b.checked && a.onToggle === b.onToggle,
);
