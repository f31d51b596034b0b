import * as dz from '@aws-sdk/client-datazone';
import type { AssetRecord, Form, GlossaryRow, GlossaryTermRow } from '../catalog/rows.ts';
import { recordOf } from './datazone-search.ts';
import { instant, said } from './page.ts';
import type { AwsSession } from './session.ts';

/*
 * What changes something at AWS (api-surface §2). A throttled call was not done and is tried again here; after any other
 * trouble nobody knows whether it was done, so whoever asked has to read back.
 */

/** A search by name that goes on longer has not found it. */
const MOST_PAGES = 20;

/** All of an asset's next revision: what is left out is gone. */
export interface AssetRevision {
  name: string;
  description: string | null;
  typeRevision: string | null;
  terms: readonly string[];
  forms: readonly Form[];
}

/** An asset as it is now, and how it is listed: null where it never was. */
export interface AssetNow {
  record: AssetRecord;
  listing: { id: string; status: string | null } | null;
}

const assetNowOf = (
  answer: dz.GetAssetCommandOutput | dz.CreateAssetRevisionCommandOutput,
  assetId: string,
): AssetNow => ({
  record: recordOf(answer, assetId),
  listing:
    answer.listing?.listingId === undefined
      ? null
      : { id: answer.listing.listingId, status: said(answer.listing.listingStatus) },
});

/** @param revision the latest where null */
export async function assetNow(
  session: AwsSession,
  domainId: string,
  assetId: string,
  revision: string | null,
  signal: AbortSignal,
): Promise<AssetNow> {
  const client = await session.datazone();
  const answer = await session.call('datazone:GetAsset', signal, (options) =>
    client.send(
      new dz.GetAssetCommand({ domainIdentifier: domainId, identifier: assetId, revision: revision ?? undefined }),
      options,
    ),
  );
  return assetNowOf(answer, assetId);
}

/** @param token 1–128 printable ASCII; the same one never makes two revisions @returns the asset as it is now */
export async function createAssetRevision(
  session: AwsSession,
  domainId: string,
  assetId: string,
  next: AssetRevision,
  token: string,
  signal: AbortSignal,
): Promise<AssetNow> {
  const client = await session.datazone();
  const answer = await session.write('datazone:CreateAssetRevision', signal, (options) =>
    client.send(
      new dz.CreateAssetRevisionCommand({
        domainIdentifier: domainId,
        identifier: assetId,
        name: next.name,
        description: next.description ?? undefined,
        typeRevision: next.typeRevision ?? undefined,
        // An empty list is refused: no terms are told by none being sent.
        glossaryTerms: next.terms.length === 0 ? undefined : [...next.terms],
        formsInput: next.forms.map(({ name, type, revision, content }) => ({
          formName: name,
          typeIdentifier: type,
          typeRevision: revision ?? undefined,
          content,
        })),
        clientToken: token,
      }),
      options,
    ),
  );
  return assetNowOf(answer, assetId);
}

/** Terms that only who governs them may give. 1–5 a call. */
export async function governTerms(
  session: AwsSession,
  domainId: string,
  assetId: string,
  action: 'add' | 'remove',
  terms: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const client = await session.datazone();
  const input = {
    domainIdentifier: domainId,
    entityIdentifier: assetId,
    entityType: 'ASSET' as const,
    governedGlossaryTerms: [...terms],
  };
  if (action === 'add')
    await session.write('datazone:AssociateGovernedTerms', signal, (options) =>
      client.send(new dz.AssociateGovernedTermsCommand(input), options),
    );
  else
    await session.write('datazone:DisassociateGovernedTerms', signal, (options) =>
      client.send(new dz.DisassociateGovernedTermsCommand(input), options),
    );
}

/** @param revision which one is listed; null with UNPUBLISH */
export async function changeListing(
  session: AwsSession,
  domainId: string,
  assetId: string,
  action: 'PUBLISH' | 'UNPUBLISH',
  revision: string | null,
  token: string,
  signal: AbortSignal,
): Promise<{ id: string; revision: string | null; status: string | null }> {
  const client = await session.datazone();
  const answer = await session.write('datazone:CreateListingChangeSet', signal, (options) =>
    client.send(
      new dz.CreateListingChangeSetCommand({
        domainIdentifier: domainId,
        entityIdentifier: assetId,
        entityType: 'ASSET',
        entityRevision: revision ?? undefined,
        action,
        clientToken: token,
      }),
      options,
    ),
  );
  return { id: answer.listingId ?? '', revision: said(answer.listingRevision), status: said(answer.status) };
}

