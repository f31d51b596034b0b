import * as z from 'zod';
import { Incomplete, Named, Pending } from './catalog.ts';
import { Paging, query } from './define.ts';

export const GlossaryStatus = z.enum(['ENABLED', 'DISABLED']);

/** Where an entity stands towards what is staged: as AWS has it, to be made, to be deleted. */
export const Becoming = z.enum(['there', 'made', 'deleted']);
export type Becoming = z.infer<typeof Becoming>;

export const Glossary = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  status: GlossaryStatus.nullable(),
  /** Its terms are given by who governs them, on assets only (`ASSET_GOVERNED_TERMS`). */
  restricted: z.boolean(),
  project: Named.nullable(),
  terms: z.int(),
  becoming: Becoming,
  pending: z.array(Pending),
});
export type Glossary = z.infer<typeof Glossary>;

export const Term = z.object({
  id: z.string(),
  glossary: Named,
  name: z.string(),
  shortDescription: z.string().nullable(),
  longDescription: z.string().nullable(),
  status: GlossaryStatus.nullable(),
  restricted: z.boolean(),
  isA: z.array(Named),
  classifies: z.array(Named),
  /** Assets and columns that carry it at AWS; what is staged is not counted. */
  usage: z.object({ assets: z.int(), columns: z.int() }),
  updatedAt: z.string().nullable(),
  updatedBy: z.string().nullable(),
  becoming: Becoming,
  pending: z.array(Pending),
});
export type Term = z.infer<typeof Term>;

/** AWS's quotas of a domain (api-surface §3). */
export const GLOSSARY_QUOTA = 1000;
export const TERM_QUOTA = 10_000;

const Room = z.object({ used: z.int(), most: z.int() });

export const glossary = {
  glossaries: query({
    doc: 'The glossaries with what is staged laid over, and how much room AWS’s quotas leave.',
    reads: ['glossary', 'changes', 'sync'],
  })
    .input(z.object({ text: z.string().max(200).default(''), ...Paging }))
    .output(
      z.object({
        total: z.int(),
        items: z.array(Glossary),
        room: z.object({ glossaries: Room, terms: Room }),
        incomplete: z.array(Incomplete),
      }),
    ),
  terms: query({
    doc: 'Terms by name with what is staged laid over, of all glossaries or of one.',
    reads: ['glossary', 'changes', 'catalog', 'sync'],
  })
    .input(
      z.object({
        /** Anywhere in the name or the short description. */
        text: z.string().max(200).default(''),
        glossaryId: z.string().max(64).nullable().default(null),
        status: GlossaryStatus.nullable().default(null),
        /** Only terms that may be put on columns and assets (false), or only governed ones (true). */
        restricted: z.boolean().nullable().default(null),
        ids: z.array(z.string().max(64)).max(200).nullable().default(null),
        ...Paging,
      }),
    )
    .output(z.object({ total: z.int(), items: z.array(Term), incomplete: z.array(Incomplete) })),
  term: query({ doc: 'One term with its relations and usage.', reads: ['glossary', 'changes', 'catalog'] })
    .input(z.object({ termId: z.string().min(1).max(64) }))
    .output(Term),
};
