/** Where an asset's page is. */
export const assetPath = (id: string): string => `/catalog/${encodeURIComponent(id)}`;
