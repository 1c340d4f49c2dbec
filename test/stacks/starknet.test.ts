import { keccak256, numberToHex, pad, toBytes } from 'viem';
import { describe, expect, it } from 'vitest';
import { auditChain } from '../../src/audit/index.ts';
import { createResolver } from '../../src/authority/create-resolver.ts';
import { fastest } from '../../src/authority/solver/solve.ts';
import { loadChain } from '../../src/registry/load-registry.ts';
import { loadPolicy } from '../../src/rules/load-policy.ts';
import { starknet } from '../../src/stacks/starknet/index.ts';
import { type StubContract, stubReader } from '../authority/stub-reader.ts';
import { someone } from '../authority/stub-resolved.ts';
import { assessRecorded, recordedReads } from './recorded.ts';
import { losses } from './facts-without.ts';
import { withdrawalLimits } from '../../src/stacks/starknet/bridges.ts';
import { readerOfRecording } from './recorded-reader.ts';

const day = 86_400;
const core = '0xc662c410C0ECf747543f5bA90660f6ABeBD9C8c4';
const council = '1:0x15e8c684FD095d4796A0c0CF678554F4c1C7C361';
const minority = '1:0xF6b0B3e8f57396CecFD788D60499DB49Ee6AbC6B';
const verifierSlot = keccak256(toBytes('STARKNET_1.0_INIT_VERIFIER_ADDRESS'));

describe('Starknet in May 2025, as recorded', () => {
  it('proves every state by a STARK over data that are on Ethereum', async () => {
    const found = await assessRecorded('starknet', starknet);
    expect(found.fact('proof.kind')).toBe('validity');
    expect(found.fact('proof.variant')).toBe('ST');
    expect(found.fact('proof.enforced')).toBe(true);
    expect(found.fact('data.location')).toBe('ethereum');
    expect(found.fact('data.content')).toBe('state-diffs');
    expect(found.fact('state.posted')).toBe(true);
    expect(found.contracts.map(({ role }) => role)).toEqual(
      expect.arrayContaining(['SHARPVerifierCallProxy', 'GpsStatementVerifier']),
    );
  });

  it('keeps a trace of what its operators ignore, and a minority of the council may take their place', async () => {
    const found = await assessRecorded('starknet', starknet);
    expect(found.fact('inclusion.mechanism')).toBe('log');
    expect(found.fact('exit.mechanism')).toBe('council-minority');
    expect(found.fact('exit.alone')).toBe(false);
    expect(found.exit.start).toMatchObject([{ name: 'council', seconds: { value: day } }]);
  });

  it('is changed by nine of twelve at once, or by two of six after the eight days of their executor', async () => {
    const found = await assessRecorded('starknet', starknet);
    for (const id of ['upgrade-starknet', 'replace-program', 'replace-operators']) {
      expect(found.frontier(id)).toMatchObject([
        { delaySeconds: 0, size: 9, bodies: [{ id: council, quorum: 9, of: 12 }] },
        { delaySeconds: 8 * day, size: 2 },
      ]);
    }
  });

  it('trusts a verifier that others share and that two of four can replace after eight days', async () => {
    const found = await assessRecorded('starknet', starknet);
    expect(found.frontier('upgrade-sharp-verifier-call-proxy')).toMatchObject([
      { delaySeconds: 8 * day, size: 2, bodies: [{ quorum: 2, of: 4 }] },
    ]);
  });

  it('has bridges that two of four keys, or one, replace at once', async () => {
    const found = await assessRecorded('starknet', starknet);
    const escrows = found.powers.filter(({ id }) => id.startsWith('upgrade-escrow'));
    const fastestOnes = escrows.map(({ id }) => found.frontier(id)[0]).map((one) => [one?.delaySeconds, one?.size]);
    expect(escrows.every(({ escrowsOnly }) => escrowsOnly === true)).toBe(true);
    const others = found.powers.filter(({ id }) => !id.startsWith('upgrade-escrow'));
    expect(others.every(({ escrowsOnly }) => escrowsOnly === undefined)).toBe(true);
    expect(fastestOnes).toEqual(
      expect.arrayContaining([
        [3 * day, 2],
        [0, 2],
        [0, 1],
      ]),
    );
  });
});

