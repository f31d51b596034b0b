import * as z from 'zod';
import { ChangeOp, LineState } from './changes.ts';
import { Instant, job, Paging, query } from './define.ts';
import { Import, ImportInput } from './lineage.ts';

export const AssetId = z.string().min(1).max(64).brand<'AssetId'>();
export type AssetId = z.infer<typeof AssetId>;

/**
 * Where an asset stands towards consumers: never published, published as it is now, published at an older revision
 * than the inventory's, or published once and withdrawn. `unknown` when the pull could not read enough to say.
 */
export const LISTING_STATES = ['unpublished', 'published', 'stale', 'inactive', 'unknown'] as const;
export const ListingState = z.enum(LISTING_STATES);
export type ListingState = z.infer<typeof ListingState>;

export const Named = z.object({ id: z.string(), name: z.string() });

/** A staged change of a value that is shown: what is shown is what it will be. */
export const Pending = z.object({
  lineId: z.int(),
  setId: z.string(),
  field: z.string(),
  op: ChangeOp,
  value: z.string().nullable(),
  base: z.string().nullable(),
  state: LineState,
});
export type Pending = z.infer<typeof Pending>;

/** Why a number may be too small: an entity kind that was not read to its end. */
export const Incomplete = z.object({
  kind: z.string(),
  scopes: z.int(),
  code: z.string().nullable(),
  message: z.string(),
});
export type Incomplete = z.infer<typeof Incomplete>;

export const FACETS = ['domainUnit', 'project', 'type', 'term', 'status'] as const;
export const Facet = z.enum(FACETS);
export type Facet = z.infer<typeof Facet>;

const FacetChoice = z.array(z.string().max(256)).max(100).default([]);

export const SearchInput = z.object({
  /** Words all of which must occur (as prefixes) in names, descriptions, columns or terms; "…" for a phrase kept together in order. */
  text: z.string().max(1000).default(''),
  domainUnit: FacetChoice,
  project: FacetChoice,
  type: FacetChoice,
  term: FacetChoice,
  status: z.array(ListingState).max(10).default([]),
  sort: z.enum(['relevance', 'name', 'newest']).default('relevance'),
  ...Paging,
});

export const SearchHit = z.object({
  id: AssetId,
  name: z.string(),
  description: z.string().nullable(),
  type: z.string(),
  project: Named.nullable(),
  domainUnit: Named.nullable(),
  listing: ListingState,
  columns: z.int(),
  terms: z.array(Named),
  /** Up to five columns in which the words were found. */
  matchedColumns: z.array(z.string()),
  /** How many staged changes it carries, its columns' included. */
  pending: z.int(),
});
export type SearchHit = z.infer<typeof SearchHit>;

export const FacetValue = z.object({
  id: z.string(),
  name: z.string(),
  count: z.int(),
  /** For domain units: the unit above. Counts and choices of a unit include the units below it. */
  parentId: z.string().nullable(),
});
export type FacetValue = z.infer<typeof FacetValue>;

export type SearchInput = z.infer<typeof SearchInput>;

export const SearchOutput = z.object({
  total: z.int(),
  items: z.array(SearchHit),
  facets: z.object({
    domainUnit: z.array(FacetValue),
    project: z.array(FacetValue),
    type: z.array(FacetValue),
    term: z.array(FacetValue),
    status: z.array(FacetValue),
  }),
  incomplete: z.array(Incomplete),
});

export type SearchOutput = z.infer<typeof SearchOutput>;

export const Column = z.object({
  position: z.int(),
  name: z.string(),
  dataType: z.string(),
  /** The technical comment from Glue. */
  comment: z.string().nullable(),
  businessName: z.string().nullable(),
  description: z.string().nullable(),
  partitionKey: z.boolean(),
  terms: z.array(Named),
  pending: z.array(Pending),
});
export type Column = z.infer<typeof Column>;

/** Name, type, revision and content (JSON text). */
const AssetForm = z.object({
  name: z.string(),
  type: z.string(),
  revision: z.string().nullable(),
  content: z.string(),
});

export const Asset = z.object({
  id: AssetId,
  name: z.string(),
  description: z.string().nullable(),
  readme: z.string().nullable(),
  type: z.string(),
  typeRevision: z.string().nullable(),
  externalIdentifier: z.string().nullable(),
  /** Known only after the asset was read on its own: the inventory search does not carry it. */
  revision: z.string().nullable(),
  createdAt: Instant.nullable(),
  createdBy: z.string().nullable(),
  /** Who that is; null where the mirror knows nobody by this id. */
  createdByName: z.string().nullable(),
  firstCreatedAt: Instant.nullable(),
  project: Named.nullable(),
  domainUnit: Named.nullable(),
  /** From the root to the unit that owns it. */
  domainUnitPath: z.array(Named),
  /** Owners of the domain unit and, where that has none, of the nearest unit above. */
  owners: z.array(z.object({ kind: z.enum(['user', 'group']), id: z.string(), name: z.string(), via: Named })),
  terms: z.array(Named),
  listing: z.object({
    state: ListingState,
    id: z.string().nullable(),
    revision: z.string().nullable(),
    entityRevision: z.string().nullable(),
    createdAt: Instant.nullable(),
  }),
  source: z.object({
    catalogId: z.string().nullable(),
    database: z.string().nullable(),
    table: z.string().nullable(),
    /** Whether the table is in the mirrored Glue catalog; null where its database was not read or not shared. */
    inGlue: z.boolean().nullable(),
  }),
  /** Every form of the asset as it came. */
  forms: z.array(AssetForm),
  /** What AWS wrote beside it: generated names and descriptions that nobody has taken up yet. */
  readOnlyForms: z.array(AssetForm),
  columns: z.int(),
  pulledAt: Instant.nullable(),
  /** What is staged of the asset itself, not of its columns. */
  pending: z.array(Pending),
  incomplete: z.array(Incomplete),
});
export type Asset = z.infer<typeof Asset>;

