import type { Foundation } from '#emulator/bank/foundation.ts';
import { assetTypes, formTypes, lineageNodeTypes } from '#emulator/bank/story/types.ts';
import type { AssetType, FormType, LineageNodeType } from '#emulator/bank/types.ts';

/** Managed types belong to the service; the API still wants an owning project id on an asset type. */
const SERVICE = 'amazon-datazone';

const revisions = new Map(formTypes.map((type) => [type.name, type.revision]));

const ownerOf = (foundation: Foundation, project: string): { id: string; by: string } => {
  const found = foundation.projects.find((each) => each.name === project) ?? foundation.projects[0];
  return { id: found?.id ?? SERVICE, by: found?.createdBy ?? 'SYSTEM' };
};

const shortName = (name: string): string => name.split('.').at(-1) ?? name;

/** A form type's model as DataZone keeps it: Smithy text. */
const smithyOf = (name: string, members: string): string =>
  `$version: "2.0"\n\nstructure ${shortName(name)} {\n${members
    .split(', ')
    .map((member) => `    @amazon.datazone#searchable\n    ${member}`)
    .join('\n\n')}\n}\n`;

export const formTypesOf = (foundation: Foundation, createdAt: number): FormType[] =>
  formTypes.map((spec) => {
    const owner = spec.project === undefined ? undefined : ownerOf(foundation, spec.project);
    return {
      name: spec.name,
      revision: spec.revision,
      managed: spec.project === undefined,
      description: spec.description,
      smithy: smithyOf(spec.name, spec.members),
      ...(owner ? { owningProjectId: owner.id } : {}),
      createdAt,
      createdBy: owner?.by ?? 'SYSTEM',
    };
  });

export const assetTypesOf = (foundation: Foundation, createdAt: number): AssetType[] =>
  assetTypes.map((spec) => {
    const owner = spec.project === undefined ? { id: SERVICE, by: 'SYSTEM' } : ownerOf(foundation, spec.project);
    const forms = Object.entries(spec.forms).map(
      ([form, [typeName, required]]) =>
        [form, { typeName, typeRevision: revisions.get(typeName) ?? '1', required }] as const,
    );
    return {
      name: spec.name,
      revision: spec.revision,
      managed: spec.project === undefined,
      description: spec.description,
      forms: Object.fromEntries(forms),
      owningProjectId: owner.id,
      createdAt,
      createdBy: owner.by,
      updatedAt: createdAt,
      updatedBy: owner.by,
    };
  });

export const lineageNodeTypesOf = (createdAt: number): LineageNodeType[] =>
  lineageNodeTypes.map((spec) => ({
    ...spec,
    forms: {},
    createdAt,
    createdBy: 'SYSTEM',
    updatedAt: createdAt,
    updatedBy: 'SYSTEM',
  }));
