import { afterAll, beforeAll, expect, test } from 'vitest';
import { accounts, startAnvil, type Anvil } from './anvil.ts';
import { deploy, encode, read, type Contract } from './contract.ts';
import { deployLinea, lineaArtifact, lineaOperators, type Linea } from './linea.ts';
import { execute, role, schedule } from './openzeppelin.ts';
import { deploySafe } from './safe.ts';

const [, ann, ben, cleo] = accounts;

let node: Anvil;
let linea: Linea;
let council: Contract;
beforeAll(async () => {
  node = await startAnvil();
  council = await deploySafe(node, { owners: [ann, ben, cleo], threshold: 2 });
  linea = await deployLinea(node, council.address);
});
afterAll(() => node.stop());

test('its operators post, and no one else', async () => {
  const [operator] = lineaOperators;
  expect(await read(linea.rollup, 'hasRole', role('OPERATOR_ROLE'), operator)).toBe(true);
  expect(await read(linea.rollup, 'hasRole', role('OPERATOR_ROLE'), ann)).toBe(false);
  expect(await read(linea.rollup, 'verifiers', 0n)).toBe(linea.verifier.address);
  expect(await read(linea.rollup, 'periodInSeconds')).toBe(86_400n);
});

test('its timelock upgrades it, for its proposer', async () => {
  const next = await deploy(node, lineaArtifact('LineaRollup'));
  const data = encode(linea.proxyAdmin, 'upgrade', linea.rollup.address, next.address);
  const upgrade = { target: linea.proxyAdmin.address, data, from: council.address };
  await expect(schedule(linea.timelock, { ...upgrade, from: cleo })).rejects.toThrow('AccessControl');
  await schedule(linea.timelock, upgrade);
  await execute(linea.timelock, upgrade);
  const now = await read(linea.proxyAdmin, 'getProxyImplementation', linea.rollup.address);
  expect(now).toBe(next.address);
});
