/**
 * Calls per second and account that AWS publishes per operation (api-surface §3); those it does not publish start at
 * 9, the low end of what the published ones allow. Glue and Identity Store publish none either.
 */
const PUBLISHED: Record<string, number> = {
  'datazone:Search': 20,
  'datazone:SearchTypes': 20,
  'datazone:SearchListings': 16,
  'datazone:ListProjects': 8,
};
const UNPUBLISHED = 9;

export const rateOf = (operation: string): number => PUBLISHED[operation] ?? UNPUBLISHED;
