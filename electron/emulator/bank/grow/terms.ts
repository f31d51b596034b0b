import { idOf } from '#emulator/bank/ids.ts';
import type { GlossarySpec, TermSpec } from '#emulator/bank/story/glossary.ts';
import type { Glossary, Stamp, Term } from '#emulator/bank/types.ts';

const qualifiers = [
  'Monthly',
  'Daily',
  'Average',
  'Projected',
  'Contracted',
  'Outstanding',
  'Net',
  'Gross',
  'Overdue',
  'Authorised',
  'Settled',
  'Rejected',
  'Secured',
  'Unsecured',
  'Retail',
  'Wholesale',
  'Domestic',
  'Cross Border',
  'Digital',
  'Branch',
  'Restructured',
  'Dormant',
  'Joint',
  'Regulatory',
];
const subjects = [
  'Deposit',
  'Term Deposit',
  'Card',
  'Home Loan',
  'Payment',
  'Direct Debit',
  'Transfer',
  'Customer',
  'Household',
  'Merchant',
  'Collateral',
  'Exposure',
  'Position',
  'Counterparty',
  'Campaign',
  'Session',
  'Complaint',
  'Case',
  'Alert',
  'Ledger',
  'Cost Centre',
  'Return',
  'Branch',
  'Application',
  'Offer',
  'Limit',
  'Provision',
  'Facility',
  'Guarantee',
  'Instrument',
];
const measures = [
  'Balance',
  'Amount',
  'Count',
  'Rate',
  'Volume',
  'Fee',
  'Margin',
  'Term',
  'Status',
  'Date',
  'Owner',
  'Score',
  'Share',
  'Growth',
  'Cost',
  'Income',
  'Threshold',
  'Ageing',
  'Turnover',
  'Utilisation',
];

/** The nth generated term. The name is unique for every n: the words are digits of a mixed-radix number. */
const grownTerm = (n: number): TermSpec => {
  // A stride free of the radices' factors, so that neighbours do not read like a counter.
  const total = qualifiers.length * subjects.length * measures.length;
  const mixed = ((n % total) * 7919) % total;
  const qualifier = qualifiers[mixed % qualifiers.length] ?? '';
  const subject = subjects[Math.floor(mixed / qualifiers.length) % subjects.length] ?? '';
  const measure = measures[Math.floor(mixed / (qualifiers.length * subjects.length))] ?? '';
  const turn = Math.floor(n / total);
  return {
    name: `${qualifier} ${subject} ${measure}${turn === 0 ? '' : ` ${turn + 1}`}`,
    short: `${qualifier} ${measure.toLowerCase()} of a ${subject.toLowerCase()}, as the bank reports it.`,
  };
};

/**
 * All terms of the bank: the hand-written ones of each glossary first, then as many generated ones as `count` asks
 * for, dealt over the enabled glossaries. `count` below the hand-written number keeps the first `count`.
 */
export const growTerms = (options: {
  readonly seed: number;
  readonly count: number | undefined;
  readonly specs: readonly GlossarySpec[];
  readonly glossaries: readonly Glossary[];
  readonly stampOf: (at: number) => Stamp;
}): { readonly terms: readonly Term[]; readonly termIds: ReadonlyMap<string, string> } => {
  const { seed, specs, glossaries, stampOf } = options;
  const written = specs.flatMap((spec, at) => spec.terms.map((term) => ({ term, at })));
  const count = options.count ?? written.length;
  const open = specs.flatMap((spec, at) => (spec.disabled || spec.governed ? [] : [at]));
  if (count > 0 && specs.length === 0) throw new RangeError('Terms need a glossary: ask for at least one glossary.');
  const chosen = Array.from(
    { length: count },
    (_, at) => written[at] ?? { term: grownTerm(at - written.length), at: open[at % Math.max(1, open.length)] ?? 0 },
  );
  const termIds = new Map(chosen.map(({ term }, at) => [term.name, idOf(seed, 'term', at)]));
  const ids = (names: readonly string[] | undefined): string[] =>
    (names ?? []).flatMap((name) => termIds.get(name) ?? []);
  const terms = chosen.map(({ term, at: glossary }, at): Term => {
    const owner = glossaries[glossary];
    return {
      id: idOf(seed, 'term', at),
      glossaryId: owner?.id ?? '',
      name: term.name,
      shortDescription: term.short,
      ...(at % 4 === 0
        ? {
            longDescription: `${term.short} Agreed by the data governance office; raise a change with the glossary's owner.`,
          }
        : {}),
      isA: ids(term.isA),
      classifies: ids(term.classifies),
      status: term.disabled ? 'DISABLED' : (owner?.status ?? 'ENABLED'),
      ...stampOf(at),
    };
  });
  return { terms, termIds };
};
