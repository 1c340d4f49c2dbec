import { type Address, keccak256, toBytes, zeroAddress } from 'viem';
import { describe, expect, it } from 'vitest';
import { createResolver } from '../../src/authority/create-resolver.ts';
import { aztec } from '../../src/stacks/aztec/index.ts';
import { type StubContract, stubReader } from '../authority/stub-reader.ts';
import { someone, type Stubs } from '../authority/stub-resolved.ts';
import { entry } from './assessed.ts';
import { losses } from './facts-without.ts';
import { readerOfRecording } from './recorded-reader.ts';
import { assessRecorded, recordedReads } from './recorded.ts';

const recorded = '0x737901bea3eeb88459df9ef1BE8fF3Ae1B42A2ba';
/** The hatch is shut for 4,560 of 4,800 blocks. */
const shutSeconds = 4560 * 12;

describe('zk.money in May 2025, as recorded', () => {
  it('is proved by a SNARK, and anybody can post a block while the hatch is open', async () => {
    const found = await assessRecorded('aztec', aztec);
    expect(found.fact('proof.kind')).toBe('validity');
    expect(found.fact('proof.variant')).toBe('SN');
    expect(found.fact('proof.enforced')).toBe(true);
    expect(found.fact('proof.proposer.permissionless')).toBe(true);
    expect(found.fact('inclusion.mechanism')).toBe('self-sequence');
    expect(found.fact('inclusion.seconds')).toBe(shutSeconds);
    expect(found.fact('exit.mechanism')).toBe('self-propose');
    expect(found.exit.start).toMatchObject([{ seconds: { value: shutSeconds } }]);
  });

  it('is nobody’s: nobody owns it, and nothing of it can be changed', async () => {
    const found = await assessRecorded('aztec', aztec);
    expect(found.powers).toEqual([]);
  });
});

// Stand-ins: the contracts of Aztec Connect are not on npm.
const [rollup, verifier, ann, distributor] = [1, 2, 3, 4].map(someone) as [Address, Address, Address, Address];
const setVerifier = 'function setVerifier(address)';
const processor = (more: Partial<StubContract> & { readonly owner?: Address } = {}): StubContract => ({
  answers: [
    { view: 'function getEscapeHatchStatus() view returns (bool, uint256)', value: [false, 7n] },
    { view: 'function escapeBlockLowerBound() view returns (uint256)', value: 2160n },
    { view: 'function verifier() view returns (address)', value: verifier },
    { view: 'function paused() view returns (bool)', value: false },
    ...(more.owner === undefined ? [] : [{ view: 'function owner() view returns (address)', value: more.owner }]),
    ...(more.answers ?? []),
  ],
  silent: ['function rollupProviders(address) view returns (bool)', ...(more.silent ?? [])],
  ...(more.grants && { grants: more.grants }),
});
const judge: StubContract = { answers: [], silent: ['function verify(bytes, uint256)'] };

async function assess(of: StubContract, others: Stubs = { [verifier]: judge }) {
  const reader = stubReader({ [rollup]: of, ...others });
  const resolver = createResolver(reader, () => undefined);
  const chain = entry({ stack: 'aztec', contracts: { RollupProcessor: rollup } });
  return aztec.assess({ chain, reader, readerOf: () => undefined, resolver });
}

describe('a rollup built like it', () => {
  it('with an owner can be given another verifier', async () => {
    const { powers } = await assess(processor({ owner: ann, silent: [setVerifier] }));
    expect(powers).toMatchObject([
      { id: 'replace-verifier', breaks: ['valid'], authority: { kind: 'body', id: `1:${ann}` } },
    ]);
    expect((await assess(processor({ owner: zeroAddress, silent: [setVerifier] }))).powers).toEqual([]);
  });

  it('with roles can be paused by those who hold the role for emergencies', async () => {
    const role = keccak256(toBytes('EMERGENCY_ROLE'));
    const hasRole = 'function hasRole(bytes32, address) view returns (bool)';
    const { powers } = await assess(
      processor({
        answers: [
          { view: 'function EMERGENCY_ROLE() view returns (bytes32)', value: role },
          { view: 'function getRoleAdmin(bytes32) view returns (bytes32)', value: role },
          { view: hasRole, args: [role, ann], value: true },
          { view: hasRole, value: false },
        ],
        grants: [{ role, account: ann }],
        silent: ['function pause()'],
      }),
    );
    expect(powers).toMatchObject([{ id: 'pause-rollup', breaks: ['uncensored'], lasts: 'unbounded' }]);
    expect(JSON.stringify(powers[0]?.authority)).toContain(ann);
  });

  it('with a verifier that is not recognised may accept anything', async () => {
    const { facts, powers } = await assess(processor({ owner: zeroAddress }), {});
    expect(facts['proof.enforced']?.status).toBe('unknown');
    expect(powers).toMatchObject([{ id: 'unknown-verifier', authority: { kind: 'unresolved' } }]);
  });

  it('without a hatch lets nobody out alone', async () => {
    const { facts, exit } = await assess({ ...processor(), answers: processor().answers.slice(2) });
    expect(facts['exit.mechanism']).toMatchObject({ value: 'none' });
    expect(exit.possible).toMatchObject({ status: 'known', value: false });
  });
});

describe('without one of the reads of zk.money', () => {
  it('each fact stays what it was or becomes unknown, and whoever is not known may change it', async () => {
    const { changed, open, hidden } = await losses('aztec', aztec, recordedReads('aztec'));
    expect(changed).toEqual([]);
    expect(hidden).toEqual([]);
    for (const name of ['proof.kind', 'proof.enforced', 'data.location', 'inclusion.seconds', 'exit.mechanism']) {
      expect([...open]).toContain(name);
    }
    const owner = `1/call/${recorded.toLowerCase()}/0x8da5cb5b`;
    const found = await assessRecorded('aztec', aztec, { lost: owner });
    expect(found.frontier('replace-verifier')).toMatchObject([{ delaySeconds: 0, size: 1 }]);
  });
});

describe('recognising', () => {
  it('finds the rollup from itself and from its fee distributor', async () => {
    const fees = { answers: [{ view: 'function rollupProcessor() view returns (address)', value: rollup }] };
    const reader = stubReader({ [rollup]: processor(), [verifier]: judge, [distributor]: fees });
    for (const address of [rollup, distributor]) {
      const found = await aztec.recognise(reader, address);
      expect(found).toMatchObject({ value: { contracts: { RollupProcessor: rollup }, chainId: null } });
    }
    expect(await aztec.recognise(readerOfRecording('aztec'), recorded)).toMatchObject({
      value: { contracts: { RollupProcessor: recorded } },
    });
  });

  it('takes nothing else for one', async () => {
    const reader = stubReader({ [rollup]: processor(), [verifier]: judge });
    for (const address of [verifier, ann]) {
      expect(await aztec.recognise(reader, address)).toMatchObject({ status: 'known', value: null });
    }
  });
});
