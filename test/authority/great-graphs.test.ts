import { numberToHex } from 'viem';
import { describe, expect, test } from 'vitest';
import { createResolver } from '../../src/authority/create-resolver.ts';
import { blocking, corruption } from '../../src/authority/solver/solve.ts';
import { bodyId } from '../../src/model/authority.ts';
import type { StubContract } from './stub-reader.ts';
import { stubReader } from './stub-reader.ts';
import { someone, type Stubs } from './stub-resolved.ts';

/** So many contracts a hostile chain may put behind one power. */
const many = 10_000;

function ownedBy(owner: number): StubContract {
  return { answers: [{ view: 'function owner() view returns (address)', value: someone(owner) }] };
}

/** A multisig wallet whose owners are these. */
function walletOf(owners: readonly number[], required: number): StubContract {
  return {
    answers: [
      { view: 'function getOwners() view returns (address[])', value: owners.map(someone) },
      { view: 'function required() view returns (uint256)', value: BigInt(required) },
      { view: 'function transactionCount() view returns (uint256)', value: 0n },
      { view: 'function MAX_OWNER_COUNT() view returns (uint256)', value: 50n },
    ],
    silent: [
      'function submitTransaction(address,uint256,bytes)',
      'function confirmTransaction(uint256)',
      'function changeRequirement(uint256)',
      'function replaceOwner(address,address)',
    ],
  };
}

async function solved(contracts: readonly StubContract[]) {
  const stubs: Stubs = Object.fromEntries(contracts.map((one, at) => [someone(at), one]));
  const resolver = createResolver(stubReader(stubs), () => undefined);
  const authority = resolver.resolve(someone(0));
  const bodies = await resolver.settle();
  const problem = { authority, bodies, unresolved: 'hostile', provableBug: 'aside' } as const;
  return { bodies, frontier: corruption(problem), refusal: blocking(problem, Infinity) };
}

describe(`an owner graph of ${many} contracts`, { timeout: 120_000 }, () => {
  test('in a line leads to the key at its end', async () => {
    const { bodies, frontier } = await solved(Array.from({ length: many }, (_, at) => ownedBy(at + 1)));
    expect(bodies.size).toBe(many + 1);
    expect(frontier).toMatchObject([{ delaySeconds: 0, size: 1, keys: [bodyId(1, someone(many))], exact: true }]);
  });

  test('in a circle is nobody', async () => {
    const { bodies, frontier, refusal } = await solved(
      Array.from({ length: many }, (_, at) => ownedBy((at + 1) % many)),
    );
    expect(bodies.size).toBe(many);
    expect(frontier).toEqual([]);
    expect(refusal).toMatchObject({ size: 0 });
  });

  test('that all belong to one wallet with many owners is counted whole', async () => {
    const owners = Array.from({ length: many }, (_, at) => at + 1);
    // Seven keys own 1,428 or 1,429 of the owners each: two are not enough for 3,000 signatures, three are.
    const wallet = walletOf(owners, 3000);
    const { frontier } = await solved([wallet, ...owners.map((at) => ownedBy(many + 1 + (at % 7)))]);
    expect(frontier).toMatchObject([{ size: 3 }]);
  });
});

test('an address of a test is no other test’s', () => {
  expect(someone(many)).not.toBe(someone(0));
  expect(numberToHex(0xa000 + many, { size: 20 }).toLowerCase()).toBe(someone(many).toLowerCase());
});
