import type * as dz from '@aws-sdk/client-datazone';

/** Policies by what they are granted on. AWS's model does not tell; its documentation and the field do (api-surface §1b). */
export const POLICIES_ON = {
  DOMAIN_UNIT: [
    'CREATE_DOMAIN_UNIT',
    'OVERRIDE_DOMAIN_UNIT_OWNERS',
    'ADD_TO_PROJECT_MEMBER_POOL',
    'OVERRIDE_PROJECT_OWNERS',
    'CREATE_GLOSSARY',
    'CREATE_FORM_TYPE',
    'CREATE_ASSET_TYPE',
    'CREATE_PROJECT',
    'CREATE_PROJECT_FROM_PROJECT_PROFILE',
  ],
  ASSET_TYPE: ['USE_ASSET_TYPE'],
  ENVIRONMENT_BLUEPRINT_CONFIGURATION: [
    'CREATE_ENVIRONMENT_PROFILE',
    'DELEGATE_CREATE_ENVIRONMENT_PROFILE',
    'CREATE_ENVIRONMENT_FROM_BLUEPRINT',
  ],
  ENVIRONMENT_PROFILE: ['CREATE_ENVIRONMENT'],
} as const satisfies Record<dz.TargetEntityType, readonly dz.ManagedPolicyType[]>;
export type PolicyEntity = keyof typeof POLICIES_ON;
export type Policy = (typeof POLICIES_ON)[PolicyEntity][number];
