import { pad } from 'viem';
import { describe, expect, it } from 'vitest';
import { metis } from '../../src/stacks/metis/index.ts';
import { answeringAlso } from './extra-answers.ts';
import { callId } from './read-ids.ts';
import { assessRecorded, recordedReader, recordedReads } from './recorded.ts';

const names = '0x918778e825747a892b17C66fe7D24C618262867d';
const states = '0xA2FaAAC9120c1Ff75814F0c6DdB119496a12eEA6';
const messenger = '0x081D1101855bD523bA69A9794e0217F0DB6323ff';
const games = '0x1C2f0A08762f0aD4598fB5de8f9D6626a4e4aeE3';
const manager = '1:0x48fE1f85ff8Ad9D088863A42Af54d06a1328cF21';
const proposer = '1:0xf3CEB4C2ef996CdBc95C4E18c6D0CA988CC09040';
const week = 604_800;
const lookUp = 'function getAddress(string)';
const deleter = callId(names, lookUp, ['1088_MVM_FraudVerifier']);

describe('Metis in May 2025, as recorded', () => {
  it('is proved by nothing that binds, with its data elsewhere', async () => {
    const found = await assessRecorded('metis', metis);
    expect(found.fact('proof.kind')).toBe('none');
    expect(found.fact('proof.enforced')).toBe(false);
    expect(found.fact('proof.challenge.seconds')).toBe(week);
    expect(found.fact('data.location')).toBe('external');
    expect(found.fact('data.network')).toBe('memo');
    expect(found.fact('data.attested')).toBe(false);
  });

  it('lets users queue transactions, and not leave', async () => {
    const found = await assessRecorded('metis', metis);
    expect(found.fact('inclusion.mechanism')).toBe('enqueue');
    expect(found.fact('exit.alone')).toBe(false);
    expect(found.exit.finish).toMatchObject([{ name: 'challenge', seconds: { value: week } }]);
  });

  it('lets its proposer finalise any state after a week, and refuse at once', async () => {
    const found = await assessRecorded('metis', metis);
    expect(found.frontier('propose-state')).toMatchObject([{ delaySeconds: week, size: 1, keys: [proposer] }]);
    expect(found.frontier('withhold-proposals')).toMatchObject([{ delaySeconds: 0, size: 1, keys: [proposer] }]);
  });

  it('lets four of nine rename, upgrade and hurry everything, and one key stop all withdrawals', async () => {
    const found = await assessRecorded('metis', metis);
    for (const id of ['rename-contracts', 'upgrade-state-commitment-chain', 'change-window']) {
      expect(found.frontier(id)).toMatchObject([
        { delaySeconds: 0, size: 4, bodies: [{ id: manager, quorum: 4, of: 9 }] },
      ]);
    }
    const owner = '1:0xDD6FFC7D9a4Fb420b637747edc6456340d12d377';
    expect(found.frontier('pause-withdrawals')).toMatchObject([{ delaySeconds: 0, size: 1, keys: [owner] }]);
  });

  it('does not know what a deleter of no known kind is', async () => {
    const found = await assessRecorded('metis', metis);
    expect(found.frontier('delete-states')).toMatchObject([{ delaySeconds: 0, size: 1 }]);
  });

  it('does not know who may have states disputed, except for the key that owns the factory’s code', async () => {
    const found = await assessRecorded('metis', metis);
    expect(found.power('dispute-states').on).toBe(games);
    const keys = found.frontier('dispute-states')[0]?.keys.join();
    expect(keys).toMatch(/0x5345fCDCF5449a40df030798C195603d27691502|RoleGranted/);
  });

  it('is left open where dispute games delete states', async () => {
    const found = await assessRecorded('metis', metis, { answers: { [deleter]: { returned: pad(games) } } });
    expect(found.fact('proof.kind')).toMatch(/^\? dispute games delete states/);
    expect(found.fact('proof.enforced')).toMatch(/^\? /);
  });
});

describe('a read that the facts of Metis rest on and that fails', () => {
  it.each([
    ['proof.kind', deleter],
    ['proof.enforced', callId(names, lookUp, ['DisputeGameFactory'])],
    ['proof.challenge.seconds', callId(states, 'function FRAUD_PROOF_WINDOW()')],
    ['state.posted', callId(states, 'function getTotalBatches()')],
    ['pause.active', callId(messenger, 'function paused()')],
    ['inclusion.mechanism', callId(names, lookUp, ['CanonicalTransactionChain'])],
  ])('leaves %s unknown', async (fact, lost) => {
    expect(recordedReads('metis')).toContain(lost);
    expect((await assessRecorded('metis', metis, { lost })).fact(fact)).toMatch(/^\? .*lost by the test/);
  });

  it('of the proposer lets anybody propose', async () => {
    const found = await assessRecorded('metis', metis, { lost: callId(names, lookUp, ['1088_MVM_Proposer']) });
    expect(found.frontier('propose-state')).toMatchObject([{ delaySeconds: week, size: 1 }]);
    expect(found.frontier('propose-state')[0]?.keys.join()).toContain('lost by the test');
  });

  it('of the window leaves no delay', async () => {
    const found = await assessRecorded('metis', metis, { lost: callId(states, 'function FRAUD_PROOF_WINDOW()') });
    expect(found.frontier('propose-state')).toMatchObject([{ delaySeconds: 0, keys: [proposer] }]);
  });
});

describe('Metis is recognised', () => {
  const bridge = '0x3980c9ed79d2c191A89E02Fa3529C60eD6e9c04b';
  const reader = answeringAlso(recordedReader('metis'), [
    { of: bridge, view: 'function addressmgr() view returns (address)', value: names },
    { of: messenger, view: 'function libAddressManager() view returns (address)', value: names },
    { of: states, view: 'function libAddressManager() view returns (address)', value: names },
  ]);

  it.each([names, bridge, messenger, states] as const)('from %s', async (address) => {
    const contracts = { Lib_AddressManager: names };
    expect(await metis.recognise(reader, address)).toMatchObject({
      status: 'known',
      value: { chainId: 1088, contracts },
    });
  });

  it('not from its Safe', async () => {
    const safe = '0x48fE1f85ff8Ad9D088863A42Af54d06a1328cF21';
    expect(await metis.recognise(reader, safe)).toMatchObject({ status: 'known', value: null });
  });
});
