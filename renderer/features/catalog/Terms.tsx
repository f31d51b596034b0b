import type { z } from 'zod';
import type { Named } from '#shared/catalog.ts';
import { Text } from '../../ui/Text.tsx';

interface TermsProps {
  terms: readonly z.infer<typeof Named>[];
  most?: number;
}

/** Glossary terms as small marks; past `most` only their number. */
export function Terms({ terms, most = Number.POSITIVE_INFINITY }: TermsProps) {
  if (terms.length === 0) return <>–</>;
  const rest = terms.slice(most);
  return (
    <span className="mw-terms">
      {terms.slice(0, most).map((term) => (
        <span key={term.id} className="mw-term">
          <Text limit={60} bare>
            {term.name}
          </Text>
        </span>
      ))}
      {rest.length > 0 && (
        <span className="mw-term mw-term-more" title={rest.map((term) => term.name).join(', ')}>
          +{rest.length}
        </span>
      )}
    </span>
  );
}

/** The same in small print for narrow places. */
export function TermLine({ terms, most = 3 }: TermsProps) {
  if (terms.length === 0) return <>–</>;
  const rest = terms.slice(most);
  return (
    <span className="mw-second mw-term-line" title={terms.map((term) => term.name).join(', ')}>
      {terms.slice(0, most).map((term, at) => (
        <span key={term.id}>
          {at > 0 && ', '}
          <Text limit={60} bare>
            {term.name}
          </Text>
        </span>
      ))}
      {rest.length > 0 && ` +${rest.length}`}
    </span>
  );
}
