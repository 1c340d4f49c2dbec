import { zeroAddress } from 'viem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditChain } from '../../src/audit/index.ts';
import { openLiveReader } from '../../src/evidence/live.ts';
import { aztecRollup as stack } from '../../src/stacks/aztec-rollup/index.ts';
import { auditDay, shippedPolicy } from '../audit/recorded-audits.ts';
import { accounts, type Anvil, snapshot, startAnvil } from '../devnet/anvil.ts';
import {
  aztecArtifact,
  type AztecRollup,
  byGovernance,
  deployAztecRollup,
  deployNextRollup,
  madeByRollup,
  slashingVetoer,
} from '../devnet/aztec-rollup.ts';
import { type Contract, deploy, readAddress, send } from '../devnet/contract.ts';
import { type Answer, assessOn, claim, entry, missing, unreadable } from './assessed.ts';
import { lossesOn } from './facts-without.ts';

const [, ann] = accounts;
const thirtyDays = 30 * 86_400;

let node: Anvil;
let aztec: AztecRollup;
beforeAll(async () => {
  node = await startAnvil();
  aztec = await deployAztecRollup(node);
});
afterAll(() => node.stop());

const chainOf = (rollup: Contract = aztec.rollup) =>
  entry({ stack: 'aztec-rollup', contracts: { Rollup: rollup.address } });
const assess = (...answers: Answer[]) => assessOn(node, stack, chainOf(), answers);
const byVote = (contract: Contract, name: string, ...args: unknown[]) =>
  send(byGovernance(contract, aztec.governance), name, ...args);
const id = (address: string) => `${node.chainId}:${address}`;

/** Runs it, and undoes what it did. */
async function undone(run: () => Promise<void>): Promise<void> {
  const restore = await snapshot(node);
  try {
    await run();
  } finally {
    await restore();
  }
}

describe('Aztec’s own contracts', () => {
  it('are proved, with their data in blobs, and let nobody out alone', async () => {
    const found = await assess();
    expect(found.fact('proof.kind')).toBe('validity');
    expect(found.fact('proof.enforced')).toBe(true);
    expect(found.fact('proof.proposer.permissionless')).toBe(false);
    expect(found.fact('data.location')).toBe('ethereum');
    expect(found.fact('data.content')).toBe('state-diffs');
    expect(found.fact('exit.alone')).toBe(false);
    expect(found.fact('exit.mechanism')).toBe('validators');
    expect(found.fact('pause.active')).toBe(false);
    expect(found.notes.join()).not.toContain('Another rollup');
  });

  it('have a hatch for whom the lot falls on, which assures nobody a place', async () => {
    const found = await assess();
    expect(found.contracts).toContainEqual({ role: 'EscapeHatch', address: aztec.escapeHatch.address });
    expect(found.fact('inclusion.mechanism')).toBe('none');
    expect(found.fact('inclusion.enabled')).toBe(false);
  });

  it.each([
    'refuse-proofs',
    'replace-escape-hatch',
    'expel-validators',
    'price-out',
    'move-validators',
    'close-staking',
    'name-successor',
  ])('leave it to a vote, and thirty days, to %s', async (name) => {
    const found = await assess();
    const vote = { delaySeconds: thirtyDays, size: 0, electorates: [id(aztec.governance.address)] };
    expect(found.frontier(name)).toMatchObject([vote]);
  });

  it('have nothing that can replace the verifier, the Outbox or the code of what holds funds', async () => {
    const { powers } = await assess();
    const faking = powers.filter(({ breaks }) => breaks.includes('valid') || breaks.includes('untouched'));
    // The Rollup runs code of libraries, and which ones is not seen.
    expect(faking.map((one) => one.id)).toEqual(['upgrade-rollup']);
  });

  it('are in the hands of validators, whoever they are: they may leave out, let lapse and slash', async () => {
    const found = await assess();
    const validators = { kind: 'unresolved', id: id(aztec.rollup.address) };
    expect(found.power('withhold-checkpoints')).toMatchObject({
      authority: validators,
      breaks: ['uncensored', 'unreverted'],
    });
    expect(found.power('slash-validators').authority).toMatchObject({
      kind: 'any',
      of: [{ kind: 'body' }, validators],
    });
    expect(found.power('slash-validators').vetoes).toMatchObject([{ kind: 'body', id: id(slashingVetoer) }]);
  });
});

