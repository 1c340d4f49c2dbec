import { FullfaithError } from '../model/error.ts';
import type { RpcLimits, RpcTarget } from './json-rpc.ts';

/**
 * Where requests to this URL go, and its host with port, which is all of it that may be shown. User and password become a
 * header. Throws a FullfaithError of kind `input` for what is no http or https URL.
 */
export function targetOf(
  url: string,
  { fetch, limits }: { readonly fetch: typeof globalThis.fetch | undefined; readonly limits: RpcLimits },
): { readonly host: string; readonly target: RpcTarget } {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !/^https?:$/.test(parsed.protocol)) {
    throw new FullfaithError(
      'input',
      'The RPC URL is not an http or https URL.',
      'Give one such as http://127.0.0.1:8545.',
    );
  }
  const { username, password, host } = parsed;
  const login = Buffer.from(`${decoded(username)}:${decoded(password)}`).toString('base64');
  const headers = username === '' ? {} : { authorization: `Basic ${login}` };
  parsed.username = parsed.password = '';
  return { host, target: { url: parsed.href, headers, fetch: fetch ?? globalThis.fetch, limits } };
}

/** As it is where the percent signs are meant literally. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
