/** Which state of an entity the mirror holds, as lines keep it in `base_revision`; null where it holds none. */
const NOW = `CASE c.kind
  WHEN 'asset' THEN (SELECT created_at FROM remote_asset WHERE id = c.entity_id)
  WHEN 'listing' THEN (SELECT listing_state FROM remote_asset WHERE id = c.entity_id)
  WHEN 'glossary' THEN (SELECT updated_at FROM remote_glossary WHERE id = c.entity_id)
  ELSE (SELECT updated_at FROM remote_glossary_term WHERE id = c.entity_id) END`;

/** In SQL, of a row `c` of `change`: what it stands on has moved in the mirror since it was staged. */
export const MOVED = `(${NOW} IS NOT c.base_revision)`;
