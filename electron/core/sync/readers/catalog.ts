import { projects } from '../../aws/datazone.ts';
import * as search from '../../aws/datazone-search.ts';
import { counted, moved } from './moved.ts';
import { plain, type Reader, written } from './reader.ts';

const SEARCHED = { operation: 'datazone:Search', perCall: 50, due: 24 };

/** Projects, the glossary, and what is published of the assets. */
export const CATALOG_READERS: readonly Reader[] = [
  plain(
    'project',
    'Reading projects',
    { operation: 'datazone:ListProjects', perCall: 50, due: 0 },
    (s, cursor, signal) => projects(s.session, s.domainId, cursor, signal),
  ),
  plain(
    'glossary',
    'Reading glossaries',
    {
      ...SEARCHED,
      feed: {
        operation: 'datazone:Search',
        read: async (s, since, cursor, signal) =>
          written(
            'glossary',
            await search.glossaries(s.session, s.domainId, cursor, signal, await moved(s, since, signal)),
          ),
        counts: counted('GLOSSARY', 'remote_glossary'),
      },
    },
    (s, cursor, signal) => search.glossaries(s.session, s.domainId, cursor, signal),
  ),
  plain(
    'glossary_term',
    'Reading glossary terms',
    {
      ...SEARCHED,
      feed: {
        operation: 'datazone:Search',
        read: async (s, since, cursor, signal) =>
          written(
            'glossary_term',
            await search.glossaryTerms(s.session, s.domainId, cursor, signal, await moved(s, since, signal)),
          ),
        counts: counted('GLOSSARY_TERM', 'remote_glossary_term'),
      },
    },
    (s, cursor, signal) => search.glossaryTerms(s.session, s.domainId, cursor, signal),
  ),
  plain(
    'listing',
    'Reading listings',
    {
      ...SEARCHED,
      operation: 'datazone:SearchListings',
      due: 168,
      feed: {
        operation: 'datazone:SearchListings',
        read: async (s, since, cursor, signal) =>
          written(
            'listing',
            await search.listings(s.session, s.domainId, cursor, signal, await moved(s, since, signal)),
          ),
        counts: counted('LISTING', 'remote_listing'),
      },
    },
    (s, cursor, signal) => search.listings(s.session, s.domainId, cursor, signal),
  ),
  plain(
    'data_product',
    'Reading data products',
    {
      ...SEARCHED,
      feed: {
        operation: 'datazone:Search',
        read: async (s, since, cursor, signal) =>
          written(
            'data_product',
            await search.dataProducts(s.session, s.domainId, cursor, signal, await moved(s, since, signal)),
          ),
        counts: counted('DATA_PRODUCT', 'remote_data_product'),
      },
    },
    (s, cursor, signal) => search.dataProducts(s.session, s.domainId, cursor, signal),
  ),
];
