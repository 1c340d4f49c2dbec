import { type Address, parseAbi, toEventSelector } from 'viem';
import type { Contract } from '../authority/contract.ts';
import { decodeLogs } from '../authority/decoded-logs.ts';
import type { Resolver } from '../authority/resolver.ts';
import { readLogs, readView } from '../evidence/reads.ts';
import { all, chain, chainRead, known, map, type Observation, unknown } from '../model/observation.ts';

const update = 'event UpdateVerifier(uint256 version, uint256 startBatchIndex, address verifier)';
const abi = parseAbi([update]);
const latest = 'function latestVerifier(uint256) view returns (uint64, address)';
const legacyCount = 'function legacyVerifiersLength(uint256) view returns (uint256)';
const legacyAt = 'function legacyVerifiers(uint256, uint256) view returns (uint64, address)';

/** More replaced verifiers of one version than this are not followed. */
const mostLegacy = 50n;

/**
 * Every verifier that MultipleVersionRollupVerifier.sol (Scroll and its forks) may ask: of each version the latest and those that it
 * replaced, which still judge the batches of their time. Versions are told by the logs.
 */
export async function versionVerifiers(
  from: Observation<Contract>,
  resolver: Resolver,
): Promise<Observation<readonly Contract[]>> {
  return chainRead(from, async ({ address }) => {
    const events = decodeLogs(abi, await readLogs(resolver.reader, address, [toEventSelector(update)]));
    const versions = chain(events, (list) =>
      list.length > 0
        ? known(numbersOf(list))
        : unknown(`${address} has no UpdateVerifier log: its logs are incomplete`),
    );
    const addresses = await chainRead(versions, async (list) =>
      map(all(await Promise.all(list.map((version) => ofVersion(address, version, resolver)))), (found) =>
        found.flat(),
      ),
    );
    return chainRead(addresses, async (list) =>
      known(await Promise.all([...new Set(list)].map((verifier) => resolver.inspect(verifier)))),
    );
  });
}

function numbersOf(events: readonly { readonly args: { readonly version: bigint } }[]): readonly bigint[] {
  return [...new Set(events.map(({ args }) => args.version))];
}

async function ofVersion(on: Address, version: bigint, resolver: Resolver): Promise<Observation<readonly Address[]>> {
  const { reader } = resolver;
  const [now, count] = await Promise.all([
    readView(reader, { on, view: latest, args: [version] }),
    readView(reader, { on, view: legacyCount, args: [version] }),
  ]);
  const before = await chainRead(count, async (total) => {
    if (total > mostLegacy) return unknown(`${on} lists ${total} replaced verifiers of version ${version}`);
    const places = Array.from({ length: Number(total) }, (_, place) => BigInt(place));
    const read = await Promise.all(
      places.map((place) => readView(reader, { on, view: legacyAt, args: [version, place] })),
    );
    return map(all(read), (list) => list.map(([, address]) => address));
  });
  return map(all([now, before]), ([[, address], others]) => [address, ...others]);
}
