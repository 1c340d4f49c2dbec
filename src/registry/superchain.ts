import { parse } from 'smol-toml';
import * as z from 'zod';
import { FullfaithError } from '../model/error.ts';
import type { Address } from 'viem';
import { checksummed } from './checksummed.ts';
import { excerpt } from './excerpt.ts';
import { claimYears, yearsAfter, type WrittenEntry } from './chain-schema.ts';

/** The contracts that we enter, by the names that they have there. */
const proxies = z.object({
  SystemConfigProxy: checksummed.optional(),
  OptimismPortalProxy: checksummed.optional(),
  L1StandardBridgeProxy: checksummed.optional(),
});

/** The part of a chain's TOML in the superchain-registry that we use; the rest is of no concern. */
const configSchema = z.object({
  name: z.string().min(1),
  chain_id: z.int().min(1),
  data_availability_type: z.enum(['eth-da', 'alt-da']).optional(),
  seq_window_size: z.int().min(1).optional(),
  alt_da: z.object({ da_challenge_contract_address: checksummed.optional() }).optional(),
  addresses: proxies.optional(),
});

const addressesSchema = z.record(z.string(), proxies);

/** Addresses of `superchain/addresses/addresses.json`, by chain id. */
export type SuperchainAddresses = z.infer<typeof addressesSchema>;

/** Which state of the superchain-registry is cited: `revision` for people, `date` as `YYYY-MM-DD`. */
export type SuperchainSnapshot = { readonly revision: string; readonly date: string };

/**
 * The registry entry that follows from one chain's TOML. Owners, roles and delays in it are left where they are: they are
 * read. `file` is its path in that registry. Throws a `FullfaithError` where it lacks what an entry needs.
 */
export function parseSuperchainConfig(
  text: string,
  file: string,
  { addresses, snapshot }: { readonly addresses: SuperchainAddresses; readonly snapshot: SuperchainSnapshot },
): WrittenEntry {
  const config = check(configSchema, parseToml(text, file), file);
  const named = { ...addresses[String(config.chain_id)], ...config.addresses };
  const { SystemConfigProxy: systemConfig } = named;
  if (systemConfig === undefined) throw refusal(file, 'it names no SystemConfigProxy, and addresses.json neither');
  return {
    id: idOf(file),
    name: config.name,
    chainId: config.chain_id,
    stack: 'op-stack',
    contracts: contractsOf({ ...named, SystemConfigProxy: systemConfig }, config),
    claims: claimsOf(config, file, snapshot),
  };
}

/** `superchain/addresses/addresses.json`. Throws a `FullfaithError` where it is not what it should be. */
export function parseSuperchainAddresses(text: string, file: string): SuperchainAddresses {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw refusal(file, `it is no JSON (${error instanceof Error ? error.message : String(error)})`);
  }
  return check(addressesSchema, value, file);
}

type Config = z.infer<typeof configSchema>;

/** A SystemConfig names the portal and the bridge only since its version 1.4, and the import does not read which one it is. */
function contractsOf(
  named: z.infer<typeof proxies> & { readonly SystemConfigProxy: Address },
  config: Config,
): Record<string, string> {
  const { SystemConfigProxy, OptimismPortalProxy, L1StandardBridgeProxy } = named;
  const challenges = config.alt_da?.da_challenge_contract_address;
  return {
    SystemConfig: SystemConfigProxy,
    ...(OptimismPortalProxy === undefined ? {} : { OptimismPortal: OptimismPortalProxy }),
    ...(L1StandardBridgeProxy === undefined ? {} : { L1StandardBridge: L1StandardBridgeProxy }),
    ...(challenges === undefined ? {} : { DataAvailabilityChallenge: challenges }),
  };
}

function claimsOf(config: Config, file: string, { revision, date }: SuperchainSnapshot): WrittenEntry['claims'] {
  const citation = {
    source: `superchain-registry ${revision} (MIT licence), ${file}`,
    date,
    expires: yearsAfter(date, claimYears),
  };
  const location = config.data_availability_type === 'eth-da' ? 'ethereum' : 'external';
  return {
    ...(config.data_availability_type === undefined ? {} : { 'data.location': { value: location, ...citation } }),
    ...(config.seq_window_size === undefined
      ? {}
      : { 'sequencing.window.blocks': { value: config.seq_window_size, ...citation } }),
  };
}

function idOf(file: string): string {
  const name = file.split('/').at(-1) ?? file;
  return name.replace(/\.toml$/, '').toLowerCase();
}

function parseToml(text: string, file: string): unknown {
  try {
    return parse(text, { integersAsBigInt: false });
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw refusal(file, `it is no TOML (${reason})`);
  }
}

function check<T>(schema: z.ZodType<T>, value: unknown, file: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const reasons = result.error.issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`);
  throw refusal(file, excerpt(reasons.join('; '), 300));
}

function refusal(file: string, reason: string): FullfaithError {
  return new FullfaithError(
    'input',
    `${file} cannot be imported: ${reason}.`,
    'Is it a copy of the superchain-registry?',
  );
}
