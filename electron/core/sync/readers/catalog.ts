import type { DataProductRow } from '../../catalog/rows.ts';
import { type Details, detailed, detailedPage } from './detailed.ts';
import { counted, moved } from './moved.ts';
import { plain, type Reader, WHOLE, written } from './reader.ts';

const SEARCHED = { operation: 'datazone:Search', perCall: 50, due: 24 };

/** What a product consists of. */
const contents: Details<DataProductRow> = {
  columns: ['revision', 'status', 'items', 'detail_of'],
  stands: (held, listed) => held.items !== null && held.detail_of === listed.created_at,
  read: async (s, row, signal) => ({
    ...(await s.aws.search.dataProductDetail(s.domainId, row.id, signal)),
    detail_of: row.created_at,
  }),
  bounded: true,
};

/** Projects, the glossary, and what is published of the assets. */
export const CATALOG_READERS: readonly Reader[] = [
  detailed('project', {
    title: 'Reading projects',
    operation: 'datazone:ListProjects',
    perCall: 50,
    due: 0,
    scopes: () => [WHOLE],
    list: (s, _scope, token, signal) => s.aws.datazone.projects(s.domainId, token, signal),
    details: {
      columns: ['profile_id', 'terms', 'detail_of'],
      stands: (held, listed) => held.terms !== null && held.detail_of === listed.updated_at,
      read: async (s, row, signal) => {
        const { profileId, terms } = await s.aws.projects.projectDetail(s.domainId, row.id, signal);
        return { profile_id: profileId, terms: JSON.stringify(terms), detail_of: row.updated_at };
      },
    },
    sweep: (mirror) => mirror.sweep('project', null),
  }),
  plain(
    'glossary',
    'Reading glossaries',
    {
      ...SEARCHED,
      feed: {
        operation: 'datazone:Search',
        read: async (s, since, cursor, signal) =>
          written('glossary', await s.aws.search.glossaries(s.domainId, cursor, signal, await moved(s, since, signal))),
        counts: counted('GLOSSARY', 'remote_glossary'),
      },
    },
    (s, cursor, signal) => s.aws.search.glossaries(s.domainId, cursor, signal),
  ),
  plain(
    'glossary_term',
    'Reading glossary terms',
    {
      ...SEARCHED,
      ahead: 4,
      feed: {
        operation: 'datazone:Search',
        read: async (s, since, cursor, signal) =>
          written(
            'glossary_term',
            await s.aws.search.glossaryTerms(s.domainId, cursor, signal, await moved(s, since, signal)),
          ),
        counts: counted('GLOSSARY_TERM', 'remote_glossary_term'),
      },
    },
    (s, cursor, signal) => s.aws.search.glossaryTerms(s.domainId, cursor, signal),
  ),
  plain(
    'listing',
    'Reading listings',
    {
      ...SEARCHED,
      operation: 'datazone:SearchListings',
      due: 168,
      ahead: 4,
      feed: {
        operation: 'datazone:SearchListings',
        read: async (s, since, cursor, signal) =>
          written('listing', await s.aws.search.listings(s.domainId, cursor, signal, await moved(s, since, signal))),
        counts: counted('LISTING', 'remote_listing'),
      },
    },
    (s, cursor, signal) => s.aws.search.listings(s.domainId, cursor, signal),
  ),
  {
    ...detailed('data_product', {
      title: 'Reading data products',
      ...SEARCHED,
      scopes: () => [WHOLE],
      list: (s, _scope, token, signal) => s.aws.search.dataProducts(s.domainId, token, signal),
      details: contents,
      sweep: (mirror) => mirror.sweep('data_product', null),
    }),
    feed: {
      operation: 'datazone:Search',
      read: async (s, since, cursor, signal) =>
        await detailedPage(
          s,
          'data_product',
          async (token) => await s.aws.search.dataProducts(s.domainId, token, signal, await moved(s, since, signal)),
          contents,
          cursor,
          signal,
        ),
      counts: counted('DATA_PRODUCT', 'remote_data_product'),
    },
  },
];
