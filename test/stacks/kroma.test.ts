import { type Address, getAddress } from 'viem';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { auditChain } from '../../src/audit/index.ts';
import { recogniseAddress } from '../../src/cli/recognition.ts';
import { openLiveReader } from '../../src/evidence/live.ts';
import { kroma as stack } from '../../src/stacks/kroma/index.ts';
import { auditDay, shippedPolicy } from '../audit/recorded-audits.ts';
import { accounts, type Anvil, snapshot, startAnvil, warp } from '../devnet/anvil.ts';
import { as, send } from '../devnet/contract.ts';
import { deployKroma, type Kroma, type KromaPeople, kromaSettings, submitOutput } from '../devnet/kroma.ts';
import { type Answer, assessOn, claim, entry, unreadable } from './assessed.ts';
import { lossesOn } from './facts-without.ts';

const [, ann, ben, cleo, guardian, trusted, operator, user] = accounts;
const { bond, finalization, creation, bisection, proving, segments, round } = kromaSettings;
const people: KromaPeople = { members: [ann, ben, cleo], threshold: 2, guardian, trusted, operator };

let node: Anvil;
let kroma: Kroma;
let restore: () => Promise<void>;
beforeAll(async () => {
  node = await startAnvil();
  kroma = await deployKroma(node, people);
});
beforeEach(async () => {
  restore = await snapshot(node);
});
afterEach(() => restore());
afterAll(() => node.stop());

const chainOf = ({ portal, bridge, nftBridge }: Kroma = kroma) =>
  entry({
    stack: 'kroma',
    contracts: { KromaPortal: portal.address, L1StandardBridge: bridge.address, L1ERC721Bridge: nftBridge.address },
  });
const assess = (...answers: Answer[]) => assessOn(node, stack, chainOf(), answers);
const assessAnother = async (settings: Partial<KromaPeople>) =>
  assessOn(node, stack, chainOf(await deployKroma(node, { ...people, ...settings })));
const keys = (...of: readonly string[]) => of.map((one) => `${node.chainId}:${one}`);

/** The pool chooses a validator, once an output of the trusted one is final. */
async function openPool(): Promise<void> {
  for (const one of [trusted, user]) await send(as(kroma.pool, one, bond * 2n), 'deposit');
  await submitOutput(kroma, trusted);
  await warp(node, finalization + 1);
  await send(as(kroma.pool, user), 'unbond');
  await warp(node, round * 10);
}

