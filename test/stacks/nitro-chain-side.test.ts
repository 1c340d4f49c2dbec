import {
  encodeFunctionResult,
  getAddress,
  keccak256,
  parseAbi,
  toFunctionSelector,
  zeroHash,
  type Address,
  type Hex,
} from 'viem';
import { describe, expect, it } from 'vitest';
import { alias } from '../../src/authority/alias.ts';
import { createResolver } from '../../src/authority/create-resolver.ts';
import type { EvidenceReader } from '../../src/evidence/reader.ts';
import type { CodeSummary, ReadRequest, ReadResult } from '../../src/model/evidence.ts';
import { known, type Observation, unknown } from '../../src/model/observation.ts';
import { chainPowers } from '../../src/stacks/nitro/chain-side.ts';

const chainId = 42_161;
const ownerPublic = getAddress('0x000000000000000000000000000000000000006b');
const [owner, minter, governance, gateway] = [address('11'), address('22'), address('33'), address('44')];
/** The program of consensus release 32, which Arbitrum One had in May 2025. */
const consensus32: Hex = '0x184884e1eb9fefdc158f6c8ac912bb183bf3cf83f0090317e0bc4ac5860baa39';
const allOwners = 'function getAllChainOwners() view returns (address[])';
const allMinters = 'function getAllNativeTokenOwners() view returns (address[])';

/** A chain that answers these functions of ArbOwnerPublic and reverts on others, where only `contracts` have code. */
function stub(id: number, contracts: readonly Address[], answers: Readonly<Record<string, unknown>>): EvidenceReader {
  const block = { number: 1n, hash: zeroHash, timestamp: 0n };
  return {
    chainId: id,
    block,
    grade: 'read',
    source: 'a stand-in',
    read<K extends ReadRequest['kind']>(request: Extract<ReadRequest, { kind: K }>) {
      const answer = answered(request, contracts, answers) as Observation<unknown>;
      return Promise.resolve(answer as Observation<ReadResult[K]>);
    },
  };
}

function answered(
  request: ReadRequest,
  contracts: readonly Address[],
  answers: Readonly<Record<string, unknown>>,
): Observation<unknown> {
  if (request.kind === 'code') {
    const size = contracts.includes(request.address) ? 1 : 0;
    const hash = size === 0 ? keccak256('0x') : keccak256('0xfe');
    return known({ hash, size, pushed: [], delegatecalls: false } satisfies CodeSummary);
  }
  if (request.kind === 'slot') return known(zeroHash);
  if (request.kind !== 'call') return known([]);
  const view = Object.keys(answers).find((one) => request.data.startsWith(toFunctionSelector(one)));
  if (request.to !== ownerPublic || view === undefined) return known({ reverted: '0x' });
  if (answers[view] instanceof Error) return unknown(answers[view].message);
  return known({ returned: encodeFunctionResult({ abi: parseAbi([view]), result: answers[view] } as never) });
}

type Side = { readonly counterparts?: readonly Address[]; readonly program?: Observation<Hex> };

async function powersOf(answers: Readonly<Record<string, unknown>> | null, side: Side = {}) {
  const { counterparts = [], program = known(keccak256('0x01')) } = side;
  const host = stub(1, [governance], {});
  const l2 = answers === null ? undefined : stub(chainId, [ownerPublic], answers);
  const resolver = createResolver(host, (id) => (id === 1 ? host : id === chainId ? l2 : undefined));
  const powers = await chainPowers({ chainId: known(chainId), program, counterparts: known(counterparts) }, resolver);
  await resolver.settle();
  return new Map(powers.map((one) => [one.id, one.authority]));
}

describe("a Nitro chain's own side (a stand-in for its precompiles)", () => {
  it('belongs to its owners: keys, and contracts on the host under their aliases', async () => {
    const powers = await powersOf({ [allOwners]: [owner, alias(governance)] });
    expect(powers.get('own-chain')).toEqual({
      kind: 'any',
      of: [
        { kind: 'body', id: `${chainId}:${owner}` },
        { kind: 'body', id: `1:${governance}` },
      ],
    });
    expect([...powers.keys()]).toEqual(['own-chain']);
  });

  it('belongs to somebody unknown where it was not read, or does not answer', async () => {
    expect((await powersOf(null)).get('own-chain')).toMatchObject({ kind: 'unresolved' });
    expect((await powersOf({})).get('own-chain')).toMatchObject({ kind: 'unresolved' });
  });

  it('has minters of its currency where it names some, and somebody unknown where that read fails', async () => {
    const named = await powersOf({ [allOwners]: [owner], [allMinters]: [minter] });
    expect(named.get('mint-currency')).toEqual({ kind: 'body', id: `${chainId}:${minter}` });
    const failed = await powersOf({ [allOwners]: [owner], [allMinters]: new Error('no answer') });
    expect(failed.get('mint-currency')).toMatchObject({ kind: 'unresolved' });
    expect((await powersOf({ [allOwners]: [owner], [allMinters]: [] })).has('mint-currency')).toBe(false);
  });

  it('has nobody who mints where the program that is proved knows no minting, whatever the chain answers', async () => {
    const failed = { [allOwners]: [owner], [allMinters]: new Error('no answer') };
    const program = known(consensus32);
    expect((await powersOf(failed, { program })).has('mint-currency')).toBe(false);
    for (const other of [known(keccak256('0x02')), unknown('no program')]) {
      expect((await powersOf(failed, { program: other })).get('mint-currency')).toMatchObject({ kind: 'unresolved' });
    }
  });

  it('has no gateway where the host names an address without code', async () => {
    const powers = await powersOf({ [allOwners]: [owner] }, { counterparts: [gateway] });
    expect(powers.get('upgrade-chain-gateways')).toMatchObject({ kind: 'unresolved' });
    const unread = await powersOf(null, { counterparts: [gateway] });
    expect(unread.get('upgrade-chain-gateways')).toMatchObject({ kind: 'unresolved' });
  });
});

function address(digits: string): Address {
  return getAddress(`0x${digits.repeat(20)}`);
}