describe('in another world', () => {
  it('is proved by nobody knows what where the verifier accepts everything', async () => {
    const mock = await deployNextRollup({ ...aztec, verifier: await deploy(node, aztecArtifact('MockVerifier')) });
    const found = await assessOn(node, stack, chainOf(mock));
    expect(found.fact('proof.kind')).toMatch(/^\? the verifier at .* not recognised/);
    expect(found.fact('proof.enforced')).toMatch(/^\? /);
    expect(found.power('unknown-verifier').breaks).toContain('valid');
  });

  it.each(['getInbox', 'getOutbox', 'getFeeAssetPortal'])(
    'does not find the verifier where %s names another than the storage around it',
    async (name) => {
      const view = `function ${name}() view returns (address)`;
      const found = await assess({ of: aztec.rollup.address, view, value: aztec.verifier.address });
      expect(found.fact('proof.enforced')).toMatch(/not laid out as it is known/);
    },
  );

  it('has no data on Ethereum where the Rollup does not look at the blobs', async () => {
    const view = 'function checkBlob() view returns (bool)';
    const found = await assess({ of: aztec.rollup.address, view, value: false });
    expect(found.fact('data.location')).toBe('none');
    expect(found.fact('data.attested')).toBe(false);
    const unread = await assess({ of: aztec.rollup.address, view, value: unreadable });
    expect(unread.fact('data.location')).toMatch(/^\? /);
  });

  it('is shut while no transactions are allowed', async () => {
    const early = await deployNextRollup(aztec, { manaTarget: 0n });
    expect((await assessOn(node, stack, chainOf(early))).fact('pause.active')).toBe(true);
  });

  it('is at anybody’s mercy without a committee: anybody proposes what cannot be proved', async () => {
    const open = await deployNextRollup(aztec, { committee: 0n });
    const found = await assessOn(node, stack, chainOf(open));
    expect(found.fact('proof.proposer.permissionless')).toBe(true);
    expect(found.power('withhold-checkpoints').authority).toEqual({ kind: 'anyone' });
    expect(found.fact('exit.alone')).toBe(false);
    expect(found.fact('inclusion.seconds')).toBeGreaterThan(1000 * 365 * 86_400);
  });

  it('knows nothing of a hatch of another kind, or of another Rollup’s', () =>
    undone(async () => {
      await byVote(aztec.rollup, 'updateEscapeHatch', aztec.coinIssuer.address);
      const odd = (await assess()).power('unknown-escape-hatch').authority;
      expect(odd).toMatchObject({ kind: 'unresolved', reason: expect.stringContaining('no EscapeHatch of a kind') });
      const next = await deployNextRollup(aztec);
      await byVote(next, 'updateEscapeHatch', aztec.escapeHatch.address);
      const other = (await assessOn(node, stack, chainOf(next))).power('unknown-escape-hatch').authority;
      expect(other).toMatchObject({ kind: 'unresolved', reason: expect.stringContaining('is the hatch of') });
    }));

  it('belongs to a key at once where its owner, or that of the stake or of the registry, is one', () =>
    undone(async () => {
      for (const owned of [aztec.rollup, aztec.gse, aztec.registry]) await byVote(owned, 'transferOwnership', ann);
      const found = await assess();
      for (const name of ['refuse-proofs', 'move-validators', 'name-successor']) {
        expect(found.frontier(name)).toMatchObject([{ delaySeconds: 0, keys: [id(ann)] }]);
      }
    }));

  it('is slashed by whoever is made the proposer of slashing, and by anybody while nobody is', async () => {
    const slasher = await madeByRollup(aztec.rollup, 'slasher');
    const view = 'function PROPOSER() view returns (address)';
    const keyed = await assess({ of: slasher.address, view, value: ann });
    expect(JSON.stringify(keyed.power('slash-validators').authority)).toContain(ann);
    const open = await assess({ of: slasher.address, view, value: zeroAddress });
    expect(open.power('slash-validators').authority).toMatchObject({ kind: 'any', of: [{}, { kind: 'anyone' }] });
    const lost = await assess({ of: slasher.address, view, value: unreadable });
    expect(lost.frontier('slash-validators')).toMatchObject([{ delaySeconds: 0, size: 1 }, {}]);
  });

  it('knows nothing of a slasher of another kind', () =>
    undone(async () => {
      await byVote(aztec.rollup, 'setSlasher', ann);
      expect((await assess()).power('unknown-slasher').authority.kind).toBe('unresolved');
      await byVote(aztec.rollup, 'setSlasher', zeroAddress);
      expect((await assess()).powers.filter((one) => one.id.includes('slash'))).toEqual([]);
    }));

  it('says that another rollup has become the canonical one', () =>
    undone(async () => {
      const next = await deployNextRollup(aztec);
      await byVote(aztec.registry, 'addRollup', next.address);
      expect((await assess()).notes.join()).toContain('Another rollup is the canonical one');
    }));

  it.each([
    ['the code is not a Rollup’s', 'function prune()'],
    ['its owner has other functions', 'function setProvingCostPerMana(uint256)'],
  ])('knows nothing where %s', async (_, view) => {
    const found = await assess({ of: aztec.rollup.address, view, value: missing });
    const known = Object.entries(found.facts).filter(([, fact]) => fact?.status === 'known');
    expect(known.map(([name]) => name).toSorted()).toEqual([
      'host.is.ethereum',
      'proof.challenge.seconds',
      'proof.challengers',
    ]);
    expect(found.power('unknown-rollup').authority.kind).toBe('unresolved');
  });
});

