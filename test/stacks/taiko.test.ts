import { pad } from 'viem';
import { describe, expect, it } from 'vitest';
import { fewestKeys } from '../../src/authority/solver/solve.ts';
import type { Authority } from '../../src/model/authority.ts';
import { taiko } from '../../src/stacks/taiko/index.ts';
import { answeringAlso } from './extra-answers.ts';
import { bytes32, callId } from './read-ids.ts';
import { assessRecorded, recordedReader, recordedReads } from './recorded.ts';

const rollup = '0x06a9Ab27c7e2255df1815E6CC0168d7755Feb19a';
const router = '0x44d307a9ec47aA55a7a30849d065686753C86Db6';
const majority = '1:0xE3D777143Ea25A6E031d1e921F396750885f43aC';
const minority = '1:0x579A8d63a2Db646284CBFE31FE5082c9989E985c';
const safe = '1:0x9CBeE534B5D8a6280e01a14844Ee8aF350399C7F';
const hour = 3600;
const resolve = 'function resolve(bytes32, bool)';

describe('Taiko in May 2025, as recorded', () => {
  it('is proved in tiers, of which enclaves and guardians suffice', async () => {
    const found = await assessRecorded('taiko', taiko);
    expect(found.fact('proof.kind')).toBe('multi');
    expect(found.fact('proof.keyless')).toBe(false);
    expect(found.fact('proof.challenge.permissionless')).toBe(true);
    expect(found.fact('proof.challenge.seconds')).toBe(4 * hour);
    expect(found.notes.join()).toContain(
      'tier 200: enclave, tier 250: validity, tier 251: validity, tier 900: guardians, tier 1000: guardians',
    );
  });

  it('lets anybody propose and prove', async () => {
    const found = await assessRecorded('taiko', taiko);
    expect(found.fact('inclusion.mechanism')).toBe('self-sequence');
    expect(found.fact('inclusion.seconds')).toBe(0);
    expect(found.fact('exit.mechanism')).toBe('self-propose');
    expect(found.fact('data.location')).toBe('ethereum');
    expect(found.exit.finish).toMatchObject([{ name: 'cooldown', seconds: { value: 8 * hour } }]);
  });

  it('counts the eight guardians once, who are the minority (1/8) and the majority (6/8)', async () => {
    const found = await assessRecorded('taiko', taiko);
    const [many, one] = [majority, minority].map((id) => found.bodies.get(id));
    expect(many).toMatchObject({ kind: 'guardian-prover', parameters: { threshold: 6, guardians: 8 } });
    expect(one).toMatchObject({ kind: 'guardian-prover', parameters: { threshold: 1, guardians: 8 } });
    expect(found.frontier('prove-in-tier-900')).toMatchObject([{ delaySeconds: 4 * hour, size: 1 }]);
    const both: Authority = { kind: 'all', of: [majority, minority].map((id) => ({ kind: 'body', id })) };
    // Without the Safe that owns both, the six of the majority are one of the minority as well.
    const bodies = new Map([...found.bodies].filter(([id]) => id !== safe));
    const problem = { authority: both, bodies, unresolved: 'inert', provableBug: 'aside' } as const;
    expect(fewestKeys(problem, 0)).toMatchObject({ size: 6, exact: true });
  });

  it('lets the guardians of the highest tier overrule the others, never the other way round', async () => {
    const found = await assessRecorded('taiko', taiko);
    expect(found.power('prove-in-tier-900').vetoes).toEqual([{ kind: 'body', id: majority }]);
    expect(found.power('prove-in-tier-1000').vetoes).toEqual([]);
  });

  it('lets one guardian stop all proofs, and three of five change everything at once', async () => {
    const found = await assessRecorded('taiko', taiko);
    expect(found.frontier('pause-proving')).toMatchObject([{ delaySeconds: 0, size: 1, alternatives: 8 }]);
    for (const id of ['upgrade-taiko-l1', 'rename-rollup-contracts', 'authorise-states', 'choose-enclaves']) {
      expect(found.frontier(id)).toMatchObject([
        { delaySeconds: 0, size: 3, bodies: [{ id: safe, quorum: 3, of: 5 }] },
      ]);
    }
  });
});