describe('the verdict on Starknet in May 2025, from the recording alone', () => {
  const audit = async (policy: string) =>
    auditChain({
      chain: await loadChain('registry', 'starknet'),
      readerOf: (chainId) => (chainId === 1 ? readerOfRecording('starknet') : undefined),
      policy: await loadPolicy(`rules/${policy}`),
      now: 1_748_000_000n,
    });

  it('is Stage 1 with a window of seven days under the stages, which leave escrows aside', async () => {
    const { credit, dimensions } = await audit('l2beat-2025');
    expect(credit).toMatchObject({ worst: 'stage-1', best: 'stage-1' });
    expect(dimensions.map(({ dimension, answer }) => [dimension, answer?.value])).toEqual([
      ['data-availability', 'Onchain (SD)'],
      ['exit-window', '7d'],
      ['proposer-failure', 'Security Council minority'],
      ['sequencer-failure', 'Log via L1'],
      ['state-validation', 'ZK proofs (ST)'],
    ]);
  });

  it('is that of a multisig where escrows count', async () => {
    const { credit, guarantees } = await audit('full-faith');
    expect(credit).toMatchObject({ worst: 'multisig-mediated', best: 'multisig-mediated' });
    expect(guarantees.untouched.weakest).toMatchObject({ keys: 1, delaySeconds: 0 });
  });
});

describe('the council of nine of twelve and the minority operator of three of twelve', () => {
  it('are the same twelve keys', async () => {
    const { bodies } = await assessRecorded('starknet', starknet);
    const signers = (id: string) => {
      const authority = bodies.get(id)?.authority;
      if (authority?.kind !== 'threshold') throw new Error(`${id} is no plain quorum`);
      return { k: authority.k, keys: authority.of.map((one) => JSON.stringify(one)).sort() };
    };
    const [many, few] = [signers(council), signers(minority)];
    expect([many.k, few.k]).toEqual([9, 3]);
    expect(many.keys).toHaveLength(12);
    expect(few.keys).toEqual(many.keys);
  });

  it('together need ten of the twelve to be kept from acting, which is the council itself', async () => {
    const { power, frontier, bodies } = await assessRecorded('starknet', starknet);
    expect(frontier('withhold-state-updates')).toMatchObject([
      { delaySeconds: 0, size: 11, bodies: [{ id: council, quorum: 10, of: 12 }] },
    ]);
    const problem = { authority: power('withhold-state-updates').authority, bodies };
    const without = fastest({ ...problem, unresolved: 'hostile', provableBug: 'aside' }, [{ id: council, k: 9 }]);
    expect(without).toBeNull();
  });

  it('help nobody where the council is not known to be the same, or an operator not to be one', async () => {
    const isOperator = recordedReads('starknet').filter((id) => id.includes(`${core.toLowerCase()}/0x6d70f7ae`));
    expect(isOperator.length).toBeGreaterThan(1);
    for (const lost of isOperator) {
      const found = await assessRecorded('starknet', starknet, { lost });
      expect(found.fact('exit.mechanism')).toContain('?');
      expect(found.frontier('withhold-state-updates')).toMatchObject([{ size: 1 }]);
    }
    const owners = `1/call/${council.slice(2).toLowerCase()}/0xa0e67e2b`;
    const found = await assessRecorded('starknet', starknet, { lost: owners });
    expect(found.fact('exit.mechanism')).toContain('?');
    expect(found.exit.possible.status).toBe('unknown');
    expect(JSON.stringify(found.power('withhold-state-updates').authority)).not.toContain('"council"');
  });
});

describe('without one of the reads of Starknet', () => {
  it('each fact stays what it was or becomes unknown, and no threat is hidden', async () => {
    const escrows = /0x(f608|bb34|2837|bf67|cf58|d8e8|dc68|66ba|f3f6|f76e|f5b6)/;
    const reads = recordedReads('starknet').filter((id) => !escrows.test(id));
    const { changed, open, hidden } = await losses('starknet', starknet, reads);
    expect(changed).toEqual([]);
    expect(hidden).toEqual([]);
    for (const name of ['proof.kind', 'proof.enforced', 'data.location', 'exit.mechanism', 'inclusion.mechanism']) {
      expect([...open]).toContain(name);
    }
  });

  it('the verifier is not recognised, or may be anything', async () => {
    const slot = `1/slot/${core.toLowerCase()}/${verifierSlot}`;
    const found = await assessRecorded('starknet', starknet, { lost: slot });
    expect(found.fact('proof.enforced')).toContain('?');
    expect(found.frontier('unknown-verifier')).toMatchObject([{ delaySeconds: 0, size: 1 }]);
  });
});

