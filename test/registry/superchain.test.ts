import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FullfaithError } from '../../src/model/error.ts';
import { parseChain } from '../../src/registry/parse-chain.ts';
import { readSuperchainRegistry } from '../../src/registry/read-superchain.ts';
import { renderChainYaml } from '../../src/registry/render-chain.ts';
import { parseSuperchainAddresses, parseSuperchainConfig } from '../../src/registry/superchain.ts';
import { messageOf } from './entry.ts';

const file = 'superchain/configs/mainnet/example.toml';
const snapshot = { revision: '8336d2ae', date: '2026-08-04' };

/** In the form of the superchain-registry, with what must not be taken over: owners, roles, hard fork times. */
const config = `name = "Example Chain"
public_rpc = "https://rpc.example.org"
superchain_time = 0
data_availability_type = "alt-da"
chain_id = 424242
block_time = 2
seq_window_size = 7200
max_sequencer_drift = 600

[hardforks]
  canyon_time = 1704992401 # Thu 11 Jan 2024 17:00:01 UTC

[alt_da]
  da_challenge_contract_address = "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359"
  da_challenge_window = 3600

[genesis]
  l2_time = 1686068903
  [genesis.l1]
    hash = "0x438335a20d98863a4c0c97999eb2481921ccd28553eac6f913af7c12aec04108"
    number = 17422590

[roles]
  ProxyAdminOwner = "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb"

[addresses]
  SystemConfigProxy = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"
  OptimismPortalProxy = "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB"
`;

const withoutAddress = config.replace(/ {2}SystemConfigProxy.*\n/, '');
const addresses = { '424242': { SystemConfigProxy: '0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB' as const } };

function importOf(text: string, known = {}) {
  return parseSuperchainConfig(text, file, { addresses: known, snapshot });
}

describe('an imported entry', () => {
  test('holds entry points and cited claims, and nothing that is read', () => {
    expect(renderChainYaml(importOf(config))).toBe(`# yaml-language-server: $schema=../../schema/chain.schema.json
id: example
name: Example Chain
chainId: 424242
stack: op-stack
contracts:
  SystemConfig: '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
  OptimismPortal: '0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB'
  DataAvailabilityChallenge: '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359'
claims:
  data.location:
    value: external
    source: superchain-registry 8336d2ae (MIT licence), superchain/configs/mainnet/example.toml
    date: 2026-08-04
    expires: 2028-08-04
  sequencing.window.blocks:
    value: 7200
    source: superchain-registry 8336d2ae (MIT licence), superchain/configs/mainnet/example.toml
    date: 2026-08-04
    expires: 2028-08-04
`);
  });

  test('passes validation', () => {
    const chain = parseChain(renderChainYaml(importOf(config)), 'f');
    expect(chain.claims['sequencing.window.blocks']?.value).toBe(7200);
  });

  test('claims nothing that the TOML does not say', () => {
    const entry = importOf(config.replace(/^(data_availability_type|seq_window_size).*\n/gm, ''));
    expect(entry.claims).toEqual({});
  });

  test('takes its address from the list of all addresses where the TOML has none', () => {
    expect(importOf(withoutAddress, addresses).contracts).toMatchObject({
      SystemConfig: '0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB',
    });
  });
});

test.each([
  ['no address', withoutAddress, 'it names no SystemConfigProxy, and addresses.json neither'],
  ['no chain id', config.replace(/chain_id.*\n/, ''), 'chain_id: Invalid input: expected number, received undefined'],
  [
    'a new kind of data availability',
    config.replace('"alt-da"', '"da"'),
    'data_availability_type: Invalid option: expected one of "eth-da"|"alt-da"',
  ],
  [
    'a wrong checksum',
    config.replace('5aAeb', '5aaeb'),
    'addresses.SystemConfigProxy: has a wrong checksum; if no digit is wrong it is written 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
  ],
  ['no TOML', '<html>', 'it is no TOML (Invalid TOML document: illegal character in key)'],
])('%s is refused', (_, text, reason) => {
  expect(messageOf(() => importOf(text))).toBe(`${file} cannot be imported: ${reason}.`);
});

test('a list of addresses that is no JSON is refused', () => {
  expect(messageOf(() => parseSuperchainAddresses('<html>', 'addresses.json'))).toMatch(
    /^addresses\.json cannot be imported: it is no JSON \(/,
  );
});

test('whatever the text, it is an entry or an error for people', () => {
  const cut = fc.tuple(fc.nat(config.length), fc.nat(40), fc.string({ maxLength: 5 }));
  fc.assert(
    fc.property(cut, ([start, length, put]) => {
      try {
        importOf(config.slice(0, start) + put + config.slice(start + length));
      } catch (error) {
        expect(error).toBeInstanceOf(FullfaithError);
      }
    }),
    { numRuns: 500 },
  );
});

describe('a copy of the registry', () => {
  let directory: string;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'superchain-'));
    const configs = join(directory, 'superchain/configs/mainnet');
    await mkdir(configs, { recursive: true });
    await mkdir(join(directory, 'superchain/addresses'));
    await writeFile(join(configs, 'superchain.toml'), 'name = "Mainnet"\n');
    await writeFile(join(configs, 'zeta.toml'), withoutAddress);
    await writeFile(join(configs, 'alpha.toml'), config.replace('424242', '5'));
    await writeFile(join(directory, 'superchain/addresses/addresses.json'), JSON.stringify(addresses));
  });

  afterAll(() => rm(directory, { recursive: true }));

  test('gives an entry for each chain, by id', async () => {
    const entries = await readSuperchainRegistry(directory, snapshot);
    expect(entries.map(({ id, chainId }) => [id, chainId])).toEqual([
      ['alpha', 5],
      ['zeta', 424242],
    ]);
  });

  test('is refused where a part of it is missing', async () => {
    const half = join(directory, 'half');
    await cp(join(directory, 'superchain/configs'), join(half, 'superchain/configs'), { recursive: true });
    await expect(readSuperchainRegistry(half, snapshot)).rejects.toThrow(
      `${half}/superchain/addresses/addresses.json cannot be read (ENOENT).`,
    );
  });
});
