import { encodeFunctionResult, getAddress, parseAbi, toFunctionSelector } from 'viem';
import { expect, it } from 'vitest';
import type { EvidenceReader } from '../../src/evidence/reader.ts';
import type { ReadRequest, ReadResult } from '../../src/model/evidence.ts';
import { known, type Observation } from '../../src/model/observation.ts';
import { auditChain } from '../../src/audit/index.ts';
import { auditDay, recordedChains, shippedPolicy } from '../audit/recorded-audits.ts';

// What the recording lacks of Arbitrum One's own side: its precompiles and one of its token gateways. These stand in for them.
const ownerPublic = getAddress('0x000000000000000000000000000000000000006b');
const upgradeExecutor = getAddress('0xCF57572261c7c2BCF21ffD220ea7d1a27D40A827');
const customGateway = getAddress('0x096760F208390250649E3e8763348E783AEF5562');
const standardGateway = getAddress('0x09e9222E96E7B4AE2a407B98d48e330053351EEe');
const allOwners = 'function getAllChainOwners() view returns (address[])';
const owners = encodeFunctionResult({ abi: parseAbi([allOwners]), result: [upgradeExecutor] });

function completed(reader: EvidenceReader): EvidenceReader {
  if (reader.chainId === 1) return reader;
  return {
    ...reader,
    async read<K extends ReadRequest['kind']>(request: Extract<ReadRequest, { kind: K }>) {
      const answer = await reader.read<K>(gatewayFor(request) as typeof request);
      const asked: ReadRequest = request;
      const given = asked.kind === 'call' && asked.to === ownerPublic ? precompile(asked.data) : answer;
      if (asked.kind !== 'code' || asked.address !== ownerPublic || answer.status === 'unknown') {
        return given as Observation<ReadResult[K]>;
      }
      return known({ ...(answer.value as ReadResult['code']), size: 1 }) as unknown as Observation<ReadResult[K]>;
    },
  };
}

function precompile(data: string): Observation<ReadResult['call']> {
  return known(data.startsWith(toFunctionSelector(allOwners)) ? { returned: owners } : { reverted: '0x' });
}

function gatewayFor(request: ReadRequest): ReadRequest {
  if (request.kind === 'call' && request.to === customGateway) return { ...request, to: standardGateway };
  if ('address' in request && request.address === customGateway) return { ...request, address: standardGateway };
  return request;
}

it('Arbitrum One, its own side completed by stand-ins, is at Stage 1 with ten days to leave', async () => {
  const recorded = (await recordedChains()).find(({ chain }) => chain.id === 'arbitrum');
  const stages = await recorded?.audit(await shippedPolicy('l2beat-2025'), completed);
  expect(stages?.credit).toMatchObject({ worst: 'stage-1', best: 'stage-1' });
  const window = stages?.dimensions.find(({ dimension }) => dimension === 'exit-window');
  expect(window?.answer).toEqual({ value: '10d', sentiment: 'warning' });
  const faith = await recorded?.audit(await shippedPolicy('full-faith'), completed);
  expect(faith?.credit).toMatchObject({ worst: 'council-backed', best: 'council-backed' });
});

it('the same chain on another host than Ethereum is at most as good as a multisig', async () => {
  const recorded = (await recordedChains()).find(({ chain }) => chain.id === 'arbitrum');
  if (recorded === undefined) throw new Error('Arbitrum One is not recorded');
  const chain = { ...recorded.chain, host: 'another' };
  const readerOf = (chainId: number) => {
    const reader = recorded.readerOf(chainId);
    return reader && completed(reader);
  };
  const audit = async (policy: string) =>
    auditChain({ chain, policy: await shippedPolicy(policy), now: auditDay, readerOf });
  expect((await audit('full-faith')).credit.best).toBe('multisig-mediated');
  expect((await audit('l2beat-2025')).credit.best).toBe('stage-0');
});
