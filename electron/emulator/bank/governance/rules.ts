import { daysAgo } from '#emulator/bank/calendar.ts';
import type { Foundation } from '#emulator/bank/foundation.ts';
import { namesOf } from '#emulator/bank/governance/principals.ts';
import type { Rule } from '#emulator/bank/governance/types.ts';
import { idOf } from '#emulator/bank/ids.ts';
import { units as storyUnits } from '#emulator/bank/story/organisation.ts';
import { type RuleSpec, rules } from '#emulator/bank/story/rules.ts';
import { formTypes } from '#emulator/bank/story/types.ts';

const revisionOf = (typeName: string): string => formTypes.find(({ name }) => name === typeName)?.revision ?? '1';

const requirementOf = (spec: RuleSpec, foundation: Foundation): Rule['requires'] | undefined => {
  if (spec.forms) return { forms: spec.forms.map((typeName) => ({ typeName, typeRevision: revisionOf(typeName) })) };
  const termIds = (spec.terms ?? []).flatMap((name) => foundation.termIds.get(name) ?? []);
  return termIds.length === 0 ? undefined : { termIds };
};

const ruleOf = (spec: RuleSpec, unitId: string, ordinal: number, foundation: Foundation): Rule[] => {
  const names = namesOf(foundation);
  const requires = requirementOf(spec, foundation);
  if (!requires) return [];
  const by = names.user(spec.by) ?? foundation.users[0]?.profileId ?? 'SYSTEM';
  const projectIds = (spec.projects ?? []).flatMap((name) => names.project(name)?.id ?? []);
  return [
    {
      id: idOf(foundation.size.seed, 'rule', ordinal),
      revision: spec.revision,
      name: spec.name,
      description: spec.description,
      action: spec.action,
      unitId,
      includeChildren: spec.cascades,
      ...(spec.assetTypes ? { assetTypes: spec.assetTypes } : {}),
      dataProduct: spec.dataProduct === true,
      ...(projectIds.length > 0 ? { projectIds } : {}),
      requires,
      createdAt: daysAgo(spec.days[0], ordinal % 1440),
      createdBy: by,
      updatedAt: daysAgo(spec.days[1], ordinal % 1440),
      updatedBy: by,
    },
  ];
};

/** The story's rules, and one for every twelfth unit beyond it. */
export const buildRules = (foundation: Foundation): Rule[] => {
  const names = namesOf(foundation);
  const told = rules.flatMap((spec, at) => {
    const unit = names.unit(spec.unit);
    return unit ? ruleOf(spec, unit.id, at, foundation) : [];
  });
  const grown = foundation.units.flatMap((unit, at) => {
    const spec = rules[at % rules.length];
    if (at < storyUnits.length || at % 12 !== 0 || !spec) return [];
    const { projects: _all, ...rest } = spec;
    return ruleOf({ ...rest, name: `${spec.name} - ${unit.name}`, cascades: at % 24 === 0 }, unit.id, at, foundation);
  });
  return [...told, ...grown];
};
