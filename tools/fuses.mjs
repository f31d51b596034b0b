// What an installed Meshward's Electron is never able to do, burnt into its program when it is packaged.
import { join } from 'node:path';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';

/** Every fuse there is, each with its decided position; a new one in a later Electron stops the packaging. */
export function fuses(platform) {
  return {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    // Nobody may use our signed program as a plain Node, feed it code, or attach a debugger to it.
    [FuseV1Options.RunAsNode]: false,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: false,
    [FuseV1Options.EnableCookieEncryption]: true,
    // Linux has nothing that such a check could rest on: there the package's signature stands in.
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: platform !== 'linux',
    [FuseV1Options.OnlyLoadAppFromAsar]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // The page comes from app://, so file:// needs no rights beyond any other scheme's.
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
    [FuseV1Options.WasmTrapHandlers]: true,
  };
}

/** electron-builder's hook: runs on the unpacked program, before it is signed. */
export default async function afterPack({ appOutDir, electronPlatformName, packager }) {
  const name = packager.appInfo.productFilename;
  const program = {
    darwin: join(appOutDir, `${name}.app`),
    win32: join(appOutDir, `${name}.exe`),
    linux: join(appOutDir, packager.executableName ?? name),
  }[electronPlatformName];
  await flipFuses(program, {
    ...fuses(electronPlatformName),
    resetAdHocDarwinSignature: electronPlatformName === 'darwin',
  });
}
