import { encodeAbiParameters, numberToHex, parseAbiParameters, zeroAddress, zeroHash } from 'viem';
import { describe, expect, it } from 'vitest';
import { bodyId } from '../../src/model/authority.ts';
import type { Observation } from '../../src/model/observation.ts';
import { polygonCdk } from '../../src/stacks/polygon-cdk/index.ts';
import { callId } from './read-ids.ts';
import { assessRecorded, recordedReader, recordedReads } from './recorded.ts';

const day = 86_400;
const manager = '0x5132A183E9F3CB7C848b0AAC5Ae0c4f0491B7aB2';
const bridge = '0x2a3DD3EB832aF982ec71669E178424b10Dca2EDe';
const timelock = '0xEf1462451C30Ea7aD8555386226059Fe837CA4EF';
const council = '0x37c58Dfa7BF0A165C5AAEdDf3e2EdB475ac6Dcb6';
const company = '0x242daE44F5d8fb54B198D03a94dA45B5a4413e21';
const zkevm = '0x519E42c24163192Dca44CD3fBDCEBF6be9130987';
const committee = '0x05652Ec92366F3C2255991a265c499E01Ba58e6a';
const word = (value: bigint) => ({ returned: numberToHex(value, { size: 32 }) });

describe('Polygon zkEVM in May 2025, as recorded', () => {
  it('is proved and posts its batches, but lets nobody in or out alone', async () => {
    const found = await assessRecorded('polygonzkevm', polygonCdk);
    const facts = ['proof.kind', 'proof.variant', 'proof.enforced', 'data.location', 'data.content'];
    expect(facts.map(found.fact)).toEqual(['validity', 'ST-SN', true, 'ethereum', 'transactions']);
    const way = ['inclusion.mechanism', 'inclusion.enabled', 'exit.alone', 'exit.mechanism', 'pause.active'];
    expect(way.map(found.fact)).toEqual(['self-sequence', false, false, 'none', false]);
    expect(found.fact('inclusion.seconds')).toBe(5 * day);
  });

  it('waits three days for the company alone, and for nothing where its council helps', async () => {
    const found = await assessRecorded('polygonzkevm', polygonCdk);
    expect(found.bodies.get(bodyId(1, timelock))).toMatchObject({
      kind: 'polygon-timelock',
      parameters: { delaySeconds: 3 * day },
    });
    const [together, alone, ...more] = found.frontier('upgrade-rollup-manager');
    expect(more).toEqual([]);
    // 6 of 8 and 2 of 3, of whom one sits in both.
    expect(together).toMatchObject({ delaySeconds: 0 });
    expect(together?.bodies.map(({ id }) => id)).toContain(bodyId(1, company));
    expect(alone).toMatchObject({ delaySeconds: 3 * day, size: 2 });
  });

  it('may be given the code of any registered type by the company at once', async () => {
    const found = await assessRecorded('polygonzkevm', polygonCdk);
    for (const id of ['switch-rollup-type', 'roll-back-batches', 'upgrade-polygon-consensus']) {
      expect(found.frontier(id)[0]).toMatchObject({ delaySeconds: 0, size: 2 });
      expect(found.frontier(id)[0]?.bodies).toMatchObject([{ id: bodyId(1, company), quorum: 2, of: 3 }]);
    }
  });

  it('stops when its council says so, or when the aggregators prove nothing for a week', async () => {
    const found = await assessRecorded('polygonzkevm', polygonCdk);
    const { authority } = found.power('declare-emergency');
    expect(JSON.stringify(authority)).toContain(`"id":"${bodyId(1, council)}"`);
    expect(JSON.stringify(authority)).toContain(`"kind":"after","seconds":${7 * day}`);
    expect(found.frontier('withhold-proofs')).toMatchObject([{ delaySeconds: 0, size: 2 }]);
    expect(found.frontier('withhold-batches')).toMatchObject([{ delaySeconds: 0, size: 1 }]);
  });

  it('is paused, and its timelock without delay, in the emergency state', async () => {
    const answers = {
      [callId(manager, 'function isEmergencyState() view returns (bool)')]: word(1n),
      [callId(timelock, 'function getMinDelay() view returns (uint256)')]: word(0n),
    };
    const found = await assessRecorded('polygonzkevm', polygonCdk, { answers });
    expect(found.fact('pause.active')).toBe(true);
    expect(found.frontier('upgrade-rollup-manager')).toMatchObject([{ delaySeconds: 0, size: 2 }]);
  });

  it('lets everybody force batches only once nobody in particular may', async () => {
    const view = 'function forceBatchAddress() view returns (address)';
    const open = await assessRecorded('polygonzkevm', polygonCdk, { answers: { [callId(zkevm, view)]: word(0n) } });
    expect(['inclusion.enabled', 'inclusion.filterable', 'exit.alone'].map(open.fact)).toEqual([true, false, false]);
    expect(() => open.power('withhold-batches')).toThrow('no power');
    const closed = await assessRecorded('polygonzkevm', polygonCdk);
    expect(closed.fact('inclusion.filterable')).toBe(true);
  });

  it('is recognised by its own contract; the manager and the bridge ask for one', async () => {
    const reader = recordedReader('polygonzkevm');
    expect(await polygonCdk.recognise(reader, zkevm)).toMatchObject({
      value: { contracts: { PolygonConsensus: zkevm }, chainId: 1101 },
    });
    expect(await polygonCdk.recognise(reader, manager)).toMatchObject({ status: 'unknown' });
    expect(await polygonCdk.recognise(reader, company)).toMatchObject({ status: 'known', value: null });
    expect(await polygonCdk.recognise(recordedReader('xlayer'), bridge)).not.toMatchObject({ status: 'known' });
  });
});

