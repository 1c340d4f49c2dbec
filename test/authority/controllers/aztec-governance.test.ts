import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accounts, type Anvil, snapshot, startAnvil } from '../../devnet/anvil.ts';
import { type AztecRollup, byGovernance, deployAztecRollup, governanceSettings } from '../../devnet/aztec-rollup.ts';
import { as, send } from '../../devnet/contract.ts';
import { resolveOn } from '../resolved.ts';
import type { StubContract } from '../stub-reader.ts';
import { type Lost, resolveStub, someone } from '../stub-resolved.ts';

const [, ann] = accounts;
const day = 86_400;

describe('Aztec’s own Governance', () => {
  let node: Anvil;
  let aztec: AztecRollup;
  beforeAll(async () => {
    node = await startAnvil();
    aztec = await deployAztecRollup(node);
  });
  afterAll(() => node.stop());

  it('is a vote, of stake, that waits before it is executed', async () => {
    const { body, frontier } = await resolveOn(node, aztec.governance.address);
    expect(body.kind).toBe('aztec-governance');
    expect(body.parameters).toMatchObject({ votingDelay: 3 * day, votingDuration: 7 * day, executionDelay: 30 * day });
    expect(body.authority).toMatchObject({ kind: 'after', seconds: 30 * day });
    expect(frontier).toMatchObject([{ delaySeconds: 30 * day, size: 0, electorates: [body.id] }]);
    expect(body.notes.join()).toContain('staked with validators');
  });

  it('is also whoever may mint what votes: a minter as well as the owner of the token', async () => {
    const restore = await snapshot(node);
    await send(as(aztec.stakingAsset, aztec.coinIssuer.address), 'addMinter', ann);
    const { body } = await resolveOn(node, aztec.governance.address);
    await restore();
    const authority = JSON.stringify(body.authority);
    expect(authority).toContain(ann);
    expect(authority).toContain(aztec.coinIssuer.address);
    expect(authority).not.toContain(accounts[0]);
  });

  it('follows what a vote makes of its periods, and of who may vote', async () => {
    const restore = await snapshot(node);
    const { governance } = aztec;
    const hasty = { ...governanceSettings, votingDelay: 60n, votingDuration: 70n, executionDelay: 60n };
    await send(byGovernance(governance, governance), 'updateConfiguration', hasty);
    await send(byGovernance(governance, governance), 'openFloodgates');
    const { body, frontier } = await resolveOn(node, governance.address);
    await restore();
    expect(frontier).toMatchObject([{ delaySeconds: 60 }]);
    expect(body.notes.join()).not.toContain('staked with validators');
  });
});

describe('a stand-in for it', () => {
  const [governance, token, owner] = [someone(1), someone(2), someone(3)];
  const configuration = {
    view: 'function getConfiguration() view returns (((uint256, uint256), uint256, uint256, uint256, uint256, uint256, uint256, uint256))',
    value: [[1n, 2n], 100n, 200n, 300n, 400n, 1n, 1n, 1n],
  };
  const vote: StubContract = {
    answers: [
      configuration,
      { view: 'function ASSET() view returns (address)', value: token },
      { view: 'function isAllBeneficiariesAllowed() view returns (bool)', value: true },
      { view: 'function governanceProposer() view returns (address)', value: someone(4) },
    ],
    silent: ['function proposeWithLock(address, address)'],
  };
  const mints = ['function mint(address, uint256)'];
  const resolve = (coin: StubContract, lost?: Lost) =>
    resolveStub({ [governance]: vote, [token]: coin }, governance, lost);

  it('waits for nobody who could not be read', async () => {
    const { body, frontier } = await resolve({ answers: [] }, (request) => request.kind === 'call');
    expect(body.name).toBe('vote of unknown delay');
    expect(frontier[0]).toMatchObject({ delaySeconds: 0 });
    expect(JSON.stringify(body.authority)).toContain('unresolved');
  });

  it('is nobody’s but the voters’ where the token cannot be minted', async () => {
    const { body } = await resolve({ answers: [{ view: 'function owner() view returns (address)', value: owner }] });
    expect(body.authority).toEqual({ kind: 'after', seconds: 300, of: { kind: 'electorate', id: `1:${governance}` } });
  });

  it('may be anybody’s where it is not known who mints', async () => {
    const { body } = await resolve({ answers: [], silent: mints });
    expect(JSON.stringify(body.authority)).toContain('who may mint');
  });

  it('may be anybody’s where the token has minters and no log names one', async () => {
    const answers = [
      { view: 'function owner() view returns (address)', value: owner },
      { view: 'function minters(address) view returns (bool)', value: true },
    ];
    const { body } = await resolve({ answers, silent: mints });
    expect(JSON.stringify(body.authority)).toContain(owner);
    expect(JSON.stringify(body.authority)).toContain('its logs are incomplete');
  });
});
