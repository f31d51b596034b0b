import { daysAgo } from '#emulator/bank/calendar.ts';
import type { Foundation } from '#emulator/bank/foundation.ts';
import { createColumnGrower } from '#emulator/bank/grow/columns.ts';
import { type Scope, sourcesOf } from '#emulator/bank/grow/sources.ts';
import { type Layer, type SourceSystem, layers } from '#emulator/bank/grow/spelling.ts';
import { type Template, areaTemplates } from '#emulator/bank/grow/templates.ts';
import type { AssetPlan, ListingPlan } from '#emulator/bank/plan.ts';
import type { Area, ProjectSpec } from '#emulator/bank/story/organisation.ts';
import type { AssetHead, Project } from '#emulator/bank/types.ts';
import { type Random, hash32, randomFrom } from '#emulator/random.ts';

/** What the arithmetic alone says about a generated asset: whose it is and which variation of which table. */
export interface Slot {
  readonly project: Project;
  readonly spec: ProjectSpec;
  readonly template: Template;
  readonly system: SourceSystem;
  readonly layer: Layer;
  readonly scope: Scope;
  readonly turn: number;
}

/** The time line and standing of a generated asset, drawn first so that it costs nothing more. */
interface Standing {
  readonly revision: number;
  readonly firstCreatedAt: number;
  readonly createdAt: number;
  readonly listing: ListingPlan;
  readonly random: Random;
}

export interface AssetGrower {
  readonly slot: (n: number) => Slot;
  readonly head: (n: number, ordinal: number) => AssetHead;
  readonly plan: (n: number, ordinal: number) => AssetPlan;
  readonly typeName: (n: number) => string;
  /** the name of the table behind the asset */
  readonly tableName: (n: number) => string;
  /** whether generated names wait for a decision */
  readonly predicted: (n: number) => boolean;
}

const GLUE = 'amazon.datazone.GlueTableAssetType';
const REDSHIFT = 'amazon.datazone.RedshiftTableAssetType';
const CONTRACTED = 'AnyBankContractedTable';

const unitTerms: Readonly<Record<Area, string>> = {
  accounts: 'Retail Banking Unit',
  cards: 'Retail Banking Unit',
  payments: 'Retail Banking Unit',
  lending: 'Retail Banking Unit',
  creditRisk: 'Risk Unit',
  marketRisk: 'Risk Unit',
  operationalRisk: 'Risk Unit',
  customer: 'Customer Analytics Unit',
  behaviour: 'Customer Analytics Unit',
  campaigns: 'Customer Analytics Unit',
  fraud: 'Fraud Detection Unit',
  crime: 'Fraud Detection Unit',
  finance: 'Corporate Unit',
  regulatory: 'Corporate Unit',
  platform: 'Corporate Unit',
};

const rules: Readonly<Partial<Record<Area, string>>> = {
  cards: 'PCI DSS',
  creditRisk: 'BCBS 239',
  marketRisk: 'Basel III',
  customer: 'Privacy Act',
  crime: 'AML CTF Act',
  regulatory: 'CPG 235',
};

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

/** The order projects take turns in, by weight, spread out so that no project comes in one block. */
const rotation = (foundation: Foundation): number[] => {
  const slots = foundation.projectSpecs.flatMap((spec, at) =>
    Array.from({ length: spec.weight }, (_, turn) => ({ at, turn: (turn + 0.5) / spec.weight })),
  );
  return slots.toSorted((a, b) => a.turn - b.turn || a.at - b.at).map((slot) => slot.at);
};

/**
 * Grows any number of assets out of the templates: asset n is computed from the seed and n alone, so nothing is held.
 * Within one project every variation of (table, system, layer, scope) comes once before any comes again.
 */
