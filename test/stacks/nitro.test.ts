import { hexToBigInt, keccak256, numberToHex, pad, type Hex } from 'viem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLiveReader } from '../../src/evidence/live.ts';
import { nitro } from '../../src/stacks/nitro/index.ts';
import { accounts, type Anvil, snapshot, startAnvil, warp } from '../devnet/anvil.ts';
import { as, send } from '../devnet/contract.ts';
import { keysetHash, postCertificate, serialisedKeyset } from '../devnet/nitro-committee.ts';
import { nitroVersions } from '../devnet/nitro-creator.ts';
import { depositEther, postBatch } from '../devnet/nitro-inbox.ts';
import { deployNitro, govern, type Nitro } from '../devnet/nitro.ts';
import { deployTimelock } from '../devnet/openzeppelin.ts';
import { deploySafe } from '../devnet/safe.ts';
import { type Answer, assessOn, entry } from './assessed.ts';

const [ann, ben, cleo] = accounts;
const owner = accounts[9];
const blockSeconds = 12;
const confirmPeriodBlocks = 45_818n;
const confirmSeconds = Number(confirmPeriodBlocks) * blockSeconds;
const day = 86_400;

const chainOf = ({ bridge }: Nitro) =>
  entry({ stack: 'nitro', chainId: 42_161, contracts: { Bridge: bridge.address } });

let node: Anvil;
const key = (address: string) => `${node.chainId}:${address}`;
const assess = (rollup: Nitro, ...answers: Answer[]) => assessOn(node, nitro, chainOf(rollup), answers);

beforeAll(async () => {
  node = await startAnvil();
});
afterAll(() => node.stop());