export type GlossaryContent = Pick<GlossaryRow, 'name' | 'description' | 'status'>;

/** @returns its id */
export async function createGlossary(
  session: AwsSession,
  domainId: string,
  projectId: string,
  content: GlossaryContent & { restricted: boolean },
  token: string,
  signal: AbortSignal,
): Promise<string> {
  const client = await session.datazone();
  const answer = await session.write('datazone:CreateGlossary', signal, (options) =>
    client.send(
      new dz.CreateGlossaryCommand({
        domainIdentifier: domainId,
        owningProjectIdentifier: projectId,
        name: content.name,
        description: content.description ?? undefined,
        status: statusOf(content.status),
        usageRestrictions: content.restricted ? ['ASSET_GOVERNED_TERMS'] : undefined,
        clientToken: token,
      }),
      options,
    ),
  );
  return answer.id ?? '';
}

/** Only what is given changes; an empty text clears. */
export async function updateGlossary(
  session: AwsSession,
  domainId: string,
  id: string,
  change: Partial<GlossaryContent>,
  token: string,
  signal: AbortSignal,
): Promise<void> {
  const client = await session.datazone();
  await session.write('datazone:UpdateGlossary', signal, (options) =>
    client.send(
      new dz.UpdateGlossaryCommand({
        domainIdentifier: domainId,
        identifier: id,
        name: change.name,
        description: change.description === null ? '' : change.description,
        status: statusOf(change.status ?? null),
        clientToken: token,
      }),
      options,
    ),
  );
}

export interface TermContent {
  name: string;
  short_description: string | null;
  long_description: string | null;
  status: string | null;
  is_a: readonly string[];
  classifies: readonly string[];
}

/** @returns its id */
export async function createTerm(
  session: AwsSession,
  domainId: string,
  glossaryId: string,
  content: TermContent,
  token: string,
  signal: AbortSignal,
): Promise<string> {
  const client = await session.datazone();
  const answer = await session.write('datazone:CreateGlossaryTerm', signal, (options) =>
    client.send(
      new dz.CreateGlossaryTermCommand({
        domainIdentifier: domainId,
        glossaryIdentifier: glossaryId,
        name: content.name,
        shortDescription: content.short_description ?? undefined,
        longDescription: content.long_description ?? undefined,
        status: statusOf(content.status),
        termRelations: content.is_a.length + content.classifies.length === 0 ? undefined : relations(content),
        clientToken: token,
      }),
      options,
    ),
  );
  return answer.id ?? '';
}

/** Only what is given changes. Takes no token: saying the same twice is the same as once. */
export async function updateTerm(
  session: AwsSession,
  domainId: string,
  id: string,
  change: Partial<TermContent>,
  signal: AbortSignal,
): Promise<void> {
  const client = await session.datazone();
  await session.write('datazone:UpdateGlossaryTerm', signal, (options) =>
    client.send(
      new dz.UpdateGlossaryTermCommand({
        domainIdentifier: domainId,
        identifier: id,
        name: change.name,
        shortDescription: change.short_description === null ? '' : change.short_description,
        longDescription: change.long_description === null ? '' : change.long_description,
        status: statusOf(change.status ?? null),
        termRelations: relations(change),
      }),
      options,
    ),
  );
}

/** AWS takes only disabled ones, that nothing uses. */
export async function deleteEntity(
  session: AwsSession,
  domainId: string,
  kind: 'glossary' | 'glossary_term',
  id: string,
  signal: AbortSignal,
): Promise<void> {
  const client = await session.datazone();
  const input = { domainIdentifier: domainId, identifier: id };
  if (kind === 'glossary')
    await session.write('datazone:DeleteGlossary', signal, (options) =>
      client.send(new dz.DeleteGlossaryCommand(input), options),
    );
  else
    await session.write('datazone:DeleteGlossaryTerm', signal, (options) =>
      client.send(new dz.DeleteGlossaryTermCommand(input), options),
    );
}