export const createAssetGrower = (foundation: Foundation): AssetGrower => {
  const { seed, columnsPerAsset } = foundation.size;
  const growColumns = createColumnGrower(foundation.termIds);
  const order = rotation(foundation);
  const shareOf = foundation.projectSpecs.map(() => 0);
  const placeOf = order.map((at) => {
    const place = shareOf[at] ?? 0;
    shareOf[at] = place + 1;
    return place;
  });
  const wheels = foundation.projectSpecs.map((spec, at) => {
    const { from, scopes } = sourcesOf(spec);
    const total = areaTemplates[spec.area].length * from.length * layers.length * scopes.length;
    let stride = Math.floor(total * 0.382) | 1;
    while (gcd(stride, total) !== 1) stride += 2;
    return { total, stride, start: hash32(seed, 31, at) % total, from, scopes };
  });

  const slot = (n: number): Slot => {
    const at = order[n % order.length] ?? 0;
    const project = foundation.projects[at];
    const spec = foundation.projectSpecs[at];
    const wheel = wheels[at];
    if (!project || !spec || !wheel)
      throw new RangeError('An asset needs a project to own it: ask for at least one project.');
    const rank = Math.floor(n / order.length) * (shareOf[at] ?? 1) + (placeOf[n % order.length] ?? 0);
    const templates = areaTemplates[spec.area];
    const mixed = ((rank % wheel.total) * wheel.stride + wheel.start) % wheel.total;
    const [t, s, l] = [templates.length, wheel.from.length, layers.length];
    return {
      project,
      spec,
      template: templates[mixed % t] as Template,
      system: wheel.from[Math.floor(mixed / t) % s] as SourceSystem,
      layer: layers[Math.floor(mixed / (t * s)) % l] as Layer,
      scope: wheel.scopes[Math.floor(mixed / (t * s * l))] as Scope,
      turn: Math.floor(rank / wheel.total),
    };
  };

  const typeName = (n: number): string => {
    const draw = hash32(seed, 32, n) % 100;
    return draw < 86 ? GLUE : draw < 93 ? CONTRACTED : REDSHIFT;
  };

  const predicted = (n: number): boolean => hash32(seed, 34, n) % 20 === 0;

  const nameIn = ({ scope, template, system, turn }: Slot): string =>
    `${scope[0]}_${template.table}_${system.code}${turn === 0 ? '' : `_p${turn + 1}`}`;

  const standing = (n: number): Standing => {
    const random = randomFrom(seed, 33, n);
    const revision = random.chance(0.35) ? 1 : 2 + random.int(5);
    const age = 40 + random.int(760);
    const firstCreatedAt = daysAgo(age, random.int(1440));
    const createdAt = revision === 1 ? firstCreatedAt : daysAgo(random.int(age), random.int(1440));
    const draw = random.next();
    const listing: ListingPlan =
      draw < 0.38
        ? 'none'
        : draw < 0.4
          ? 'inactive'
          : draw < 0.41
            ? 'creating'
            : draw < 0.48 && revision > 1
              ? 'stale'
              : 'current';
    return { revision, firstCreatedAt, createdAt, listing, random };
  };

  const head = (n: number, ordinal: number): AssetHead => {
    const { revision, firstCreatedAt, createdAt, listing } = standing(n);
    return {
      ordinal,
      projectId: slot(n).project.id,
      typeName: typeName(n),
      revision,
      createdAt,
      firstCreatedAt,
      published: listing === 'current' || listing === 'stale',
    };
  };

  const terms = (names: readonly (string | undefined)[]): string[] =>
    names.flatMap((name) => (name === undefined ? [] : (foundation.termIds.get(name) ?? [])));

  const plan = (n: number, ordinal: number): AssetPlan => {
    const place = slot(n);
    const { project, spec, template, system, layer, scope, turn } = place;
    const { random, ...stand } = standing(n);
    const type = typeName(n);
    const name = nameIn(place);
    const titled = random.chance(0.45);
    const wordy = random.chance(0.78);
    const described = random.chance(0.48);
    const tagged = random.chance(0.58);
    const governed = random.chance(0.14);
    const scored = random.chance(0.26);
    random.next();
    const read = random.chance(0.3);
    const count = columnsPerAsset ?? Math.max(template.columns.length, 8 + random.int(13));
    const sentence = `${template.description} ${scope[1][0]?.toUpperCase() ?? ''}${scope[1].slice(1)}, from the ${system.title}, ${layer.title} layer.`;
    const database = `${spec.database}_${layer.code}`;
    return {
      ordinal,
      project,
      name: titled
        ? `${template.title}, ${scope[1]} (${system.title}, ${layer.title}${turn === 0 ? '' : `, part ${turn + 1}`})`
        : name,
      ...(wordy ? { description: sentence } : {}),
      typeName: type,
      table: {
        accountId: project.accountId,
        database,
        name,
        ...(random.chance(0.5) ? { description: template.description } : {}),
        format: random.pick(['parquet', 'parquet', 'iceberg', 'csv'] as const),
      },
      columns: growColumns({ template, system, count, described, random }),
      ...(read
        ? {
            summary: sentence,
            readMe: `# ${template.title}\n\n${sentence}\n\nOwned by ${spec.name}. Refreshed every night; late data arrives until 06:00.`,
          }
        : {}),
      terms: tagged
        ? terms([
            unitTerms[spec.area],
            layer.term,
            random.chance(0.3) ? 'Critical Data Element' : undefined,
            random.chance(0.15) ? 'Certified' : undefined,
          ])
        : [],
      governedTerms: governed ? terms([rules[spec.area] ?? 'Retention 7 Years']) : [],
      described,
      extra:
        type === CONTRACTED
          ? {
              DataContractForm: {
                typeName: 'DataContractForm',
                value: {
                  contractVersion: `1.${random.int(9)}`,
                  dataOwner: spec.owner,
                  criticality: random.pick(['high', 'medium', 'low']),
                  refreshFrequency: random.pick(['daily', 'hourly', 'weekly']),
                  retention: '7 years',
                },
              },
            }
          : {},
      ...(scored ? { quality: 0.55 + random.int(46) / 100 } : {}),
      predicted: predicted(n),
      ...stand,
      createdBy: project.createdBy,
    };
  };

  return { slot, head, plan, typeName, tableName: (n) => nameIn(slot(n)), predicted };
};
