import type { Bank } from '#emulator/bank/bank.ts';
import { rowCondition } from '#emulator/bank/governance/asset-filters.ts';
import type { RunActivity } from '#emulator/bank/governance/types.ts';
import type { Project } from '#emulator/bank/types.ts';

/** At most `max` characters, never none. */
const fitted = (text: string, max: number): string => Array.from(text).slice(0, max).join('') || '-';

const longest = (text: string, max: number): string => fitted(text.repeat(Math.ceil(max / text.length)), max);

const plantSource = (bank: Bank, home: Project, texts: readonly string[]): void => {
  const activities = texts.map(
    (text): RunActivity => ({
      database: fitted(text, 256),
      technicalName: fitted(text, 256),
      description: text,
      status: 'FAILED',
      error: { type: 'VALIDATION_EXCEPTION', detail: text },
    }),
  );
  const source = bank.edit.addDataSource({
    projectId: home.id,
    environmentId: '__proto__',
    name: fitted(texts.join(' '), 256),
    description: longest(texts[0] ?? '-', 2048),
    type: 'GLUE',
    status: 'READY',
    enabled: false,
    publishOnImport: false,
    generateNames: false,
    accountId: home.accountId,
    databases: texts.map((text) => fitted(text, 128)),
  });
  const error = { type: 'ACCESS_DENIED_EXCEPTION', detail: longest(texts[1] ?? '-', 4000) } as const;
  bank.edit.addDataSourceRun(source.id, { status: 'FAILED', error, activities });
};

/**
 * Plants hostile but legal text wherever governance has free text: reasons, comments, descriptions, error details,
 * technical names, filter values. `assetId` is a published asset of the project. Used by tests through `plantHostile`.
 */
export const plantHostileGovernance = (bank: Bank, home: Project, assetId: string, texts: readonly string[]): void => {
  const { edit } = bank;
  const subscriber = { kind: 'project', id: home.id, name: home.name } as const;
  for (const [at, text] of texts.entries()) {
    const request = edit.addSubscriptionRequest(subscriber, assetId, longest(text, 4096));
    if (at % 3 === 1) edit.rejectRequest(request.id, fitted(text, 4096));
    if (at % 3 === 2) edit.acceptRequest(request.id, fitted(text, 4096));
  }
  for (const [at, text] of texts.slice(0, 60).entries()) {
    edit.addAssetFilter({
      assetId,
      name: ` -${at}`,
      description: fitted(text, 2048),
      status: at % 2 === 0 ? 'VALID' : 'INVALID',
      ...(at % 2 === 0 ? {} : { error: text }),
      configuration:
        at % 4 === 0 ? { columns: texts } : { ...rowCondition(fitted(text, 200), 'equalTo', text), sensitive: true },
    });
  }
  for (const [at, text] of texts.entries()) {
    edit.addGenerationRun(assetId, {
      status: 'FAILED',
      results: [{ type: 'BUSINESS_NAMES', status: 'FAILED', error: text }],
    });
    if (at > 5) continue;
    edit.addRule({
      name: at % 2 === 0 ? '__proto__' : ' -rf ',
      description: fitted(text, 2048),
      action: 'CREATE_LISTING_CHANGE_SET',
      unitId: bank.domain.rootDomainUnitId,
      includeChildren: true,
      dataProduct: false,
      requires: { termIds: ['constructor'] },
    });
  }
  const [profile] = bank.projectProfiles.list();
  if (profile) edit.changeProjectProfile(profile.id, { description: longest(texts[2] ?? '-', 2048) });
  const [environment] = bank.environmentsOf(home.id);
  if (environment) {
    edit.changeEnvironment(environment.id, {
      name: '--help',
      description: fitted(texts.join('\n'), 2048),
      status: 'CREATE_FAILED',
      failure: longest(texts[3] ?? '-', 5000),
    });
  }
  plantSource(bank, home, texts);
};