export async function glossary(
  session: AwsSession,
  domainId: string,
  id: string,
  signal: AbortSignal,
): Promise<GlossaryRow> {
  const client = await session.datazone();
  const answer = await session.call('datazone:GetGlossary', signal, (options) =>
    client.send(new dz.GetGlossaryCommand({ domainIdentifier: domainId, identifier: id }), options),
  );
  return {
    id: answer.id ?? id,
    name: answer.name ?? '',
    description: said(answer.description),
    status: said(answer.status),
    owning_project_id: said(answer.owningProjectId),
    usage_restrictions: JSON.stringify(answer.usageRestrictions ?? []),
    created_by: said(answer.createdBy),
    created_at: instant(answer.createdAt),
    updated_by: said(answer.updatedBy),
    updated_at: instant(answer.updatedAt),
  };
}

export async function term(
  session: AwsSession,
  domainId: string,
  id: string,
  signal: AbortSignal,
): Promise<GlossaryTermRow> {
  const client = await session.datazone();
  const answer = await session.call('datazone:GetGlossaryTerm', signal, (options) =>
    client.send(new dz.GetGlossaryTermCommand({ domainIdentifier: domainId, identifier: id }), options),
  );
  return {
    id: answer.id ?? id,
    glossary_id: answer.glossaryId ?? '',
    name: answer.name ?? '',
    short_description: said(answer.shortDescription),
    long_description: said(answer.longDescription),
    status: said(answer.status),
    is_a: JSON.stringify(answer.termRelations?.isA ?? []),
    classifies: JSON.stringify(answer.termRelations?.classifies ?? []),
    created_by: said(answer.createdBy),
    created_at: instant(answer.createdAt),
    updated_by: said(answer.updatedBy),
    updated_at: instant(answer.updatedAt),
  };
}

/** Those of this very name, of a glossary's terms or of the domain's glossaries: names are unique there. */
export async function named(
  session: AwsSession,
  domainId: string,
  kind: 'glossary' | 'glossary_term',
  name: string,
  glossaryId: string | null,
  signal: AbortSignal,
): Promise<string | null> {
  const client = await session.datazone();
  let next: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await session.call('datazone:Search', signal, (options) =>
      client.send(
        new dz.SearchCommand({
          domainIdentifier: domainId,
          searchScope: kind === 'glossary' ? 'GLOSSARY' : 'GLOSSARY_TERM',
          searchText: name,
          maxResults: 50,
          nextToken: next,
        }),
        options,
      ),
    );
    for (const { glossaryItem, glossaryTermItem } of answer.items ?? []) {
      const item = kind === 'glossary' ? glossaryItem : glossaryTermItem;
      if (item?.name !== name) continue;
      if (kind === 'glossary_term' && glossaryTermItem?.glossaryId !== glossaryId) continue;
      return item.id ?? null;
    }
    next = answer.nextToken;
    if (next === undefined || next === '') return null;
  }
  return null;
}

/** How a listing stands: which revision of the asset it shows, and whether anybody can find it. */
export async function listingOf(
  session: AwsSession,
  domainId: string,
  listingId: string,
  signal: AbortSignal,
): Promise<{ revision: string | null; status: string | null; entityRevision: string | null }> {
  const client = await session.datazone();
  const answer = await session.call('datazone:GetListing', signal, (options) =>
    client.send(new dz.GetListingCommand({ domainIdentifier: domainId, identifier: listingId }), options),
  );
  return {
    revision: said(answer.listingRevision),
    status: said(answer.status),
    entityRevision: said(answer.item?.assetListing?.assetRevision),
  };
}

const statusOf = (status: string | null): 'ENABLED' | 'DISABLED' | undefined =>
  status === 'ENABLED' || status === 'DISABLED' ? status : undefined;

/** At least one in each list that is sent (the model's limit): an empty list is said by none being sent. */
function relations(change: Partial<TermContent>): dz.TermRelations | undefined {
  if (change.is_a === undefined && change.classifies === undefined) return undefined;
  const { is_a: isA = [], classifies = [] } = change;
  return {
    isA: isA.length === 0 ? undefined : [...isA],
    classifies: classifies.length === 0 ? undefined : [...classifies],
  };
}