describe('a read that Taiko’s facts rest on and that fails', () => {
  const tier = 'function getTier(uint16)';
  it.each([
    ['proof.kind', callId(router, 'function getTierIds()')],
    ['proof.keyless', callId(router, tier, [200])],
    ['proof.challenge.seconds', callId(router, tier, [1000])],
    ['proof.keyless', callId(rollup, resolve, [bytes32('tier_sgx'), true])],
    ['inclusion.enabled', callId(rollup, resolve, [bytes32('preconf_task_manager'), true])],
    ['exit.alone', callId(rollup, resolve, [bytes32('preconf_task_manager'), true])],
    ['exit.alone', callId(rollup, resolve, [bytes32('tier_zkvm_sp1'), true])],
    ['pause.active', callId(rollup, 'function getStateVariables()')],
  ])('leaves %s unknown', async (fact, lost) => {
    expect(recordedReads('taiko')).toContain(lost);
    expect((await assessRecorded('taiko', taiko, { lost })).fact(fact)).toMatch(/^\? .*lost by the test/);
  });

  it('of the tiers makes any state final on anybody’s word', async () => {
    const found = await assessRecorded('taiko', taiko, { lost: callId(router, tier, [900]) });
    expect(found.power('prove-in-any-tier').authority).toMatchObject({ kind: 'unresolved' });
  });

  it('of the contract that judges proofs of SP1 makes it anybody’s to sway', async () => {
    const sp1 = '0x5c44f2239925b0d86D2BFEe539F19CD0A08Af452';
    const whole = await assessRecorded('taiko', taiko);
    expect(whole.powers.map(({ id }) => id)).not.toContain('route-proofs-in-tier-251');
    const lost = callId(sp1, 'function sp1RemoteVerifier() view returns (address)');
    const found = await assessRecorded('taiko', taiko, { lost });
    expect(found.power('route-proofs-in-tier-251').authority).toMatchObject({
      kind: 'after',
      of: { of: [{ kind: 'anyone' }, { kind: 'unresolved' }] },
    });
  });

  it('of one guardian makes the guardians’ powers anybody’s', async () => {
    const lost = callId('0xE3D777143Ea25A6E031d1e921F396750885f43aC', 'function guardians(uint256)', [3n]);
    const found = await assessRecorded('taiko', taiko, { lost });
    expect(found.frontier('prove-in-tier-1000')).toMatchObject([{ delaySeconds: 8 * hour, size: 1 }]);
  });
});

describe('a chain like Taiko', () => {
  const manager = '0x1111111111111111111111111111111111111111';
  const only = (name: string) => ({ [callId(rollup, resolve, [bytes32(name), true])]: { returned: pad(manager) } });

  it('leaves no way past the one address that may propose, where one is named', async () => {
    const found = await assessRecorded('taiko', taiko, { answers: only('preconf_task_manager') });
    expect(found.fact('inclusion.mechanism')).toBe('none');
    expect(found.fact('inclusion.enabled')).toBe(false);
    expect(found.fact('exit.alone')).toBe(false);
  });

  it('is not asked for its proposer, which only the code before Ontake looks at', async () => {
    const found = await assessRecorded('taiko', taiko, { answers: only('proposer') });
    expect(found.fact('inclusion.mechanism')).toBe('self-sequence');
  });
});

describe('Taiko is recognised', () => {
  const vault = '0x996282cA11E5DEb6B5D122CC3B9A1FcaAD4415Ab';
  const config = 'function getConfig() view returns ((uint64 chainId))';
  const reader = answeringAlso(recordedReader('taiko'), [
    { of: rollup, view: config, value: { chainId: 167_000n } },
    {
      of: vault,
      view: 'function resolve(bytes32, bool) view returns (address)',
      args: [bytes32('taiko'), true],
      value: rollup,
    },
    { of: vault, view: 'function name() view returns (bytes32)', value: bytes32('erc20_vault') },
  ]);

  it.each([
    [rollup, { TaikoL1: rollup }],
    [vault, { TaikoL1: rollup, ERC20Vault: vault }],
  ] as const)('from %s', async (address, contracts) => {
    expect(await taiko.recognise(reader, address)).toMatchObject({
      status: 'known',
      value: { chainId: 167_000, contracts },
    });
  });

  it('not from its Safe', async () => {
    const address = '0x9CBeE534B5D8a6280e01a14844Ee8aF350399C7F';
    expect(await taiko.recognise(reader, address)).toMatchObject({ status: 'known', value: null });
  });
});
