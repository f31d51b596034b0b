/**
 * Access key ids; whatever follows a telling name; and runs of characters no word and no id is made of. A secret key
 * never travels, but key ids and session tokens do, and what travels can be echoed by whoever answers.
 */
const SECRETS =
  /\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b|(?<=(?:token|secret|authorization|password|credential)[\w-]*["']?\s*[:=]\s*["']?)[^\s"',;}]+|[A-Za-z0-9+=_-]{40,}|[A-Za-z0-9+/=_-]{100,}/gi;

/** The text with everything that looks like a credential taken out. */
export const blot = (text: string): string => text.replace(SECRETS, '…');
