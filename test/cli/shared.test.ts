import { describe, expect, test } from 'vitest';
import { parseRecording } from '../../src/evidence/parse-recording.ts';
import { serialiseRecording } from '../../src/evidence/recording.ts';
import { buildProgram, folderWith } from './built-program.ts';
import { emptyRecording, entry, registry } from './sample-registry.ts';

const fullfaith = buildProgram();
const twin = { ...parseRecording(emptyRecording, 'sample.json'), chain: 'twin' };
const twins = {
  ...registry,
  'registry/chains/twin.yaml': entry.replace('id: sample', 'id: twin').replace('987654321', '987654322'),
  'registry/evidence/twin.json': serialiseRecording(twin),
};

describe('fullfaith shared', () => {
  test('says that nobody holds powers over two chains whose holders were not established', async () => {
    const run = await fullfaith(['shared'], { directory: await folderWith(twins) });
    expect(run.code).toBe(0);
    expect(run.stdout).toBe('No key, Safe or contract holds powers over more than one of these chains.\n');
  });

  test('lists who does over chains of the shipped registry, as JSON', async () => {
    const run = await fullfaith(['shared', 'base', 'optimism', '--json']);
    expect(run.code).toBe(0);
    const { chains, holders } = JSON.parse(run.stdout);
    expect(chains).toEqual(['base', 'optimism']);
    const council = holders.find(({ address }: { address: string }) => address.startsWith('0xc2819DC788'));
    expect(council.chains.map(({ chain }: { chain: string }) => chain)).toEqual(['base', 'optimism']);
  });

  test('leaves out, and names, a chain without evidence that nobody asked for', async () => {
    const { 'registry/evidence/twin.json': _, ...one } = twins;
    const run = await fullfaith(['shared', '--json'], { directory: await folderWith(one) });
    expect([run.code, JSON.parse(run.stdout).chains]).toEqual([0, ['sample']]);
    expect(run.stderr).toContain('Left out, because there is no evidence of them: twin.');
  });

  test('ends with 3 where a chain that was named has no evidence, and with 2 for one that there is not', async () => {
    const { 'registry/evidence/twin.json': _, ...one } = twins;
    const directory = await folderWith(one);
    const lost = await fullfaith(['shared', 'sample', 'twin'], { directory });
    const unknown = await fullfaith(['shared', 'sample', 'other'], { directory });
    expect([lost.code, lost.stdout]).toEqual([3, '']);
    expect([unknown.code, unknown.stdout]).toEqual([2, '']);
    expect(lost.stderr).toContain('There is no recording of twin');
  });
});