describe('Kroma’s own contracts', () => {
  it('have outputs challenged by anybody, in a game that a proof ends', async () => {
    const found = await assess();
    expect(found.fact('proof.kind')).toBe('optimistic-validity');
    expect(found.fact('proof.variant')).toBe('INT-ZK');
    expect(found.fact('proof.enforced')).toBe(true);
    expect(found.fact('proof.challenge.permissionless')).toBe(true);
    expect(found.fact('proof.challenge.seconds')).toBe(creation);
    expect(found.fact('inclusion.mechanism')).toBe('self-sequence');
    expect(found.fact('pause.active')).toBe(false);
    expect(found.powers.map(({ id }) => id)).not.toContain('judge-states');
  });

  it('let their council put any state in the place of one that is nearly final', async () => {
    const found = await assess();
    expect(found.fact('proof.keyless')).toBe(false);
    for (const id of ['replace-output', 'delete-outputs']) {
      expect(found.frontier(id)).toMatchObject([{ delaySeconds: 0, size: 2 }]);
    }
    expect(found.power('replace-output').breaks).toContain('valid');
  });

  it('are upgraded by a vote of the same members at once, whatever the delay of the timelock', async () => {
    // 70 % of three votes are two.
    const found = await assess();
    expect(found.frontier('upgrade-kroma-portal')).toMatchObject([{ delaySeconds: 0, size: 2 }]);
    expect(found.frontier('pause-withdrawals')).toMatchObject([{ delaySeconds: 0, size: 1, keys: keys(guardian) }]);
    expect(found.frontier('throttle-deposits')).toMatchObject([{ keys: keys(operator) }]);
  });

  it('have only a trusted validator for certain until the pool has chosen one', async () => {
    const before = await assess();
    expect(before.fact('proof.proposer.permissionless')).toMatch(/^\? the trusted validator has the next turn/);
    expect(before.fact('exit.alone')).toMatch(/^\? /);
    expect(before.frontier('withhold-outputs')).toMatchObject([{ size: 1, keys: keys(trusted) }]);
    await openPool();
    const after = await assess();
    expect(after.fact('proof.proposer.permissionless')).toBe(true);
    expect(after.fact('exit.alone')).toBe(true);
    expect(after.fact('exit.mechanism')).toBe('self-propose');
    expect(after.powers.map(({ id }) => id)).not.toContain('withhold-outputs');
  });

  it('make a withdrawal wait for an output, for the round of another validator, and for challenges', async () => {
    expect((await assess()).exit.finish).toMatchObject([
      { name: 'next output', seconds: { value: 3600 } },
      { name: 'round', seconds: { value: round } },
      { name: 'challenge', seconds: { value: finalization } },
    ]);
  });

  it('say that withdrawals are paused', async () => {
    await send(as(kroma.portal, guardian), 'pause');
    expect((await assess()).fact('pause.active')).toBe(true);
  });

  it('are somebody’s word about data', async () => {
    expect((await assess()).fact('data.location')).toMatch(/^\? /);
    const chain = { ...chainOf(), claims: { 'data.location': claim('ethereum') } };
    const vouched = await assessOn(node, stack, chain);
    expect(vouched.fact('data.location')).toBe('ethereum');
    expect(vouched.powers.map(({ id }) => id)).not.toContain('withhold-data');
  });
});

describe('another deployment', () => {
  const longest = segments.length * bisection + proving;

  it('in which a challenge may take too long to end has less time for one to begin', async () => {
    const found = await assessAnother({ settings: { creation: finalization } });
    expect(found.fact('proof.challenge.seconds')).toBe(finalization - longest);
  });

  it('in which no challenge ends in time proves nothing', async () => {
    const found = await assessAnother({ settings: { finalization: longest } });
    expect(found.fact('proof.challenge.seconds')).toBe(0);
    expect(found.fact('proof.enforced')).toBe(false);
  });

  it('whose guardian is the council takes as many to pause', async () => {
    const { council } = kroma;
    const found = await assessAnother({ guardian: council.address });
    expect(found.frontier('pause-withdrawals')).toMatchObject([{ delaySeconds: 0, size: 2 }]);
  });

  it('whose members’ votes somebody issues belongs to that one', async () => {
    await send(as(kroma.token, kroma.timelock.address), 'transferOwnership', user);
    const found = await assess();
    expect(found.frontier('upgrade-kroma-portal')).toMatchObject([{ delaySeconds: 0, size: 1, keys: keys(user) }]);
  });

  it.each(['verifier', 'trie', 'pool', 'colosseum', 'oracle'] as const)(
    'with a contract of another kind as its %s is of no known kind',
    async (role) => {
      const found = await assessAnother({ named: { [role]: kroma.proxyAdmin.address } });
      for (const name of ['proof.kind', 'proof.enforced', 'proof.challenge.permissionless', 'exit.alone']) {
        expect(found.fact(name)).toMatch(/^\? /);
      }
      expect(found.power('judge-states').authority.kind).toBe('unresolved');
    },
  );

  it.each(['colosseum', 'pool', 'oracle'] as const)('whose %s is another chain’s is of no known kind', async (role) => {
    const found = await assessAnother({ named: { [role]: kroma[role].address } });
    expect(found.fact('proof.enforced')).toMatch(/^\? .*is expected/);
  });

  it('of a later version, with managers in place of the pool, is of no known kind', async () => {
    const view = 'function VALIDATOR_MANAGER() view returns (address)';
    const found = await assess({ of: kroma.oracle.address, view, value: user });
    expect(found.fact('proof.enforced')).toMatch(/^\? the L2OutputOracle .* not recognised/);
  });

  it.each([
    ['function nextValidator() view returns (address)', 'pool', 'exit.alone'],
    ['function SUBMISSION_INTERVAL() view returns (uint256)', 'oracle', 'proof.enforced'],
    ['function FINALIZATION_PERIOD_SECONDS() view returns (uint256)', 'oracle', 'proof.challenge.seconds'],
    ['function getSegmentsLength(uint8) view returns (uint256)', 'colosseum', 'proof.enforced'],
  ] as const)('whose %s is not answered is not known to be as good', async (view, role, fact) => {
    await openPool();
    expect(String((await assess()).fact(fact))).not.toMatch(/^\? /);
    expect((await assess({ of: kroma[role].address, view, value: unreadable })).fact(fact)).toMatch(/^\? /);
  });
});

