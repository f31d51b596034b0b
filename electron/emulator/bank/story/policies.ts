import type { PolicyEntityType, PolicyType } from '#emulator/bank/governance/types.ts';
import { rows } from '#emulator/bank/story/rows.ts';

/** A grant of the story. Entities and principals are named; ids come when the bank is built. */
export interface PolicySpec {
  readonly entityType: PolicyEntityType;
  readonly entity: string;
  readonly policy: PolicyType;
  /** `group X`, `user X`, `everyone`, `owners of UNIT`, `owners of any unit`, `owner of PROJECT`, `owners below UNIT` */
  readonly principal: string;
  readonly cascades: boolean;
  readonly days: number;
  readonly by: string;
}

const parse =
  (entityType: PolicyEntityType) =>
  ([entity = '', policy = '', principal = '', cascades = '', days = '', by = '']: readonly string[]): PolicySpec => ({
    entityType,
    entity,
    policy: policy as PolicyType,
    principal,
    cascades: cascades === 'cascades',
    days: Number(days),
    by,
  });

/**
 * Entity | policy | principal | cascades or here | days ago | by. Nobody decided the grant to Contractors on Risk: the
 * one who made it has left, and it reaches every unit below.
 */
const onUnits = rows(`
AnyBank | CREATE_DOMAIN_UNIT | group data-governance-office | cascades | 880 | grace.okafor
AnyBank | OVERRIDE_DOMAIN_UNIT_OWNERS | group data-governance-office | cascades | 880 | grace.okafor
AnyBank | OVERRIDE_PROJECT_OWNERS | group data-governance-office | cascades | 880 | grace.okafor
AnyBank | ADD_TO_PROJECT_MEMBER_POOL | everyone | cascades | 880 | grace.okafor
AnyBank | CREATE_GLOSSARY | group data-governance-office | cascades | 870 | grace.okafor
AnyBank | CREATE_FORM_TYPE | owners of AnyBank | cascades | 870 | grace.okafor
AnyBank | CREATE_ASSET_TYPE | owners of AnyBank | cascades | 870 | grace.okafor
AnyBank | CREATE_PROJECT_FROM_PROJECT_PROFILE | group platform-operators | cascades | 860 | marcus.bell
AnyBank | CREATE_PROJECT | owners of any unit | cascades | 860 | grace.okafor
Retail Banking | CREATE_DOMAIN_UNIT | group retail-data-owners | cascades | 700 | priya.raman
Retail Banking | CREATE_GLOSSARY | group data-stewards | cascades | 690 | priya.raman
Retail Banking | CREATE_PROJECT | group retail-data-owners | cascades | 690 | priya.raman
Retail Banking | CREATE_PROJECT_FROM_PROJECT_PROFILE | group retail-data-owners | cascades | 640 | priya.raman
Cards | OVERRIDE_PROJECT_OWNERS | user tomas.lindqvist | cascades | 600 | priya.raman
Cards | CREATE_GLOSSARY | user amara.diallo | here | 540 | tomas.lindqvist
Payments | CREATE_FORM_TYPE | owners of Payments | here | 520 | mei.tanaka
Home Lending | CREATE_PROJECT | user daniel.osei | here | 610 | priya.raman
Risk | CREATE_DOMAIN_UNIT | group risk-data-owners | cascades | 700 | helena.novak
Risk | CREATE_GLOSSARY | group data-stewards | cascades | 690 | helena.novak
Risk | CREATE_GLOSSARY | group Contractors | cascades | 211 | brian.hughes
Risk | CREATE_PROJECT_FROM_PROJECT_PROFILE | group risk-data-owners | cascades | 640 | helena.novak
Credit Risk | CREATE_FORM_TYPE | owner of Credit Risk Models | here | 480 | helena.novak
Market Risk | OVERRIDE_PROJECT_OWNERS | user arjun.mehta | here | 470 | helena.novak
Customer Analytics | CREATE_GLOSSARY | group data-stewards | cascades | 690 | sofia.marin
Customer Analytics | CREATE_ASSET_TYPE | owner of Churn Prediction | cascades | 330 | sofia.marin
Customer Analytics | CREATE_PROJECT_FROM_PROJECT_PROFILE | group analytics-data-owners | cascades | 640 | sofia.marin
Customer Analytics | ADD_TO_PROJECT_MEMBER_POOL | group data-scientists | cascades | 400 | sofia.marin
Customer 360 | CREATE_FORM_TYPE | owners of Customer 360 | here | 300 | liam.walker
Fraud Detection | CREATE_GLOSSARY | group fraud-data-owners | cascades | 690 | yusuf.adeyemi
Fraud Detection | CREATE_PROJECT_FROM_PROJECT_PROFILE | group fraud-data-owners | cascades | 640 | yusuf.adeyemi
Financial Crime | ADD_TO_PROJECT_MEMBER_POOL | group compliance-office | here | 350 | ingrid.solberg
Corporate | CREATE_GLOSSARY | user hugo.martins | cascades | 560 | rachel.cohen
Regulatory Reporting | OVERRIDE_DOMAIN_UNIT_OWNERS | group compliance-office | here | 500 | rachel.cohen
Data Governance | CREATE_ASSET_TYPE | group data-governance-office | cascades | 870 | grace.okafor
Data Platform | CREATE_PROJECT | group platform-operators | here | 860 | marcus.bell
`).map(parse('DOMAIN_UNIT'));

const onTypes = rows(`
amazon.datazone.GlueTableAssetType | USE_ASSET_TYPE | owners below AnyBank | here | 880 | grace.okafor
amazon.datazone.RedshiftTableAssetType | USE_ASSET_TYPE | owners below AnyBank | here | 880 | grace.okafor
AnyBankContractedTable | USE_ASSET_TYPE | owners below Retail Banking | here | 500 | grace.okafor
AnyBankContractedTable | USE_ASSET_TYPE | owners below Risk | here | 500 | grace.okafor
ModelEvaluation | USE_ASSET_TYPE | owner of Churn Prediction | here | 330 | liam.walker
`).map(parse('ASSET_TYPE'));

const onBlueprints = rows(`
Tooling | CREATE_ENVIRONMENT_FROM_BLUEPRINT | owners below AnyBank | here | 850 | marcus.bell
LakehouseCatalog | CREATE_ENVIRONMENT_FROM_BLUEPRINT | owners below AnyBank | here | 850 | marcus.bell
MLExperiments | CREATE_ENVIRONMENT_FROM_BLUEPRINT | owners below Customer Analytics | here | 410 | marcus.bell
DataLake | CREATE_ENVIRONMENT_PROFILE | owner of Platform Operations | here | 850 | marcus.bell
DataLake | DELEGATE_CREATE_ENVIRONMENT_PROFILE | owners of Data Platform | here | 850 | marcus.bell
`).map(parse('ENVIRONMENT_BLUEPRINT_CONFIGURATION'));

const onProfiles = rows(`
Shared data lake | CREATE_ENVIRONMENT | owners below Retail Banking | here | 790 | marcus.bell
Shared data lake | CREATE_ENVIRONMENT | owner of Customer 360 | here | 280 | marcus.bell
`).map(parse('ENVIRONMENT_PROFILE'));

export const policies: readonly PolicySpec[] = [...onUnits, ...onTypes, ...onBlueprints, ...onProfiles];
