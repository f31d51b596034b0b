import type { FuseV1Config } from '@electron/fuses';

export function fuses(platform: string): FuseV1Config;
