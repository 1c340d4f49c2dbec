import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createResolver } from '../../src/authority/create-resolver.ts';
import { openLiveReader } from '../../src/evidence/live.ts';
import type { EvidenceReader } from '../../src/evidence/reader.ts';
import type { ReadRequest } from '../../src/model/evidence.ts';
import { known } from '../../src/model/observation.ts';
import { linea as stack } from '../../src/stacks/linea/index.ts';
import { everyVerifierProves } from '../../src/stacks/linea/verifiers.ts';
import { accounts, type Anvil, snapshot, startAnvil } from '../devnet/anvil.ts';
import { as, deploy, send } from '../devnet/contract.ts';
import { deployLinea, type Linea, lineaArtifact } from '../devnet/linea.ts';
import { role } from '../devnet/openzeppelin.ts';
import { assessOn, entry } from './assessed.ts';

const [, council, ann, ...others] = accounts;
const general = 1;
const provingSystem = 4;

let node: Anvil;
let linea: Linea;
let restore: () => Promise<void>;
beforeAll(async () => {
  node = await startAnvil();
  linea = await deployLinea(node, council);
});
afterAll(() => node.stop());

const assess = () => assessOn(node, stack, entry({ stack: 'linea', contracts: { LineaRollup: linea.rollup.address } }));
const byCouncil = (name: string, ...args: unknown[]) => send(as(linea.rollup, council), name, ...args);
const keys = (...of: readonly string[]) => of.map((one) => `${node.chainId}:${one}`);

/** Runs it, and undoes what it did. */
async function undone(run: () => Promise<void>): Promise<void> {
  restore = await snapshot(node);
  await run();
  await restore();
}

/** The reader of a node that has forgotten its logs without saying so. */
function withoutLogs(reader: EvidenceReader): EvidenceReader {
  const read = (request: ReadRequest) =>
    request.kind === 'logs' ? Promise.resolve(known([])) : reader.read(request as never);
  return { ...reader, read: read as EvidenceReader['read'] };
}

describe('Linea’s own contracts, of early 2024', () => {
  it('are proved, where every proof type has a verifier of theirs', async () => {
    const found = await assess();
    expect(found.fact('proof.kind')).toBe('validity');
    expect(found.fact('proof.enforced')).toBe(true);
    expect(found.fact('data.location')).toBe('ethereum');
    expect(found.fact('inclusion.mechanism')).toBe('none');
  });

  it.each([1n, 12n, 700n])('are not known to be proved when proof type %s has a verifier of another kind', (type) =>
    undone(async () => {
      await byCouncil('setVerifierAddress', linea.proxyAdmin.address, type);
      const found = await assess();
      expect(found.fact('proof.enforced')).toMatch(new RegExp(`^\\? .*proof type ${type} is of a kind that is not`));
      expect(found.fact('proof.kind')).toMatch(/^\? /);
    }),
  );

  it('are not known to be proved when proof type 7 has a verifier of another kind and no log says so', () =>
    undone(async () => {
      await byCouncil('setVerifierAddress', linea.proxyAdmin.address, 7n);
      const reader = await openLiveReader({ url: node.url, block: 'latest' });
      const resolver = createResolver(withoutLogs(reader), () => undefined);
      const proves = await everyVerifierProves(await resolver.inspect(linea.rollup.address), resolver);
      expect(proves).toMatchObject({ status: 'unknown', reason: expect.stringContaining('proof type 7') });
    }));

  it('are proved still when a proof type has a second verifier, or an address without code', () =>
    undone(async () => {
      const second = await deploy(node, lineaArtifact('PlonkVerifier'));
      await byCouncil('setVerifierAddress', second.address, 2n);
      await byCouncil('setVerifierAddress', others[3], 5n);
      expect((await assess()).fact('proof.enforced')).toBe(true);
    }));

  it('can be overridden by the administrator, who may finalise without a proof', async () => {
    const found = await assess();
    expect(found.frontier('finalise-without-proof')).toMatchObject([{ delaySeconds: 0, size: 1, keys: keys(council) }]);
    expect(found.fact('proof.keyless')).toBe(false);
  });

  it('let whoever has the role of pausing pause, and say what is paused', () =>
    undone(async () => {
      expect((await assess()).fact('pause.active')).toMatch(/^\? .*no contract names it/);
      await byCouncil('grantRole', role('PAUSE_MANAGER_ROLE'), ann);
      const found = await assess();
      expect(found.frontier('pause-withdrawals')).toMatchObject([{ size: 1, alternatives: 2 }]);
      for (const type of [general, provingSystem]) await send(as(linea.rollup, ann), 'pauseByType', type);
    }));

  it('make a withdrawal wait for a period of the rate limit, whose setter can stop them all', async () => {
    const found = await assess();
    expect(found.exit.finish).toMatchObject([{ name: 'rate limit', seconds: { value: 86_400 } }]);
    expect(found.frontier('throttle-withdrawals')).toMatchObject([{ delaySeconds: 0, keys: keys(council) }]);
  });

  it('are upgraded by the timelock’s proposer, after a delay that is nothing', async () => {
    const found = await assess();
    expect(found.frontier('upgrade-linea-rollup')).toMatchObject([{ delaySeconds: 0, keys: keys(council) }]);
    expect(found.power('unknown-token-bridge').authority.kind).toBe('unresolved');
  });

  it('are recognised from the rollup, and not from the timelock', async () => {
    const reader = await openLiveReader({ url: node.url, block: 'latest' });
    const contracts = { LineaRollup: linea.rollup.address };
    expect(await stack.recognise(reader, linea.rollup.address)).toMatchObject({
      status: 'known',
      value: { contracts },
    });
    expect(await stack.recognise(reader, linea.timelock.address)).toMatchObject({ status: 'known', value: null });
  });
});
