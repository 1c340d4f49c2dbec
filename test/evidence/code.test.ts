import fc from 'fast-check';
import { concatHex, getAddress, keccak256, toFunctionSelector, type AbiFunction, type Hex } from 'viem';
import { describe, expect, it } from 'vitest';
import { summarise } from '../../src/evidence/code.ts';
import { loadArtifact } from '../devnet/artifacts.ts';
import { anyAddress, anyBytes } from './arbitraries.ts';

describe('summarise', () => {
  it('gives the hash and size of the code, also of none', () => {
    expect(summarise('0x')).toEqual({ hash: keccak256('0x'), size: 0, pushed: [], delegatecalls: false });
    expect(summarise('0x6001')).toMatchObject({ hash: keccak256('0x6001'), size: 2 });
  });

  it('collects what PUSH3 and PUSH4 push, sorted, once, padded to four bytes', () => {
    expect(summarise('0x63ffffffff62abcdef6300000001630000000163ffffffff00').pushed).toEqual([
      '0x00000001',
      '0x00abcdef',
      '0xffffffff',
    ]);
  });

  it.each([
    'safe141/build/artifacts/contracts/Safe.sol/Safe.json',
    '@openzeppelin/contracts/build/contracts/TimelockController.json',
    'bedrock/forge-artifacts/SystemConfig.sol/SystemConfig.json',
  ])('finds every function of a real contract: %s', (path) => {
    const { abi, bytecode } = loadArtifact(path);
    const functions = abi
      .filter((item): item is AbiFunction => item.type === 'function')
      .map((item) => toFunctionSelector(item));
    expect(functions.length).toBeGreaterThan(10);
    expect(summarise(bytecode).pushed).toEqual(expect.arrayContaining(functions));
  });

  it('does not take the data of a longer push for code', () => {
    // PUSH6 with what looks like a PUSH4 in it, and a PUSH4 that the code ends in.
    expect(summarise('0x656311223344f4006311').pushed).toEqual([]);
    expect(summarise('0x65631122334400f4')).toMatchObject({ delegatecalls: true });
    expect(summarise('0x656311223344f4')).toMatchObject({ delegatecalls: false });
  });

  it('takes a delegate call for one only where something can get to it', () => {
    // JUMPDEST, DELEGATECALL after a RETURN; the same without the JUMPDEST: data.
    expect(summarise('0xf35bf4')).toMatchObject({ delegatecalls: true });
    expect(summarise('0x60006000f3f4')).toMatchObject({ delegatecalls: false });
    expect(summarise('0x6000600157f4')).toMatchObject({ delegatecalls: true });
    for (const end of ['00', '56', 'f3', 'fd', 'fe', 'ff']) {
      expect(summarise(`0x${end}0102f45b`)).toMatchObject({ delegatecalls: false });
    }
  });

  it('never fails, whatever the bytes', () => {
    fc.assert(
      fc.property(anyBytes(0, 200), (code) => {
        const { size, pushed } = summarise(code);
        expect(size).toBe((code.length - 2) / 2);
        expect(pushed.every((value) => code.includes(value.slice(2).replace(/^00/, '')))).toBe(true);
      }),
    );
  });
});

describe('a delegate', () => {
  const rest = '5af43d82803e903d91602b57fd5bf3';
  const shapes: readonly (readonly [name: string, before: Hex, after: Hex])[] = [
    ['EIP-1167', '0x363d3d373d3d3d363d73', `0x${rest}`],
    ['EIP-1167 with arguments', '0x363d3d373d3d3d363d73', `0x${rest}0011223344`],
    ['the cheaper variant', '0x3d3d3d3d363d3d37363d73', '0x5af43d3d93803e602a57fd5bf3'],
    ['with PUSH0', '0x5f5f365f5f37365f73', '0x5af43d5f5f3e5f3d91602a57fd5bf3'],
    [
      'with arguments in the calldata',
      '0x36602c57343d527f9e4ac34f21c619cefc926c8bd93b54bf5a39c7ab2127a895af1cc0691d7e3dff593da1005b363d3d373d3d3d3d610056806062363936013d73',
      '0x5af43d3d93803e606057fd5bf3aabbccdd0056',
    ],
  ];
  it.each(shapes)('is found in a minimal proxy: %s', (_, before, after) => {
    fc.assert(
      fc.property(anyAddress, (to) => {
        expect(summarise(concatHex([before, to.toLowerCase() as Hex, after])).delegate).toEqual({
          kind: 'eip1167',
          to,
        });
      }),
    );
  });

  it('is found in an EIP-7702 delegation, and only in a whole one', () => {
    const to = getAddress('0x63c0c19a282a1b52b07dd5a65b58948a07dae32b');
    const code = concatHex(['0xef0100', to.toLowerCase() as Hex]);
    expect(summarise(code).delegate).toEqual({ kind: 'eip7702', to });
    expect(summarise(concatHex([code, '0x00'])).delegate).toBeUndefined();
  });

  it('is not found in a proxy that does something else first', () => {
    const code = concatHex(['0x6001', '0x363d3d373d3d3d363d73', keccak256('0x').slice(0, 42) as Hex, `0x${rest}`]);
    expect(summarise(code).delegate).toBeUndefined();
  });
});
