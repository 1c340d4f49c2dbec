import { type Hex, keccak256, toFunctionSelector, toHex } from 'viem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callAuthority } from '../../../src/authority/call-authority.ts';
import { createResolver } from '../../../src/authority/create-resolver.ts';
import { corruption } from '../../../src/authority/solver/solve.ts';
import { openLiveReader } from '../../../src/evidence/live.ts';
import type { EvidenceReader } from '../../../src/evidence/reader.ts';
import type { ReadRequest } from '../../../src/model/evidence.ts';
import { known, unknown } from '../../../src/model/observation.ts';
import { accounts, type Anvil, startAnvil } from '../../devnet/anvil.ts';
import { loadFixture } from '../../devnet/artifacts.ts';
import { as, deploy, send } from '../../devnet/contract.ts';
import { deployTimelock4, deployTransparent4, openZeppelin4 } from '../../devnet/openzeppelin-4.ts';
import { deployScroll, type Scroll } from '../../devnet/scroll.ts';

const [, ann, ben, cleo] = accounts;
const day = 86_400;
const setPause = toFunctionSelector('function setPause(bool)');
const emergency = keccak256(toHex('EMERGENCY_MULTISIG_NO_DELAY_ROLE'));
const fast = keccak256(toHex('TIMELOCK_1DAY_DELAY_ROLE'));

let node: Anvil;
let scroll: Scroll;
beforeAll(async () => {
  node = await startAnvil();
  // ann proposes to the timelock of seven days, which administers the roles.
  scroll = await deployScroll(node, ann);
  const admin = as(scroll.owner, scroll.timelock.address);
  const short = await deployTimelock4(node, BigInt(day), { proposers: [cleo], executors: [cleo] });
  await send(admin, 'updateAccess', scroll.chain.address, [setPause], fast, true);
  await send(admin, 'grantRole', fast, short.address);
  await send(admin, 'updateAccess', scroll.messenger.address, [setPause], emergency, true);
  await send(admin, 'updateAccess', scroll.messenger.address, [setPause], emergency, false);
});
afterAll(() => node.stop());

/** Who can make the owner call a function of a contract; `change` makes something of the reader. */
async function who(target: Scroll['chain'], selector: Hex, change = (reader: EvidenceReader) => reader) {
  const reader = change(await openLiveReader({ url: node.url, block: 'latest' }));
  const resolver = createResolver(reader, () => undefined);
  const call = { target: target.address, selectors: [selector] };
  const authority = await callAuthority(known(scroll.owner.address), call, resolver);
  const bodies = await resolver.settle();
  return corruption({ authority, bodies, unresolved: 'hostile', provableBug: 'aside' });
}

/** Every answer of `callableRoles` fails, as where an old node has no answer. */
function silent(reader: EvidenceReader): EvidenceReader {
  return failing(reader, (request) => request.kind === 'call' && request.data.startsWith(callable));
}

function failing(reader: EvidenceReader, fails: (request: ReadRequest) => boolean): EvidenceReader {
  const read = (request: ReadRequest) =>
    fails(request) ? Promise.resolve(unknown('lost by the test')) : reader.read(request as never);
  return { ...reader, read: read as EvidenceReader['read'] };
}

const callable = toFunctionSelector('function callableRoles(address, bytes4)');

describe('ScrollOwner', () => {
  it('lets the shortest of the timelocks count that may make the call', async () => {
    expect(await who(scroll.chain, setPause)).toMatchObject([
      { delaySeconds: day, size: 1, keys: [`${node.chainId}:${cleo}`] },
    ]);
  });

  it('lets only its administrators make a call that no role may make, after their delay', async () => {
    const remap = toFunctionSelector('function updateFeeVault(address)');
    expect(await who(scroll.messenger, remap)).toMatchObject([
      { delaySeconds: 7 * day, keys: [`${node.chainId}:${ann}`] },
    ]);
  });

  it('lets a role call nothing any more after its access was revoked', async () => {
    expect(await who(scroll.messenger, setPause)).toMatchObject([{ delaySeconds: 7 * day }]);
    expect(await who(scroll.messenger, setPause, silent)).toMatchObject([{ delaySeconds: 7 * day }]);
  });

  it('is read from the logs where it does not answer, with the same result', async () => {
    expect(await who(scroll.chain, setPause, silent)).toEqual(await who(scroll.chain, setPause));
  });

  it('is anybody’s where it does not answer and its logs are lost', async () => {
    const deaf = (reader: EvidenceReader) => failing(silent(reader), ({ kind }) => kind === 'logs');
    expect((await who(scroll.chain, setPause, deaf))[0]).toMatchObject({ delaySeconds: 0, size: 1 });
  });

  it('counts whoever may hand the target over', async () => {
    const admin = as(scroll.owner, scroll.timelock.address);
    const handOver = toFunctionSelector('function transferOwnership(address)');
    await send(admin, 'updateAccess', scroll.systemConfig.address, [handOver], emergency, true);
    await send(admin, 'grantRole', emergency, ben);
    const sets = toFunctionSelector('function updateSigner(address)');
    expect((await who(scroll.systemConfig, sets))[0]).toMatchObject({
      delaySeconds: 0,
      keys: [`${node.chainId}:${ben}`],
    });
  });

  it('lets the owner of a PauseController pause what it may pause', async () => {
    const artifact = loadFixture('scroll.json.gz');
    const code = await deploy(node, artifact('PauseController'), [scroll.owner.address]);
    const proxies = await deploy(node, openZeppelin4('ProxyAdmin'));
    const cooldown = BigInt(7 * day);
    const pauser = await deployTransparent4(proxies, code, [cooldown]);
    const admin = as(scroll.owner, scroll.timelock.address);
    const role = keccak256(toHex('PAUSE_CONTROLLER_ROLE'));
    await send(admin, 'updateAccess', scroll.messenger.address, [setPause], role, true);
    await send(admin, 'grantRole', role, pauser.address);
    const [fastest] = await who(scroll.messenger, setPause);
    expect(fastest).toMatchObject({ delaySeconds: 0, size: 1, keys: [`${node.chainId}:${accounts[0]}`] });
  });

  it('as a whole counts for whatever any of its roles may call', async () => {
    const reader = await openLiveReader({ url: node.url, block: 'latest' });
    const resolver = createResolver(reader, () => undefined);
    const authority = resolver.resolve(scroll.owner.address);
    const bodies = await resolver.settle();
    const frontier = corruption({ authority, bodies, unresolved: 'hostile', provableBug: 'aside' });
    expect(frontier[0]).toMatchObject({ delaySeconds: 0, size: 1 });
    expect(bodies.get(`${node.chainId}:${scroll.owner.address}`)).toMatchObject({ kind: 'function-roles' });
  });

  it('owns a ProxyAdmin only through the functions that change code', async () => {
    const reader = await openLiveReader({ url: node.url, block: 'latest' });
    const resolver = createResolver(reader, () => undefined);
    const authority = await resolver.upgradeAuthority(scroll.chain.address);
    const bodies = await resolver.settle();
    // ben and cleo may pause; neither may upgrade.
    const frontier = corruption({ authority, bodies, unresolved: 'hostile', provableBug: 'aside' });
    expect(frontier).toMatchObject([{ delaySeconds: 7 * day, keys: [`${node.chainId}:${ann}`] }]);
  });
});
