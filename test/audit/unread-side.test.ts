import { type Address, encodeAbiParameters, getAddress, type Hex } from 'viem';
import { expect, it } from 'vitest';
import { type EvidenceReader, evidenceId } from '../../src/evidence/reader.ts';
import type { ReadRequest, ReadResult } from '../../src/model/evidence.ts';
import { known, type Observation } from '../../src/model/observation.ts';
import { recordedChains, shippedPolicy } from './recorded-audits.ts';

// Two reads of Arbitrum One's own side are not in the published data: what would become of the verdict if they were.
const arbitrumOne = 42_161;
const ownerPublic = getAddress('0x000000000000000000000000000000000000006b');
const customGateway = '0x096760F208390250649E3e8763348E783AEF5562';
const standardGateway = '0x09e9222E96E7B4AE2a407B98d48e330053351EEe';
const upgradeExecutor = '0xCF57572261c7c2BCF21ffD220ea7d1a27D40A827';
/** A member of the council, whose address was read and has no code. */
const someKey = '0x0275b3D54a5dDbf8205A75984796eFE8b7357Bae';

type Answers = {
  readonly owner?: Address;
  /** Whether the gateway that was not read is kept as the one that was. */
  readonly gateway?: boolean;
};

const isOf = (request: ReadRequest, address: Address) => evidenceId(1, request).includes(address.toLowerCase());

function answering({ owner, gateway = false }: Answers) {
  const owners = owner && encodeAbiParameters([{ type: 'address[]' }], [[owner]]);
  return (reader: EvidenceReader): EvidenceReader => {
    if (reader.chainId !== arbitrumOne) return reader;
    const read = <K extends ReadRequest['kind']>(asked: Extract<ReadRequest, { kind: K }>) => {
      const request: ReadRequest = asked;
      if (owners !== undefined && isOf(request, ownerPublic) && request.kind === 'call') return returns<K>(owners);
      return reader.read<K>(gateway && isOf(request, customGateway) ? (moved(request) as typeof asked) : asked);
    };
    return { ...reader, read };
  };
}

function returns<K extends ReadRequest['kind']>(returned: Hex): Promise<Observation<ReadResult[K]>> {
  return Promise.resolve(known({ returned } as unknown as ReadResult[K]));
}

/** The same read of the gateway that was read. */
function moved(request: ReadRequest): ReadRequest {
  if (request.kind === 'call') return { ...request, to: standardGateway };
  return 'address' in request ? { ...request, address: standardGateway } : request;
}

async function creditWith(answers: Answers) {
  const found = (await recordedChains()).find(({ chain }) => chain.chainId === arbitrumOne);
  if (found === undefined) throw new Error(`no recording of chain ${arbitrumOne}`);
  const { credit, dimensions } = await found.audit(await shippedPolicy('l2beat-2025'), answering(answers));
  return { ...credit, window: dimensions.find(({ dimension }) => dimension === 'exit-window')?.answer?.value ?? null };
}

it('neither is answered by what is recorded, and the verdict is open', async () => {
  expect(await creditWith({})).toMatchObject({ worst: 'stage-0', best: 'stage-1', window: null });
});

it('one of them is not enough', async () => {
  expect(await creditWith({ owner: upgradeExecutor })).toMatchObject({ worst: 'stage-0', best: 'stage-1' });
  expect(await creditWith({ gateway: true })).toMatchObject({ worst: 'stage-0', best: 'stage-1' });
});

it('with both in the hands of the executor that holds the rest, the verdict is the better one', async () => {
  expect(await creditWith({ owner: upgradeExecutor, gateway: true })).toMatchObject({
    worst: 'stage-1',
    best: 'stage-1',
    window: '10d',
  });
});

it('with the chain in the hands of a key, the verdict is the worse one', async () => {
  expect(await creditWith({ owner: someKey, gateway: true })).toMatchObject({ worst: 'stage-0', best: 'stage-0' });
});
