import { type Hex, parseAbi, toEventSelector, zeroAddress } from 'viem';
import { ask } from '../../authority/ask.ts';
import type { Contract } from '../../authority/contract.ts';
import { decodeLogs } from '../../authority/decoded-logs.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { readLogs } from '../../evidence/reads.ts';
import { chain, chainRead, known, map, notNull, type Observation, unknown } from '../../model/observation.ts';
import type { Game, GameCode } from './games/game.ts';
import { readGame } from './games/index.ts';

const implementationOf = 'function gameImpls(uint32) view returns (address)';
const argumentsOf = 'function gameArgs(uint32) view returns (bytes)';
/** DisputeGameFactory.sol, `setImplementation`. */
const implementationSet = parseAbi(['event ImplementationSet(address indexed impl, uint32 indexed gameType)']);

/** The game that the factory creates for a type; null where it creates none. */
export async function gameOfType(
  factory: Contract,
  type: number,
  resolver: Resolver,
): Promise<Observation<Game | null>> {
  const address = notNull(
    await ask(resolver, { of: factory, view: implementationOf, args: [type] }),
    `${factory.address} names no implementations`,
  );
  if (address.status === 'known' && address.value === zeroAddress) return known(null, address.evidence);
  const args = map(await ask(resolver, { of: factory, view: argumentsOf, args: [type] }), emptyIsNone);
  return chainRead(address, async (implementation) => {
    const code: GameCode = { implementation: await resolver.inspect(implementation), args };
    return readGame(code, resolver);
  });
}

function emptyIsNone(args: Hex | null): Hex | null {
  return args === '0x' ? null : args;
}

/** All types that were ever given a game, by the factory's logs; unknown where these leave out one that is known to have one. */
export async function registeredTypes(
  factory: Contract,
  existing: number,
  resolver: Resolver,
): Promise<Observation<readonly number[]>> {
  const logs = await readLogs(resolver.reader, factory.address, [toEventSelector(implementationSet[0])]);
  const types = map(decodeLogs(implementationSet, logs), (list) => [...new Set(list.map(({ args }) => args.gameType))]);
  return chain(types, (list) =>
    list.includes(existing)
      ? types
      : unknown(`which games ${factory.address} knows cannot be told from its logs`, types.evidence),
  );
}
