import dataZoneFacts from './facts/datazone.json' with { type: 'json' };
import glueFacts from './facts/glue.json' with { type: 'json' };
import identityStoreFacts from './facts/identitystore.json' with { type: 'json' };
import lakeFormationFacts from './facts/lakeformation.json' with { type: 'json' };
import organizationsFacts from './facts/organizations.json' with { type: 'json' };
import stsFacts from './facts/sts.json' with { type: 'json' };

export type ServiceName = 'DataZone' | 'Glue' | 'IdentityStore' | 'LakeFormation' | 'Organizations' | 'STS';

/** One member of a structure. `in` is where it travels: uri, querystring, header, headers (absent: the body), `as` its wire name when that differs. */
export interface MemberFacts {
  readonly shape: string;
  readonly in?: string;
  readonly as?: string;
  readonly timestampFormat?: string;
}

/** One shape of AWS's model: its type and the limits a value must keep. Lengths count Unicode code points. */
export interface ShapeFacts {
  readonly type: string;
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly timestampFormat?: string;
  readonly union?: boolean;
  readonly required?: readonly string[];
  readonly members?: Readonly<Record<string, MemberFacts>>;
  readonly member?: string;
  readonly key?: string;
  readonly value?: string;
  readonly payload?: string;
}

export interface OperationFacts {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly input?: string;
  readonly output?: string;
  readonly errors: readonly string[];
}

/** What AWS's model says about one service, for the operations served. Written by `tools/extract-aws-facts.mjs`. */
export interface ServiceFacts {
  readonly apiVersion: string;
  readonly protocol: string;
  readonly signingName: string;
  readonly targetPrefix?: string;
  readonly jsonVersion?: string;
  readonly operations: Readonly<Record<string, OperationFacts>>;
  readonly errors: Readonly<Record<string, { readonly status: number }>>;
  readonly shapes: Readonly<Record<string, ShapeFacts>>;
}

export const facts: Readonly<Record<ServiceName, ServiceFacts>> = {
  DataZone: dataZoneFacts,
  Glue: glueFacts,
  IdentityStore: identityStoreFacts,
  LakeFormation: lakeFormationFacts,
  Organizations: organizationsFacts,
  STS: stsFacts,
};

const noShape: ShapeFacts = { type: 'structure', members: {} };

/** The shape called `name`; an operation without input or output has an empty structure. */
export const shapeOf = (service: ServiceName, name: string | undefined): ShapeFacts =>
  (name === undefined ? undefined : facts[service].shapes[name]) ?? noShape;

/** The top-level list a paged answer carries (`items`, `TableList` …) and the name of its token member. */
export const pageMembersOf = (
  service: ServiceName,
  operation: string,
): { readonly list: string; readonly token: string } | undefined => {
  const output = shapeOf(service, facts[service].operations[operation]?.output);
  const members = Object.entries(output.members ?? {});
  const token = members.find(([name]) => name.toLowerCase() === 'nexttoken')?.[0];
  const list = members.find(([, member]) => facts[service].shapes[member.shape]?.type === 'list')?.[0];
  return token === undefined || list === undefined ? undefined : { list, token };
};