describe('the verdict', () => {
  it.each([
    ['full-faith', 'multisig-mediated'],
    ['l2beat-2025', 'stage-0'],
  ])('by %s is at most %s, where the data are vouched for', async (id, level) => {
    await openPool();
    const claims = {
      'data.location': claim('ethereum'),
      'data.content': claim('transactions'),
      'data.network': claim('none'),
      'sequencing.window.blocks': claim(3600),
      'node.source': claim(true),
      'proof.source.published': claim(true),
    };
    const reader = await openLiveReader({ url: node.url, block: 'latest' });
    const policy = await shippedPolicy(id);
    const chain = { ...chainOf(), claims };
    const { credit } = await auditChain({ chain, policy, now: auditDay, readerOf: () => reader });
    expect(credit).toMatchObject({ best: level });
  });
});

describe('without one of the reads', () => {
  it(
    'each fact stays what it was or becomes unknown, and whoever is not known may have each power',
    { timeout: 120_000 },
    async () => {
      await openPool();
      const { changed, open, hidden } = await lossesOn(node, stack, chainOf());
      expect(changed).toEqual([]);
      expect(hidden).toEqual([]);
      for (const name of ['proof.kind', 'proof.enforced', 'proof.challenge.seconds', 'exit.alone', 'pause.active']) {
        expect([...open]).toContain(name);
      }
    },
  );
});

describe('recognising', () => {
  const recognise = async (address: Address) =>
    recogniseAddress(await openLiveReader({ url: node.url, block: 'latest' }), address);

  it.each(['portal', 'oracle', 'colosseum', 'pool', 'council', 'messenger'] as const)(
    'finds the portal from the %s, and no other stack does',
    async (role) => {
      const { stack: of, recognition } = await recognise(kroma[role].address);
      expect(of.id).toBe('kroma');
      expect(recognition.contracts).toEqual({ KromaPortal: kroma.portal.address });
      expect(recognition.seen.join()).toContain('needs an L1StandardBridge');
    },
  );

  it('finds the bridges from themselves', async () => {
    const KromaPortal = kroma.portal.address;
    const [bridge, nftBridge] = [kroma.bridge.address, kroma.nftBridge.address];
    expect((await recognise(bridge)).recognition.contracts).toEqual({ KromaPortal, L1StandardBridge: bridge });
    expect((await recognise(nftBridge)).recognition.contracts).toEqual({ KromaPortal, L1ERC721Bridge: nftBridge });
  });

  it('says that a SystemConfig names no portal, and takes nothing else for one', async () => {
    await expect(recognise(kroma.systemConfig.address)).rejects.toThrow('Kroma’s SystemConfig, and names no portal');
    await expect(recognise(getAddress(kroma.timelock.address))).rejects.toThrow('No stack knows');
  });
});
