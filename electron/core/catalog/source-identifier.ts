/**
 * What DataZone calls a dataset of OpenLineage: the two parts of its name are an ARN, or a path. One whose event names
 * a Glue table beside it (symlinks) goes by that table's ARN instead, which the summary of an event does not tell.
 */
const datasetIdentifier = ({ namespace, name }: Named): string | null =>
  name === null ? null : namespace === null ? name : `${namespace}${namespace.startsWith('arn:') ? ':' : '/'}${name}`;

export const jobIdentifier = ({ namespace, name }: Named): string | null =>
  name === null ? null : namespace === null ? name : `${namespace}.${name}`;

interface Named {
  namespace: string | null;
  name: string | null;
}

/** @param json {namespace, name}[] as `remote_lineage_event` keeps inputs and outputs */
export const datasetsIn = (json: string): string[] =>
  (JSON.parse(json) as Named[]).flatMap((dataset) => datasetIdentifier(dataset) ?? []);