describe('without one of the reads', () => {
  it('no fact changes but to unknown, and nothing that anybody can do is hidden', async () => {
    const { changed, open, hidden } = await lossesOn(node, stack, chainOf());
    expect(changed).toEqual([]);
    expect(hidden).toEqual([]);
    for (const name of ['proof.enforced', 'data.location', 'inclusion.enabled', 'exit.alone', 'pause.active']) {
      expect(open).toContain(name);
    }
  }, 60_000);
});

describe('under the policies', () => {
  it('is at best as good as its validators: a user needs them to leave', async () => {
    const ethereum = await startAnvil({ chainId: 1 });
    const { rollup } = await deployAztecRollup(ethereum);
    const reader = await openLiveReader({ url: ethereum.url, block: 'latest' });
    const claims = { 'node.source': claim(true), 'proof.source.published': claim(true) };
    const creditBy = async (policy: string) => {
      const { credit, guarantees } = await auditChain({
        chain: { ...chainOf(rollup), claims },
        policy: await shippedPolicy(policy),
        now: auditDay,
        readerOf: (chainId) => (chainId === 1 ? reader : undefined),
      });
      return { whole: credit, valid: guarantees.valid };
    };
    const [strict, staged] = [await creditBy('full-faith'), await creditBy('l2beat-2025')];
    await ethereum.stop();
    expect(strict.whole).toMatchObject({ worst: 'multisig-mediated', best: 'multisig-mediated' });
    // Open as long as it is not seen which libraries the Rollup runs.
    expect(strict.valid).toMatchObject({ worst: 'multisig-mediated', best: 'full-faith' });
    expect(staged.whole).toMatchObject({ worst: 'stage-0', best: 'stage-0' });
  });
});

describe('recognition', () => {
  const recognise = async (address: Contract['address']) =>
    stack.recognise(await openLiveReader({ url: node.url, block: 'latest' }), address);
  const itself = () => ({ status: 'known', value: { contracts: { Rollup: aztec.rollup.address } } });

  it.each(['rollup', 'registry', 'gse', 'governance', 'governanceProposer', 'escapeHatch'] as const)(
    'finds the Rollup from the %s',
    async (name) => expect(await recognise(aztec[name].address)).toMatchObject(itself()),
  );

  it.each(['getInbox', 'getOutbox', 'getFeeAssetPortal', 'getRewardDistributor', 'getSlasher'])(
    'finds it from what %s names',
    async (getter) => expect(await recognise(await readAddress(aztec.rollup, getter))).toMatchObject(itself()),
  );

  it.each(['verifier', 'feeAsset', 'coinIssuer'] as const)('finds nothing from the %s', async (name) =>
    expect(await recognise(aztec[name].address)).toMatchObject({ status: 'known', value: null }),
  );
});
