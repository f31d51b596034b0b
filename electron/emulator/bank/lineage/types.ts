/** Lineage's truth: OpenLineage run events, and the graph of data sets and jobs that comes out of them. */

export type ProcessingStatus = 'REQUESTED' | 'PROCESSING' | 'SUCCESS' | 'FAILED';
export type RunState = 'START' | 'RUNNING' | 'COMPLETE' | 'ABORT' | 'FAIL' | 'OTHER';

export interface Named {
  readonly namespace: string;
  readonly name: string;
}

export interface LineageEvent {
  readonly id: string;
  /** when the run said so, in epoch milliseconds of whole seconds */
  readonly eventTime: number;
  readonly createdAt: number;
  readonly createdBy: string;
  readonly status: ProcessingStatus;
  readonly eventType: RunState;
  readonly runId: string;
  readonly job: Named;
  readonly inputs: readonly Named[];
  readonly outputs: readonly Named[];
  /** the event as it was posted */
  readonly body: () => string;
}

export interface LineageNode {
  readonly id: string;
  readonly kind: 'dataset' | 'job';
  readonly name: string;
  /** a Glue ARN, `<namespace>/<name>` of another data set, `<namespace>.<name>` of a job */
  readonly sourceIdentifier: string;
  readonly form: Readonly<Record<string, unknown>>;
}

/** The other end of an edge and when the edge was first seen. */
export interface Neighbour {
  readonly id: string;
  readonly at: number;
}

/** An event that touched a node, and on which sides it gave it neighbours. */
export interface Sighting {
  readonly at: number;
  readonly up: boolean;
  readonly down: boolean;
}
