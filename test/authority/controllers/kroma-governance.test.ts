import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accounts, type Anvil, snapshot, startAnvil } from '../../devnet/anvil.ts';
import { as, send } from '../../devnet/contract.ts';
import { deployKroma, type Kroma, kromaSettings } from '../../devnet/kroma.ts';
import { resolveOn } from '../resolved.ts';
import { resolveStub, someone } from '../stub-resolved.ts';

const [, ann, ben, cleo, guardian, trusted, operator, user] = accounts;

let node: Anvil;
let kroma: Kroma;
let restore: () => Promise<void>;
beforeAll(async () => {
  node = await startAnvil();
  kroma = await deployKroma(node, { members: [ann, ben, cleo], threshold: 2, guardian, trusted, operator });
});
beforeEach(async () => {
  restore = await snapshot(node);
});
afterEach(() => restore());
afterAll(() => node.stop());

const id = (address: string) => `${node.chainId}:${address}`;

describe('Kroma’s timelock', () => {
  it('is whoever proposes to it, at once, whatever least delay it names', async () => {
    const { body, frontier } = await resolveOn(node, kroma.timelock.address);
    expect(body.kind).toBe('unenforced-timelock');
    expect(body.parameters).toEqual({});
    expect(body.notes.join()).toContain('choose the delay');
    expect(kromaSettings.delay).toBeGreaterThan(0);
    expect(frontier).toMatchObject([{ delaySeconds: 0, size: 2 }]);
  });
});

describe('Kroma’s vote', () => {
  it('is as many members as a quorum needs, and no electorate', async () => {
    const { body, frontier } = await resolveOn(node, kroma.governor.address);
    expect(body).toMatchObject({ kind: 'upgrade-governor', name: 'vote of members' });
    expect(frontier).toMatchObject([{ delaySeconds: 0, size: 2, electorates: [], alternatives: 3 }]);
  });

  it('follows whom members choose to vote for them', async () => {
    for (const member of [ann, ben]) await send(as(kroma.token, member), 'delegate', cleo);
    const { frontier } = await resolveOn(node, kroma.governor.address);
    expect(frontier).toMatchObject([{ size: 1, keys: [id(cleo)] }]);
  });

  it('is also whoever issues the votes', async () => {
    await send(as(kroma.token, kroma.timelock.address), 'transferOwnership', user);
    const { frontier } = await resolveOn(node, kroma.governor.address);
    expect(frontier).toMatchObject([{ size: 1, keys: [id(user)], alternatives: 1 }]);
  });
});

describe('Kroma’s council', () => {
  it('is as many of its owners as have to confirm', async () => {
    const { body, frontier } = await resolveOn(node, kroma.council.address);
    expect(body).toMatchObject({ kind: 'governed-multisig', parameters: { threshold: 2, owners: 3 } });
    expect(frontier).toMatchObject([{ delaySeconds: 0, size: 2 }]);
  });

  it('is also the governor that chooses them', async () => {
    await send(as(kroma.council, kroma.timelock.address), 'changeRequirement', 3);
    const { body, frontier } = await resolveOn(node, kroma.council.address);
    expect(body.parameters).toMatchObject({ threshold: 3 });
    // Two members are enough for the vote behind the timelock.
    expect(frontier).toMatchObject([{ delaySeconds: 0, size: 2 }]);
  });
});

describe('a stand-in for the council', () => {
  const [council, governor] = [someone(1), someone(2)];
  const seen = {
    answers: [
      { view: 'function getOwners() view returns (address[])', value: [someone(3), someone(4)] },
      { view: 'function numConfirmationsRequired() view returns (uint256)', value: 2n },
      { view: 'function GOVERNOR() view returns (address)', value: governor },
    ],
    silent: [
      'function submitTransaction(address, uint256, bytes)',
      'function confirmTransaction(uint256)',
      'function replaceOwner(address, address)',
    ],
  };
  it('of which a read fails may be anybody’s', async () => {
    const { body, frontier } = await resolveStub({ [council]: seen }, council, ({ kind }) => kind === 'call');
    expect(body.name).toBe('multisig');
    expect(frontier).toMatchObject([{ size: 1 }]);
    expect(JSON.stringify(body.authority)).toContain('unresolved');
  });
});
