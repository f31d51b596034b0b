import type { Foundation } from '#emulator/bank/foundation.ts';
import { idOf } from '#emulator/bank/ids.ts';
import { type KeyedList, keyedList } from '#emulator/bank/keyed-list.ts';
import { rows } from '#emulator/bank/story/rows.ts';

/** A business glossary of the Glue Data Catalog: a store of its own, apart from DataZone's. */
export interface NativeGlossary {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
}

export interface NativeTerm {
  readonly id: string;
  readonly glossaryId: string;
  readonly name: string;
  readonly short?: string;
  readonly long?: string;
}

export interface NativeGlossaries {
  readonly nativeGlossaries: KeyedList<NativeGlossary>;
  readonly nativeTerms: KeyedList<NativeTerm>;
}

const glossaries = rows(`
Catalog terms | Written by the platform team while the business glossary was being agreed.
Regulatory pilot | A trial of glossaries in Glue, for the regulatory reporting team.
Scratch |
`);

/** `glossary | name | short | long`. Most say again, a little differently, what a term of DataZone says. */
const terms = rows(`
1 | Customer ID | The number a customer is known by.
1 | Client Identifier | Identifies a client of the bank. | Same as Customer ID in the data of the risk engine.
1 | Account No. | Number that identifies an account.
1 | Acct Balance | Balance of an account at a point in time.
1 | Email Address | E-mail a customer can be reached at.
1 | Date of birth | Day a person was born.
1 | SSN | Social security number.
1 | Credit score | Ranks how likely a customer is to repay.
1 | Merchant category | Four-digit code of a merchant's trade.
1 | PAN | The number on a card.
1 | Churn probability | How likely a customer is to leave.
1 | Data Product | A set of tables offered to others.
1 | Golden Record | The one row that counts where several tell of the same thing.
2 | BCBS239 | Principles for risk data aggregation.
2 | IFRS-9 | Accounting for expected losses.
2 | Reportable Exposure | An exposure that goes into a return.
2 | Attestation | A named person's word for a figure.
2 | Data Lineage | Where a figure comes from.
2 | Customer ID | As in the catalog terms.
`);

/** The native glossaries of the governance account. */
export const createNativeGlossaries = (foundation: Foundation, changed: () => void): NativeGlossaries => {
  const { seed } = foundation.size;
  const glossaryId = (at: number): string => idOf(seed, 'nativeGlossary', at);
  return {
    nativeGlossaries: keyedList(
      glossaries.map(([name = '', description = ''], at) => ({
        id: glossaryId(at),
        name,
        ...(description === '' ? {} : { description }),
      })),
      (glossary) => glossary.id,
      changed,
    ),
    nativeTerms: keyedList(
      terms.map(
        ([glossary = '', name = '', short = '', long = ''], at): NativeTerm => ({
          id: idOf(seed, 'nativeTerm', at),
          glossaryId: glossaryId(Number(glossary) - 1),
          name,
          short,
          ...(long === '' ? {} : { long }),
        }),
      ),
      (term) => term.id,
      changed,
    ),
  };
};
