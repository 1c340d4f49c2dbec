import { toFunctionSelector } from 'viem';
import { expect, it } from 'vitest';
import { evidenceId } from '../../src/evidence/reader.ts';
import type { EvidenceId, ReadResult } from '../../src/model/evidence.ts';
import { opStack } from '../../src/stacks/op-stack/index.ts';
import { callId } from './read-ids.ts';
import { assessRecorded, recordedReader } from './recorded.ts';

const oracle = '0x92Ef6Af472b39F1b363da45E35530c24619245A4';
const implementation = '0xeE646fea9b1D7f89ae92266c5d7E799158416Ca4';
const proposer = '1:0xE8C20EA8eF100d7aa3846616E5D07A5aBb067C65';
const safe = '0xC463EaC02572CC964D43D2414023E2c6B62bAF38';
const hours = 3600;

/** The oracle's code, as it would be without one of its functions. */
async function codesWithout(signature: string): Promise<Record<EvidenceId, ReadResult['code']>> {
  const selector = toFunctionSelector(signature);
  const reader = recordedReader('zircuit');
  const found = await Promise.all(
    ([oracle, implementation] as const).map(async (address) => {
      const code = await reader.read({ kind: 'code', address });
      if (code.status === 'unknown') throw new Error(code.reason);
      const pushed = code.value.pushed.filter((one) => one !== selector);
      return [evidenceId(1, { kind: 'code', address }), { ...code.value, pushed }] as const;
    }),
  );
  return Object.fromEntries(found);
}

it('an oracle that keeps withdrawals alive without a proof enforces none', async () => {
  const found = await assessRecorded('zircuit', opStack);
  const facts = ['proof.kind', 'proof.enforced', 'proof.proposer.permissionless', 'exit.alone', 'exit.mechanism'];
  expect(facts.map(found.fact)).toEqual(['none', false, false, false, 'none']);
  expect(found.fact('proof.challenge.seconds')).toBe(4 * hours);
  expect(found.frontier('propose-state')).toMatchObject([{ delaySeconds: 4 * hours, size: 1, keys: [proposer] }]);
  expect(found.frontier('withhold-proposals')).toMatchObject([{ delaySeconds: 0, size: 1, keys: [proposer] }]);
});

it('its owner and its proposer together wait for nothing', async () => {
  const found = await assessRecorded('zircuit', opStack);
  const [first, ...others] = found.frontier('hasten-state');
  expect(others).toEqual([]);
  expect(first).toMatchObject({ delaySeconds: 0, bodies: [{ id: `1:${safe}` }] });
  expect(first?.keys).toContain(proposer);
});

it.each([
  'function withdrawalKeepalivePeriodSeconds()',
  'function setWithdrawalKeepalivePeriodSeconds(uint256)',
  'function proposeL2Output(bytes32, uint256, bytes32, uint256, bytes)',
  'function systemOwner()',
  'function setFinalizationPeriodSeconds(uint256)',
  'function verifier()',
])('one without %s is of unknown kind, and not taken for either', async (signature) => {
  const found = await assessRecorded('zircuit', opStack, { answers: await codesWithout(signature) });
  for (const name of ['proof.kind', 'proof.enforced', 'exit.alone', 'proof.challenge.seconds'])
    expect(found.fact(name)).toMatch(/^\? .*unknown kind/);
});

it('without its period, its delay is unknown', async () => {
  const lost = callId(oracle, 'function finalizationPeriodSeconds() view returns (uint256)');
  const found = await assessRecorded('zircuit', opStack, { lost });
  expect(found.fact('proof.challenge.seconds')).toMatch(/^\? /);
  expect(found.frontier('propose-state')).toMatchObject([{ delaySeconds: 0, size: 1 }]);
});

it('without its owner, one key is feared to hasten what its proposer proposes', async () => {
  const lost = callId(oracle, 'function systemOwner() view returns (address)');
  const found = await assessRecorded('zircuit', opStack, { lost });
  expect(found.frontier('hasten-state')).toMatchObject([{ delaySeconds: 0, size: 2 }]);
});