describe('validiums of the Agglayer in May 2025, as recorded', () => {
  it('read who signs for the data, and that the sequencer is needed too', async () => {
    const names = ['data.location', 'data.attested', 'data.committee.members', 'data.committee.threshold'];
    const two = await assessRecorded('xlayer', polygonCdk);
    expect(names.map(two.fact)).toEqual(['committee', true, 2, 2]);
    // The sequencer, and the one key that owns the committee and can put others into it.
    expect(two.frontier('withhold-data')).toMatchObject([{ delaySeconds: 0, size: 2 }]);
    const one = await assessRecorded('ternoa', polygonCdk);
    expect(names.map(one.fact)).toEqual(['committee', true, 1, 1]);
    const half = await assessRecorded('lumia', polygonCdk);
    expect(names.map(half.fact)).toEqual(['committee', true, 2, 1]);
  });

  it('attest nothing where no signature is asked for', async () => {
    const view = 'function requiredAmountOfSignatures() view returns (uint256)';
    const found = await assessRecorded('xlayer', polygonCdk, { answers: { [callId(committee, view)]: word(0n) } });
    expect(found.fact('data.attested')).toBe(false);
  });

  it('have no committee that is known where a member is the zero address', async () => {
    const member = 'function members(uint256) view returns (string, address)';
    const nobody = encodeAbiParameters(parseAbiParameters('string, address'), ['', zeroAddress]);
    const found = await assessRecorded('xlayer', polygonCdk, {
      answers: { [callId(committee, member, [1n])]: { returned: nobody } },
    });
    expect(found.fact('data.committee.members')).toMatch(/^\? .*zero address/);
  });

  it('can be given another data protocol by their admins', async () => {
    const found = await assessRecorded('xlayer', polygonCdk);
    expect(found.frontier('switch-data-availability')).toMatchObject([{ delaySeconds: 0, size: 1 }]);
  });
});

describe('a pessimistic chain', () => {
  const view = 'function rollupIDToRollupDataV2(uint32) view returns (bytes)';
  const entry = (type: number) => {
    const types = parseAbiParameters(
      'address, uint64, address, uint64, bytes32, uint64, uint64, uint64, uint64, uint8, bytes32, bytes32',
    );
    const values = [zkevm, 1101n, committee, 12n, zeroHash, 0n, 0n, 0n, 6n, type, zeroHash, zeroHash] as const;
    return { [callId(manager, view, [1])]: { returned: encodeAbiParameters(types, values) } };
  };

  it('has no proof of its state: the sequencer’s signature decides it', async () => {
    const found = await assessRecorded('polygonzkevm', polygonCdk, { answers: entry(1) });
    expect([found.fact('proof.kind'), found.fact('proof.enforced')]).toEqual(['none', false]);
    expect(found.frontier('certify-state')).toMatchObject([{ delaySeconds: 0, size: 1 }]);
    expect(found.power('certify-state').breaks).toContain('valid');
  });

  it('is at the mercy of whoever routes proofs where a gateway chooses the verifier', async () => {
    const found = await assessRecorded('polygonzkevm', polygonCdk, { answers: entry(2) });
    expect(found.fact('proof.kind')).toBe('none');
    expect(found.power('route-proofs')).toMatchObject({ breaks: ['valid', 'untouched'] });
    expect(found.frontier('route-proofs')).toMatchObject([{ delaySeconds: 0, size: 1 }]);
  });

  it('is not judged where the manager has a type of verifier that nobody knows', async () => {
    const found = await assessRecorded('polygonzkevm', polygonCdk, { answers: entry(7) });
    expect(found.fact('proof.kind')).toMatch(/^\?/);
    expect(found.power('certify-state').breaks).toContain('valid');
  });
});

/** Attested, or true whatever is read. */
const notRead = /outside$|^node\.source$|^proof\.source|^host\./;

describe.each(['polygonzkevm', 'xlayer'])('without one of the reads of %s', (id) => {
  it('each fact stays what it was or becomes unknown, and each depends on some read', async () => {
    const whole = await assessRecorded(id, polygonCdk);
    const names = Object.keys(whole.facts).filter((name) => !notRead.test(name));
    const open = new Set<string>();
    const changed: string[] = [];
    const deciding = new Set(Object.values(whole.facts).flatMap((fact) => fact?.evidence ?? []));
    for (const lost of recordedReads(id).filter((one) => deciding.has(one))) {
      const poorer = await assessRecorded(id, polygonCdk, { lost });
      for (const name of names) {
        const fact = (poorer.facts as Record<string, Observation<unknown> | undefined>)[name];
        if (fact?.status === 'unknown') open.add(name);
        else if (fact?.value !== whole.fact(name)) changed.push(`${name} without ${lost}`);
      }
    }
    expect(changed).toEqual([]);
    expect(names.filter((name) => !open.has(name))).toEqual([]);
  });
});