describe.each(nitroVersions)('a rollup of Nitro %s', (version) => {
  let rollup: Nitro;
  let restore: () => Promise<void>;
  beforeAll(async () => {
    rollup = await deployNitro(node, { version });
    await depositEther(rollup, ann, 1n);
    await postBatch(rollup);
  });
  const changed = async (change: () => Promise<unknown>, check: () => Promise<unknown>) => {
    restore = await snapshot(node);
    try {
      await change();
      await check();
    } finally {
      await restore();
    }
  };

  it('is proved by an interactive game that its two validators may play', async () => {
    const found = await assess(rollup);
    expect(found.fact('proof.kind')).toBe('fraud');
    expect(found.fact('proof.variant')).toBe('INT');
    expect(found.fact('proof.enforced')).toBe(true);
    expect(found.fact('proof.challenge.permissionless')).toBe(false);
    expect(found.fact('proof.challengers')).toBe(2);
    expect(found.fact('proof.challenge.seconds')).toBe(confirmSeconds);
    const [coalition] = found.frontier('assert-state');
    expect(coalition).toMatchObject({ delaySeconds: confirmSeconds, size: 1, alternatives: 2 });
    expect(rollup.validators.map(key)).toContain(coalition?.keys[0]);
  });

  it('can be changed at once by the executor of its UpgradeExecutor, in every part', async () => {
    const found = await assess(rollup);
    const upgrades = [
      'upgrade-rollup-proxy',
      'upgrade-bridge',
      'administer-rollup',
      'close-inbox',
      'postpone-inclusion',
    ];
    for (const id of upgrades) {
      expect(found.frontier(id)).toMatchObject([{ delaySeconds: 0, size: 1, keys: [key(owner)] }]);
    }
    expect(found.power('administer-rollup').selectors.length).toBeGreaterThan(8);
    expect(found.contracts.map(({ role }) => role)).toEqual(
      expect.arrayContaining(['RollupProxy', 'Bridge', 'SequencerInbox', 'Inbox', 'ChallengeManager', 'Outbox']),
    );
  });

  it('lets a user in after the longer of its two delays, and out without help', async () => {
    const found = await assess(rollup);
    expect(found.fact('inclusion.mechanism')).toBe('self-sequence');
    expect(found.fact('inclusion.enabled')).toBe(true);
    expect(found.fact('inclusion.filterable')).toBe(false);
    expect(found.fact('inclusion.seconds')).toBe(7200 * blockSeconds);
    expect(found.fact('exit.alone')).toBe(true);
    expect(found.exit.start).toMatchObject([
      { name: 'inclusion', seconds: { value: 7200 * blockSeconds } },
      { name: 'challenge', seconds: { value: confirmSeconds } },
    ]);
    const silence = version === '3.2.0' ? 201_600 * blockSeconds : 2 * confirmSeconds;
    expect(found.exit.finish).toContainEqual(
      expect.objectContaining({ name: 'proposal', seconds: expect.objectContaining({ value: silence }) }),
    );
  });

  it('has its data on Ethereum when its last batch says so, and nobody who could withhold them', async () => {
    const found = await assess(rollup);
    expect(found.fact('data.location')).toBe('ethereum');
    expect(found.fact('data.attested')).toBe(true);
    expect(found.fact('data.committee.members')).toBe(0);
    expect(found.powers.map(({ id }) => id)).not.toContain('withhold-data');
  });

  it('open to all needs no validators, and waits for none', async () => {
    await changed(
      () => govern(rollup, rollup.rollupAdmin, 'setValidatorWhitelistDisabled', true),
      async () => {
        const found = await assess(rollup);
        expect(found.fact('proof.challenge.permissionless')).toBe(true);
        expect(found.fact('proof.proposer.permissionless')).toBe(true);
        expect(found.powers.map(({ id }) => id)).not.toContain('assert-state');
        expect(found.exit.finish).toContainEqual(
          expect.objectContaining({ name: 'proposal', seconds: expect.objectContaining({ value: 0 }) }),
        );
      },
    );
  });

  it('whose stake nobody can pay is open in name only', async () => {
    const view = 'function baseStake() view returns (uint256)';
    const open = {
      of: rollup.rollup.address,
      view: 'function validatorWhitelistDisabled() view returns (bool)',
      value: true,
    };
    const found = await assess(rollup, open, { of: rollup.rollup.address, view, value: 10n ** 23n });
    expect(found.fact('proof.proposer.permissionless')).toBe(false);
  });

  it('counts a validator whom the owner listed later, and not one who was taken off', async () => {
    await changed(
      () => govern(rollup, rollup.rollupAdmin, 'setValidator', [cleo, rollup.validators[0]], [true, false]),
      async () => {
        const found = await assess(rollup);
        expect(found.fact('proof.challengers')).toBe(2);
        expect(JSON.stringify(found.power('assert-state').authority)).toContain(cleo);
        expect(JSON.stringify(found.power('assert-state').authority)).not.toContain(rollup.validators[0]);
      },
    );
  });

  it('with an allow-list on its inbox keeps single users out', async () => {
    await changed(
      () => govern(rollup, rollup.inbox, 'setAllowListEnabled', true),
      async () => {
        const found = await assess(rollup);
        expect(found.fact('inclusion.filterable')).toBe(true);
        expect(found.fact('exit.alone')).toBe(false);
        expect(found.fact('exit.mechanism')).toBe('none');
      },
    );
  });

  it('whose inbox is paused takes no forced transactions', async () => {
    await changed(
      () => govern(rollup, rollup.inbox, 'pause'),
      async () => {
        const found = await assess(rollup);
        expect(found.fact('inclusion.mechanism')).toBe('self-sequence');
        expect(found.fact('inclusion.enabled')).toBe(false);
        expect(found.fact('exit.alone')).toBe(false);
      },
    );
  });

  it('whose inbox the bridge no longer hears takes no forced transactions', async () => {
    await changed(
      () => govern(rollup, rollup.rollupAdmin, 'setDelayedInbox', rollup.inbox.address, false),
      async () => expect((await assess(rollup)).fact('inclusion.enabled')).toBe(false),
    );
  });

  it('that is paused says so', async () => {
    await changed(
      () => govern(rollup, rollup.rollupAdmin, 'pause'),
      async () => expect((await assess(rollup)).fact('pause.active')).toBe(true),
    );
  });

  it('with a data committee in force can lose its data to the poster and a quorum', async () => {
    const keyset = serialisedKeyset(['a1', 'a2', 'a3', 'a4'], 2);
    await changed(
      async () => {
        await govern(rollup, rollup.sequencerInbox, 'setValidKeyset', keyset);
        const before = await assess(rollup);
        expect(before.fact('data.location')).toBe('ethereum');
        await postCertificate(rollup, keyset);
      },
      async () => {
        const found = await assess(rollup);
        expect(found.fact('data.location')).toBe('committee');
        expect(found.fact('data.attested')).toBe(true);
        expect(found.fact('data.committee.members')).toBe(4);
        expect(found.fact('data.committee.threshold')).toBe(3);
        const [coalition] = found.frontier('withhold-data');
        expect(coalition).toMatchObject({ delaySeconds: 0, size: 4 });
        expect(coalition?.keys).toContain(key(rollup.batchPoster));
      },
    );
  });

  it('forgets a committee that is no longer valid, and judges by the weakest one', async () => {
    const [strong, weak] = [serialisedKeyset(['b1', 'b2', 'b3'], 1), serialisedKeyset(['b1', 'b2', 'b3', 'b4'], 4)];
    await changed(
      async () => {
        await govern(rollup, rollup.sequencerInbox, 'setValidKeyset', strong);
        await govern(rollup, rollup.sequencerInbox, 'setValidKeyset', weak);
        expect((await assess(rollup)).fact('data.committee.threshold')).toBe(1);
        await govern(rollup, rollup.sequencerInbox, 'invalidateKeysetHash', keysetHash(weak));
      },
      async () => {
        const found = await assess(rollup);
        expect(found.fact('data.committee.members')).toBe(3);
        expect(found.fact('data.committee.threshold')).toBe(3);
      },
    );
  });

  it('without its own side read does not say who owns it', async () => {
    expect((await assess(rollup)).power('own-chain').authority).toMatchObject({ kind: 'unresolved' });
  });

  it('of another chain proves nothing about this one', async () => {
    const other = entry({ stack: 'nitro', chainId: 7, contracts: { RollupProxy: rollup.rollup.address } });
    const found = await assessOn(node, nitro, other);
    expect(found.fact('proof.enforced')).toMatch(/rollup of chain 42161, not of chain 7/);
  });

  it('is recognised from every one of its contracts', async () => {
    const reader = await openLiveReader({ url: node.url, block: 'latest' });
    const { bridge, inbox, sequencerInbox, outbox, challengeManager } = rollup;
    for (const contract of [rollup.rollup, bridge, inbox, sequencerInbox, outbox, challengeManager]) {
      const seen = await nitro.recognise(reader, contract.address);
      expect(seen).toMatchObject({
        status: 'known',
        value: { contracts: { Bridge: bridge.address }, chainId: 42_161 },
      });
    }
    const other = await nitro.recognise(reader, rollup.upgradeExecutor.address);
    expect(other).toMatchObject({ status: 'known', value: null });
  });
});