export const Counts = z.object({
  domains: z.int(),
  domainUnits: z.int(),
  projects: z.int(),
  formTypes: z.int(),
  assetTypes: z.int(),
  lineageNodeTypes: z.int(),
  glossaries: z.int(),
  terms: z.int(),
  assets: z.int(),
  columns: z.int(),
  listings: z.int(),
  dataProducts: z.int(),
  glueDatabases: z.int(),
  glueTables: z.int(),
  users: z.int(),
  groups: z.int(),
  userProfiles: z.int(),
  groupProfiles: z.int(),
  policyGrants: z.int(),
  rules: z.int(),
  projectProfiles: z.int(),
  projectMemberships: z.int(),
  environments: z.int(),
  assetFilters: z.int(),
  qualityPoints: z.int(),
  dataSources: z.int(),
  dataSourceRuns: z.int(),
  subscriptionRequests: z.int(),
  subscriptions: z.int(),
  subscriptionGrants: z.int(),
  metadataGenerationRuns: z.int(),
  lineageEvents: z.int(),
  lineageNodes: z.int(),
  glueQualityRulesets: z.int(),
  glueQualityResults: z.int(),
  glueGlossaries: z.int(),
  glueGlossaryTerms: z.int(),
  lfTags: z.int(),
  lfTagAssignments: z.int(),
  lfPermissions: z.int(),
  dataCellsFilters: z.int(),
  groupMemberships: z.int(),
  organizationalUnits: z.int(),
  accounts: z.int(),
});

/** Where an imported asset stands towards the mirror: as it says, with another name or description, or not there. */
export const IMPORTED_STANDINGS = ['same', 'differs', 'missing'] as const;
export const ImportedStanding = z.enum(IMPORTED_STANDINGS);
export type ImportedStanding = z.infer<typeof ImportedStanding>;

/** An asset as the newest snapshot among the imported exports tells it. */
export const ImportedAsset = z.object({
  assetId: z.string(),
  snapshotTime: Instant.nullable(),
  importId: z.int(),
  name: z.string().nullable(),
  description: z.string().nullable(),
  type: z.string().nullable(),
  accountId: z.string().nullable(),
  region: z.string().nullable(),
  catalog: z.string().nullable(),
  namespace: z.string().nullable(),
  resourceId: z.string().nullable(),
  resourceName: z.string().nullable(),
  createdAt: Instant.nullable(),
  updatedAt: Instant.nullable(),
  /** JSON from Parquet; from CSV the map as it was exported. */
  extendedMetadata: z.string().nullable(),
  /** JSON: columns of the file that have no place here. */
  more: z.string().nullable(),
  standing: ImportedStanding,
  mirror: z.object({ name: z.string(), description: z.string().nullable() }).nullable(),
});
export type ImportedAsset = z.infer<typeof ImportedAsset>;

export const catalog = {
  search: query({
    doc: 'Find assets by names, descriptions, columns and terms, with counts per facet.',
    reads: ['catalog', 'glossary', 'sync'],
  })
    .input(SearchInput)
    .output(SearchOutput),
  asset: query({ doc: 'One asset: people, terms, listing, source and forms.', reads: ['catalog', 'glossary', 'sync'] })
    .input(z.object({ assetId: AssetId }))
    .output(Asset),
  columns: query({ doc: 'The columns of one asset, a page at a time.', reads: ['catalog', 'glossary'] })
    .input(z.object({ assetId: AssetId, text: z.string().max(200).default(''), ...Paging }))
    .output(z.object({ total: z.int(), items: z.array(Column) })),
  counts: query({
    doc: 'How many of each entity the mirror holds, and which kinds were not read to their end.',
    reads: ['catalog', 'glossary', 'sync'],
  }).output(z.object({ counts: Counts, incomplete: z.array(Incomplete) })),
  importAssets: job({
    doc: 'Import the asset export of SageMaker Catalog (CSV or Parquet) as a second source beside the mirror.',
    writes: ['catalog', 'lineage', 'audit'],
    needs: 'import.run',
    result: Import,
  }).input(ImportInput),
  importedAssets: query({
    doc: 'Assets as imported exports tell them, and whether the mirror as it is now holds the same.',
    reads: ['catalog', 'lineage'],
  })
    .input(
      z.object({
        text: z.string().max(200).default(''),
        standing: ImportedStanding.nullable().default(null),
        ...Paging,
      }),
    )
    .output(
      z.object({
        total: z.int(),
        counts: z.object({ same: z.int(), differs: z.int(), missing: z.int() }),
        items: z.array(ImportedAsset),
      }),
    ),
};
