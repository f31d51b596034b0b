/** SHA-256 over the contract this page was built with; undefined where the build did not say. */
// oxlint-disable-next-line no-underscore-dangle -- the bundler's convention for what it defines
declare const __MESHWARD_FINGERPRINT__: string | undefined;

declare module '*.css';
