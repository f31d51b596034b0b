/**
 * What every answer that carries the page says about it, on both doors (`app://console` and the loopback host), and
 * the origin the desktop page has.
 */

export const PAGE_SCHEME = 'app';
export const PAGE_HOST = 'console';
export const PAGE_ORIGIN = `${PAGE_SCHEME}://${PAGE_HOST}`;

/** What the desktop page says to main before anything else: "I am listening, bring me a port." The rest is in `desktop-signals.ts`. */
export const READY_CHANNEL = 'meshward:ready';
/** What main answers: the state of the core and, when it is up, a port to it. */
export const PORT_CHANNEL = 'meshward:port';

/**
 * `up` comes with a port; the other two without one, and mean that the port held until now leads nowhere.
 * After `failed` the core is not started again until the page says `ready` once more.
 */
export const CORE_STATES = ['up', 'restarting', 'failed'] as const;
export type CoreState = (typeof CORE_STATES)[number];

/** The Content-Security-Policy; `connect` adds sources the page may connect to besides its own origin. */
export function contentSecurityPolicy(connect: readonly string[] = []): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    ["connect-src 'self'", ...connect].join(' '),
    "base-uri 'none'",
    "form-action 'none'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

/** Headers of every answer, errors included. */
export function pageHeaders(connect: readonly string[] = []): Record<string, string> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(connect),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer',
    'Permissions-Policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=(), serial=()',
    'Cache-Control': 'no-store',
  };
}

const MEDIA_TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
  woff: 'font/woff',
  ttf: 'font/ttf',
};

/** Media type of a page file by its ending; null for endings the page has no business with. */
export function mediaType(path: string): string | null {
  return MEDIA_TYPES[path.slice(path.lastIndexOf('.') + 1).toLowerCase()] ?? null;
}

/**
 * The file of the page a request path asks for, relative to the page's folder; null where the path is malformed or
 * would leave that folder. Decoded exactly once: what still holds a percent sign afterwards is a literal name.
 */
export function pageFile(requestPath: string): string | null {
  let path: string;
  try {
    path = decodeURIComponent(requestPath);
  } catch {
    return null;
  }
  if (!path.startsWith('/') || /[\0\\:]/.test(path)) return null;
  const parts = path.slice(1).split('/');
  if (parts.some((part) => part === '.' || part === '..' || (part === '' && parts.length > 1))) return null;
  return path === '/' ? 'index.html' : parts.join('/');
}
