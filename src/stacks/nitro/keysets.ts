import { type Hex, hexToBigInt, hexToNumber, keccak256, size, sliceHex, toEventSelector } from 'viem';
import { decodeAbiParameters } from 'viem';
import type { Contract } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { readLogs, readView } from '../../evidence/reads.ts';
import { all, chainRead, known, map, type Observation, unknown } from '../../model/observation.ts';

/** A data committee of an AnyTrust chain: so many signatures of these keys make a certificate of availability. */
export type Keyset = {
  readonly hash: Hex;
  /** keccak-256 of each member's BLS public key, each member once. */
  readonly members: readonly Hex[];
  /** How many have to sign: of the rest so few are left that one of the signers is honest, if the assumption holds. */
  readonly threshold: number;
};

const setValidKeyset = toEventSelector('event SetValidKeyset(bytes32 indexed keysetHash, bytes keysetBytes)');
const isValid = 'function isValidKeysetHash(bytes32) view returns (bool)';

/** More committees or members than this are not followed. */
const keysetLimit = 64;
const memberLimit = 128;

/** Every committee that the sequencer inbox accepts certificates of at this block. As complete as its logs. */
export async function readKeysets(inbox: Contract, { reader }: Resolver): Promise<Observation<readonly Keyset[]>> {
  const logs = await readLogs(reader, inbox.address, [setValidKeyset]);
  return chainRead(logs, async (added) => {
    const byHash = new Map(added.flatMap(({ topics, data }) => (topics[1] === undefined ? [] : [[topics[1], data]])));
    if (byHash.size > keysetLimit) return unknown(`${inbox.address} had ${byHash.size} committees`);
    const hashes = [...byHash.keys()];
    const flags = await Promise.all(
      hashes.map((hash) => readView(reader, { on: inbox.address, view: isValid, args: [hash] })),
    );
    return chainRead(all(flags), async (valid) =>
      all(hashes.filter((_, at) => valid[at]).map((hash) => decode(hash, byHash.get(hash) ?? '0x'))),
    );
  });
}

function decode(hash: Hex, data: Hex): Observation<Keyset> {
  try {
    const [bytes] = decodeAbiParameters([{ type: 'bytes' }], data);
    return decodeKeyset(hash, bytes);
  } catch {
    return unknown(`the log of the committee ${hash} does not decode`);
  }
}

/**
 * A serialised keyset (`DeserializeKeyset` of Nitro's `arbstate/daprovider`): how many members are assumed to be honest (8 bytes), their
 * number (8 bytes), and for each the length of the key (2 bytes) and the key.
 */
function decodeKeyset(hash: Hex, bytes: Hex): Observation<Keyset> {
  const broken = unknown(`the committee ${hash} is not encoded as expected`);
  if (size(bytes) < 16) return broken;
  const honest = hexToBigInt(sliceHex(bytes, 0, 8));
  const count = hexToBigInt(sliceHex(bytes, 8, 16));
  if (count === 0n || count > memberLimit || honest === 0n || honest > count) return broken;
  const members = new Set<Hex>();
  let at = 16;
  for (let member = 0n; member < count; member += 1n) {
    if (at + 2 > size(bytes)) return broken;
    const length = hexToNumber(sliceHex(bytes, at, at + 2));
    if (length === 0 || at + 2 + length > size(bytes)) return broken;
    members.add(keccak256(sliceHex(bytes, at + 2, at + 2 + length)));
    at += 2 + length;
  }
  if (at !== size(bytes)) return broken;
  return known({ hash, members: [...members], threshold: Number(count - honest + 1n) });
}

/** The committee of which the fewest signatures suffice; null without any. */
export function weakestKeyset(keysets: Observation<readonly Keyset[]>): Observation<Keyset | null> {
  return map(keysets, (list) => {
    const [weakest] = [...list].sort((a, b) => a.threshold - b.threshold || a.members.length - b.members.length);
    return weakest ?? null;
  });
}
