import * as z from 'zod';
import { type Columns, documentOf, type GlossaryDocument, type GlossaryEntry, type TermEntry } from './document.ts';

/** The longest text a row may bring along; what AWS takes is checked when it is planned. */
const Text = z.string().max(2 * 1024 * 1024);
const Said = Text.nullable();
const Place = z.object({ row: z.int().min(0), where: Text });
const Remark = z.object({ column: Said, code: z.string().max(40), message: Text });
const Ref = z.union([z.object({ id: Text }), z.object({ glossary: Said, term: Text })]);
const Refs = z.array(Ref).nullable();

const Entry = {
  id: Said,
  name: Said,
  status: Said,
  at: Place.nullable(),
  faults: z.array(Remark),
  told: z.array(Remark),
};
const Term = z.object({
  ...Entry,
  shortDescription: Said,
  longDescription: Said,
  isA: Refs,
  classifies: Refs,
  below: Ref.nullable(),
  aside: z.array(z.tuple([Text, Text])),
});
const Glossary = z.object({
  ...Entry,
  description: Said,
  project: Said,
  restricted: z.boolean().nullable(),
  stated: z.boolean(),
});
const Named = z.record(z.string().max(40), Text);

/** A document in pieces that fit a wire. Terms are those of the glossary that came last. */
const Part = z.discriminatedUnion('part', [
  z.object({ part: z.literal('columns'), glossary: Named, term: Named }),
  z.object({ part: z.literal('told'), remarks: z.array(Remark.extend({ at: Place.nullable() })) }),
  z.object({ part: z.literal('faults'), remarks: z.array(Remark.extend({ at: Place })) }),
  z.object({ part: z.literal('glossary'), entry: Glossary }),
  z.object({ part: z.literal('terms'), entries: z.array(Term) }),
]);
export type Part = z.infer<typeof Part>;
export const Parts = Part.array();

/** Entries of one piece: some megabytes at most where AWS's limits are kept. */
const AT_ONCE = 500;

export function* partsOf({ glossaries, columns, told, faults }: GlossaryDocument): Generator<Part> {
  yield { part: 'columns', glossary: { ...columns.glossary }, term: { ...columns.term } };
  for (const remarks of pieces(told)) yield { part: 'told', remarks };
  for (const remarks of pieces(faults)) yield { part: 'faults', remarks };
  for (const { terms, ...entry } of glossaries) {
    yield { part: 'glossary', entry: { ...entry, faults: [...entry.faults], told: [...entry.told] } };
    for (const some of pieces(terms)) yield { part: 'terms', entries: some.map(termPart) };
  }
}

const termPart = (term: TermEntry): z.infer<typeof Term> => ({
  ...term,
  isA: term.isA === null ? null : [...term.isA],
  classifies: term.classifies === null ? null : [...term.classifies],
  faults: [...term.faults],
  told: [...term.told],
  aside: term.aside.map(([column, text]) => [column, text]),
});

const pieces = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / AT_ONCE) }, (_none, at) => all.slice(at * AT_ONCE, (at + 1) * AT_ONCE));

/** Puts a document together again, piece by piece. */
export class Assembly {
  readonly #glossaries: (Omit<GlossaryEntry, 'terms'> & { terms: TermEntry[] })[] = [];
  readonly #told: GlossaryDocument['told'][number][] = [];
  readonly #faults: GlossaryDocument['faults'][number][] = [];
  #columns: Columns = { glossary: {}, term: {} };

  take(part: Part): void {
    if (part.part === 'columns') this.#columns = { glossary: part.glossary, term: part.term };
    else if (part.part === 'told') this.#told.push(...part.remarks);
    else if (part.part === 'faults') this.#faults.push(...part.remarks);
    else if (part.part === 'glossary') this.#glossaries.push({ ...part.entry, terms: [] });
    else this.#glossaries.at(-1)?.terms.push(...part.entries);
  }

  document(): GlossaryDocument {
    return documentOf(this.#glossaries, { columns: this.#columns, told: this.#told, faults: this.#faults });
  }
}