it.each(['3.2.0', '2.1.3'] as const)('with a fast confirmer Nitro %s rests on its key', async (version) => {
  const rollup = await deployNitro(node, { version, fastConfirmer: cleo, open: true });
  const found = await assess(rollup);
  expect(found.frontier('fast-confirm')).toMatchObject([{ delaySeconds: 0, size: 1, keys: [key(cleo)] }]);
  expect(found.fact('proof.challenge.permissionless')).toBe(false);
  expect(found.fact('proof.challengers')).toBe(0);
  expect(found.fact('proof.challenge.seconds')).toBe(0);
});

it('knows the set of fast confirmers of code after 3.2.0 (a stand-in: its storage in 3.2.0)', async () => {
  const rollup = await deployNitro(node, { open: true });
  const { address } = rollup.rollup;
  const set = numberToHex(125, { size: 32 });
  const store = (index: Hex, value: Hex) => node.client.setStorageAt({ address, index, value: pad(value) });
  await store(set, '0x02');
  for (const [at, member] of [ben, cleo].entries()) {
    await store(numberToHex(hexToBigInt(keccak256(set)) + BigInt(at), { size: 32 }), member);
  }
  await node.client.mine({ blocks: 1 });
  const found = await assess(rollup);
  expect(found.frontier('fast-confirm')).toMatchObject([{ delaySeconds: 0, size: 1, alternatives: 2 }]);
  await store(set, numberToHex(10n ** 18n));
  await node.client.mine({ blocks: 1 });
  const strange = await assess(rollup);
  expect(strange.fact('proof.challenge.permissionless')).toMatch(/^\? .*no list of fast confirmers/);
  expect(strange.frontier('fast-confirm')).toMatchObject([{ delaySeconds: 0, size: 1 }]);
});

it('whose list of validators nothing ever opens leaves users to them', async () => {
  const rollup = await deployNitro(node);
  await govern(rollup, rollup.rollupAdmin, 'setValidatorAfkBlocks', 0n);
  await warp(node, 60);
  await expect(send(as(rollup.rollup, ann), 'removeWhitelistAfterValidatorAfk')).rejects.toThrow('VALIDATOR_NOT_AFK');
  const found = await assess(rollup);
  expect(found.fact('exit.alone')).toBe(false);
  expect(found.frontier('withhold-assertions')).toMatchObject([{ delaySeconds: 0, size: 2 }]);
});

it('behind a timelock and a Safe needs both, and the delay', async () => {
  const safe = await deploySafe(node, { owners: [ann, ben, cleo], threshold: 2 });
  const timelock = await deployTimelock(node, { minDelaySeconds: 3 * day, proposers: [safe.address] });
  const rollup = await deployNitro(node, { owner: timelock.address });
  const found = await assess(rollup);
  expect(found.frontier('upgrade-bridge')).toMatchObject([{ delaySeconds: 3 * day, size: 2 }]);
});

it('on another chain than Ethereum says so', async () => {
  const rollup = await deployNitro(node);
  const found = await assessOn(node, nitro, { ...chainOf(rollup), host: 'another' });
  expect(found.fact('host.is.ethereum')).toBe(false);
});
