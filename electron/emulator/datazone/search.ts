import type { AssetWords } from '#emulator/bank/assets.ts';
import type { Asset, DataProduct, Glossary, Term } from '#emulator/bank/types.ts';
import { assetCore, formAnswer, qualityAnswer } from '#emulator/datazone/answers.ts';
import { glossaryAnswer, termAnswer } from '#emulator/datazone/glossaries.ts';
import { productCore } from '#emulator/datazone/products.ts';
import { type QueryInput, type Readers, queryKey, runQuery, textMatches } from '#emulator/datazone/query.ts';
import { type Call, operation } from '#emulator/operation.ts';
import { invalid } from '#emulator/wire/aws-error.ts';

const PAGE = 50;

interface SearchInput extends QueryInput {
  readonly searchScope: 'ASSET' | 'GLOSSARY' | 'GLOSSARY_TERM' | 'DATA_PRODUCT';
  readonly owningProjectIdentifier?: string;
  readonly additionalAttributes?: readonly string[];
}

/** `FormName.member` out of an asset's forms. */
export const formMember = (asset: Pick<Asset, 'forms'>, attribute: string): string | number | undefined => {
  const dot = attribute.indexOf('.');
  const form = asset.forms.find(({ formName }) => formName === attribute.slice(0, dot));
  if (!form) return undefined;
  const value = (JSON.parse(form.content) as Record<string, unknown>)[attribute.slice(dot + 1)];
  return typeof value === 'string' || typeof value === 'number' ? value : undefined;
};

/** Every text of an asset a search looks into. */
export const textOf = (words: AssetWords): string =>
  `${words.name}\n${words.description ?? ''}\n${words.columns.join('\n')}`;

/** Assets are read by ordinal: head members without rendering, the rest only when a query asks for it. */
const assetReaders = (call: Call): Readers<number> => {
  const { assets } = call.bank;
  return {
    wholeText: (ordinal) => textOf(assets.words(ordinal)),
    texts: {
      name: (ordinal) => assets.words(ordinal).name,
      description: (ordinal) => assets.words(ordinal).description,
      columns: (ordinal) => assets.words(ordinal).columns.join('\n'),
    },
    values: {
      id: (ordinal) => assets.at(ordinal).id,
      name: (ordinal) => assets.at(ordinal).name,
      description: (ordinal) => assets.at(ordinal).description,
      externalIdentifier: (ordinal) => assets.at(ordinal).externalIdentifier,
      typeIdentifier: (ordinal) => assets.head(ordinal).typeName,
      typeName: (ordinal) => assets.head(ordinal).typeName,
      owningProjectId: (ordinal) => assets.head(ordinal).projectId,
      createdBy: (ordinal) => assets.at(ordinal).createdBy,
      glossaryTerms: (ordinal) => assets.at(ordinal).glossaryTerms,
      creationTime: (ordinal) => assets.head(ordinal).firstCreatedAt,
      lastUpdatedTime: (ordinal) => assets.head(ordinal).createdAt,
    },
    dotted: (ordinal, attribute) => formMember(assets.at(ordinal), attribute),
  };
};

const stampReaders = {
  creationTime: (item: { readonly createdAt: number }): number => item.createdAt,
  lastUpdatedTime: (item: { readonly updatedAt: number }): number => item.updatedAt,
};

const glossaryReaders: Readers<Glossary> = {
  texts: { name: (item) => item.name, description: (item) => item.description },
  values: {
    id: (item) => item.id,
    name: (item) => item.name,
    status: (item) => item.status,
    owningProjectId: (item) => item.owningProjectId,
    ...stampReaders,
  },
};

const termReaders: Readers<Term> = {
  texts: {
    name: (item) => item.name,
    shortDescription: (item) => item.shortDescription,
    longDescription: (item) => item.longDescription,
  },
  values: {
    id: (item) => item.id,
    name: (item) => item.name,
    status: (item) => item.status,
    glossaryId: (item) => item.glossaryId,
    ...stampReaders,
  },
  dotted: (item, attribute) =>
    attribute === 'BusinessGlossaryTermForm.businessGlossaryId' ? item.glossaryId : undefined,
};

const productReaders: Readers<DataProduct> = {
  texts: { name: (item) => item.name, description: (item) => item.description },
  values: {
    id: (item) => item.id,
    name: (item) => item.name,
    owningProjectId: (item) => item.owningProjectId,
    glossaryTerms: (item) => item.glossaryTerms,
    creationTime: (item) => item.firstCreatedAt,
    lastUpdatedTime: (item) => item.createdAt,
  },
};

