/**
 * Calls per second and account that AWS publishes per operation (api-surface §3); those it does not publish start at
 * 9, the low end of what the published ones allow. Glue, Lake Formation, Identity Store and
 * Organizations publish none either.
 */
const PUBLISHED: Record<string, number> = {
  'datazone:Search': 20,
  'datazone:SearchTypes': 20,
  'datazone:SearchListings': 16,
  'datazone:ListDataSources': 20,
  'datazone:ListProjects': 8,
  'datazone:ListProjectMemberships': 8,
  'datazone:ListEnvironments': 8,
  'datazone:GetEnvironment': 8,
  'datazone:ListProjectProfiles': 3,
  'datazone:GetProjectProfile': 3,
  'datazone:ListSubscriptionRequests': 8,
  'datazone:GetSubscriptionRequestDetails': 8,
  'datazone:ListSubscriptions': 8,
  'datazone:ListSubscriptionGrants': 8,
  'datazone:GetGlossary': 20,
  'datazone:UpdateGlossary': 20,
  'datazone:DeleteGlossary': 20,
  'datazone:UpdateGlossaryTerm': 20,
  'datazone:CreateAssetRevision': 20,
  'datazone:CreateListingChangeSet': 20,
  'datazone:AcceptPredictions': 20,
  'datazone:RejectPredictions': 20,
  'datazone:CreateGlossary': 5,
};
const UNPUBLISHED = 9;

export const rateOf = (operation: string): number => PUBLISHED[operation] ?? UNPUBLISHED;

/** Does AWS publish it? */
export const isPublished = (operation: string): boolean => Object.hasOwn(PUBLISHED, operation);
