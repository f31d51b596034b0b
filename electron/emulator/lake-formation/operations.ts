import type { Operations } from '#emulator/operation.ts';

export const lakeFormationOperations: Operations = {};