const wants = (input: { readonly additionalAttributes?: readonly string[] }, attribute: string): boolean =>
  input.additionalAttributes?.includes(attribute) === true;

const rationale = (
  input: SearchInput,
  item: { readonly name: string; readonly description?: string },
): object | undefined =>
  wants(input, 'TEXT_MATCH_RATIONALE')
    ? {
        matchRationale: [
          {
            textMatches: [
              ...textMatches(input.searchText, 'name', item.name),
              ...textMatches(input.searchText, 'description', item.description),
            ],
          },
        ],
      }
    : undefined;

const assetItem = (asset: Asset, call: Call, input: SearchInput): object => {
  const more = {
    ...(wants(input, 'FORMS')
      ? { formsOutput: asset.forms.map(formAnswer), readOnlyFormsOutput: asset.readOnlyForms.map(formAnswer) }
      : {}),
    ...(wants(input, 'TIME_SERIES_DATA_POINT_FORMS')
      ? { latestTimeSeriesDataPointFormsOutput: asset.quality.map(qualityAnswer) }
      : {}),
    ...rationale(input, asset),
  };
  return {
    identifier: asset.id,
    ...assetCore(asset, call.bank.domain.id),
    additionalAttributes: Object.keys(more).length > 0 ? more : undefined,
  };
};

/** Pages over what a query finds. */
const answer = <T>(call: Call, found: readonly T[], render: (item: T) => object): object => {
  const { slice, nextToken } = call.page(found, PAGE);
  return { items: slice.map(render), nextToken, totalMatchCount: found.length };
};

const ownedBy = <T>(
  items: readonly T[],
  project: string | undefined,
  ownerOf: (item: T) => string | undefined,
): readonly T[] => (project === undefined ? items : items.filter((item) => ownerOf(item) === project));

type Searcher = (call: Call, input: SearchInput) => object;

/** Runs a query once for all the pages of its result. */
const found = <T>(call: Call, input: SearchInput, items: () => readonly T[], readers: Readers<T>): readonly T[] =>
  call.remember(queryKey(input), () => runQuery(items(), input, readers, call.timeFilterUnit));

const searchAssets: Searcher = (call, input) => {
  if (call.assetSearchNeedsProject && input.owningProjectIdentifier === undefined) {
    throw invalid('The owningProjectIdentifier is required for the search scope ASSET.');
  }
  const { assets } = call.bank;
  const ordinals = found(call, input, () => assets.ordinals(input.owningProjectIdentifier), assetReaders(call));
  return answer(call, ordinals, (ordinal) => ({ assetItem: assetItem(assets.at(ordinal), call, input) }));
};

const searchGlossaries: Searcher = (call, input) => {
  const owned = (): readonly Glossary[] =>
    ownedBy(call.bank.glossaries.list(), input.owningProjectIdentifier, (item) => item.owningProjectId);
  return answer(call, found(call, input, owned, glossaryReaders), (item) => ({
    glossaryItem: { ...glossaryAnswer(item, call.bank.domain.id), additionalAttributes: rationale(input, item) },
  }));
};

const searchTerms: Searcher = (call, input) => {
  const { glossaries, terms } = call.bank;
  const owned = (): readonly Term[] =>
    ownedBy(terms.list(), input.owningProjectIdentifier, (item) => glossaries.get(item.glossaryId)?.owningProjectId);
  return answer(call, found(call, input, owned, termReaders), (item) => ({
    glossaryTermItem: { ...termAnswer(item, call), additionalAttributes: rationale(input, item) },
  }));
};

const searchProducts: Searcher = (call, input) => {
  const owned = (): readonly DataProduct[] =>
    ownedBy(call.bank.products.list(), input.owningProjectIdentifier, (item) => item.owningProjectId);
  return answer(call, found(call, input, owned, productReaders), (item) => ({
    dataProductItem: { ...productCore(item, call.bank.domain.id), additionalAttributes: rationale(input, item) },
  }));
};

const searchers: Readonly<Record<SearchInput['searchScope'], Searcher>> = {
  ASSET: searchAssets,
  GLOSSARY: searchGlossaries,
  GLOSSARY_TERM: searchTerms,
  DATA_PRODUCT: searchProducts,
};

/** Search over the inventory (api-surface §1a): assets, glossaries, terms or data products. */
export const search = operation((call, input: SearchInput) => searchers[input.searchScope](call, input));
