import type { Asset, Pending } from '#shared/catalog.ts';
import { StagedMark } from '../../ui/StagedMark.tsx';
import { Text } from '../../ui/Text.tsx';
import { useTermsById } from './known-terms.ts';
import { Terms } from './Terms.tsx';

interface StagedTermsProps {
  terms: Asset['terms'];
  /** What is staged of them. */
  pending: readonly Pending[];
}

/** Terms as they will be: those that come are underlined, those that go struck through. */
export function StagedTerms({ terms, pending }: StagedTermsProps) {
  const gone = pending.flatMap(({ op, value }) => (op === 'remove' && value !== null ? [value] : []));
  const known = useTermsById(gone);
  if (pending.length === 0) return <Terms terms={terms} />;
  const coming = new Set(pending.filter(({ op }) => op === 'add').map(({ value }) => value));
  const stays = terms.filter(({ id }) => !coming.has(id));
  return (
    <span className="mw-terms">
      {stays.length > 0 && <Terms terms={stays} />}
      {terms
        .filter(({ id }) => coming.has(id))
        .map((term) => (
          <ins key={term.id} className="mw-term mw-term-coming">
            <span className="mw-heard">to be added: </span>
            <Text limit={60} bare>
              {term.name}
            </Text>
          </ins>
        ))}
      {gone.map((id) => (
        <del key={id} className="mw-term mw-term-going">
          <span className="mw-heard">to be taken off: </span>
          <Text limit={60} bare>
            {known?.get(id)?.name ?? id}
          </Text>
        </del>
      ))}
      <StagedMark pending={pending} />
    </span>
  );
}
