import { afterAll, beforeAll, expect, test } from 'vitest';
import { accounts, startAnvil, type Anvil } from './anvil.ts';
import { as, deploy, read, send } from './contract.ts';
import { role } from './openzeppelin.ts';
import { deployPolygonPos, polygonPosArtifact, type PolygonPos } from './polygon-pos.ts';

const [, ann] = accounts;

let node: Anvil;
let pos: PolygonPos;
beforeAll(async () => {
  node = await startAnvil();
  pos = await deployPolygonPos(node, ann);
});
afterAll(() => node.stop());

test('its admin holds the roles and the proxy', async () => {
  expect(await read(pos.manager, 'hasRole', role('DEFAULT_ADMIN_ROLE'), ann)).toBe(true);
  expect(await read(pos.manager, 'hasRole', role('MAPPER_ROLE'), ann)).toBe(true);
  expect(await read(pos.managerProxy, 'proxyOwner')).toBe(ann);
  expect(await read(pos.managerProxy, 'proxyType')).toBe(2n);
});

test('its admin replaces its code at once', async () => {
  const next = await deploy(node, polygonPosArtifact('RootChainManager'));
  await expect(send(pos.managerProxy, 'updateImplementation', next.address)).rejects.toThrow();
  await send(as(pos.managerProxy, ann), 'updateImplementation', next.address);
  expect(await read(pos.managerProxy, 'implementation')).toBe(next.address);
});