describe('a limit on withdrawals', () => {
  // A stand-in: StarkGate is not on npm.
  const slot = '0x6e080620efd605ef66f1e46e1cc7e00ba1d05b3c42d178cfa37c917fa23f5e09';
  const [bridge, agent] = [someone(1), someone(2)];
  const role = numberToHex(BigInt(keccak256(toBytes('ROLE_SECURITY_AGENT'))) & ((1n << 250n) - 1n), { size: 32 });
  const isAgent = 'function isSecurityAgent(address) view returns (bool)';
  const gate = (percent: bigint): StubContract => ({
    answers: [
      { view: isAgent, args: [agent], value: true },
      { view: isAgent, value: false },
    ],
    silent: ['function enableWithdrawalLimit(address)'],
    grants: [{ role, account: agent }],
    slots: { [slot]: numberToHex(percent, { size: 32 }) },
  });
  const limits = async (of: StubContract) => {
    const resolver = createResolver(stubReader({ [bridge]: of }), () => undefined);
    return withdrawalLimits([await resolver.inspect(bridge)], resolver);
  };

  it('lengthens the way out until as much as the whole balance has left', async () => {
    for (const [percent, days] of [
      [5n, 20],
      [33n, 4],
      [100n, 1],
    ] as const) {
      const { powers, finish } = await limits(gate(percent));
      expect(finish).toMatchObject([{ name: 'withdrawal limit', seconds: { value: days * day } }]);
      expect(powers).toMatchObject([{ id: 'limit-withdrawals', lasts: days * day, authority: { id: `1:${agent}` } }]);
    }
  });

  it('that lets nothing out, or holds no percentage, keeps users in for ever', async () => {
    for (const percent of [0n, 101n]) {
      const { powers, finish } = await limits(gate(percent));
      expect(finish[0]?.seconds.status).toBe('unknown');
      expect(powers).toMatchObject([{ lasts: 'unbounded' }]);
    }
  });

  it('is none where a bridge has no such function', async () => {
    expect(await limits({ ...gate(5n), silent: [] })).toEqual({ powers: [], finish: [] });
  });

  it('is that of the slowest bridge of the recorded chain', async () => {
    const found = await assessRecorded('starknet', starknet);
    expect(found.exit.finish).toMatchObject([{ name: 'withdrawal limit', seconds: { value: 20 * day } }]);
    expect(found.power('limit-withdrawals')).toMatchObject({ breaks: ['uncensored'], lasts: 20 * day });
  });
});

describe('recognising', () => {
  const reader = readerOfRecording('starknet');

  it('finds the core contract from itself and from its bridges', async () => {
    const itself = await starknet.recognise(reader, core);
    expect(itself).toMatchObject({ value: { contracts: { Starknet: core }, chainId: null } });
  });

  it('finds the core contract in the slot of a bridge', async () => {
    const [bridge, messaging] = [someone(3), keccak256(toBytes('STARKNET_TOKEN_BRIDGE_MESSAGING_CONTRACT'))];
    const shape = [
      'function programHash() view returns (uint256)',
      'function stateBlockNumber() view returns (int256)',
      'function updateState(uint256[], uint256, uint256)',
      'function messageCancellationDelay() view returns (uint256)',
    ];
    const stubs = {
      [bridge]: {
        answers: [],
        silent: [
          'function depositCancelRequest(address, uint256, uint256, uint256)',
          'function estimateDepositFeeWei() view returns (uint256)',
        ],
        slots: { [messaging]: pad(someone(4)) },
      },
      [someone(4)]: { answers: [], silent: shape },
    };
    const found = await starknet.recognise(stubReader(stubs), bridge);
    expect(found).toMatchObject({ value: { contracts: { Starknet: someone(4), TokenBridge: bridge } } });
    const other = await starknet.recognise(stubReader({ ...stubs, [someone(4)]: { answers: [] } }), bridge);
    expect(other).toMatchObject({ status: 'known', value: null });
  });

  it('takes nothing else for one, and does not guess where the code is not read', async () => {
    expect(await starknet.recognise(stubReader({}), someone(5))).toMatchObject({ status: 'known', value: null });
    const blind = {
      ...reader,
      read: () => Promise.resolve({ status: 'unknown', reason: 'lost', evidence: [] } as const),
    };
    expect((await starknet.recognise(blind, core)).status).toBe('unknown');
  });
});
