import { concatHex, keccak256, pad, toFunctionSelector, toHex, zeroHash, type Address, type Hex } from 'viem';
import { accounts, type Anvil } from './anvil.ts';
import { loadFixture, type Artifact } from './artifacts.ts';
import { at, deploy, encode, type Contract } from './contract.ts';

/** The diamond of zkSync Era in mid-2023, seen through each of its facets, before ValidatorTimelock and Bridgehub. */
export type Era = Readonly<
  Record<'getters' | 'governance' | 'executor' | 'mailbox' | 'diamondCut' | 'verifier' | 'allowList', Contract>
>;

/** Who may commit, prove and execute blocks. */
export const eraValidator: Address = accounts[3];

/** An artifact of @matterlabs/zksync-contracts 0.6.1. */
export const eraArtifact = loadFixture('era-2023.json.gz');

/** Which facets a freeze stops. */
const freezable: Readonly<Record<string, boolean>> = {
  DiamondCutFacet: false,
  GettersFacet: false,
  MailboxFacet: true,
  ExecutorFacet: true,
  GovernanceFacet: true,
};

/** Deploys the diamond for a governor, who alone may change facets, validators and the verifier. */
export async function deployEra(node: Anvil, governor: Address): Promise<Era> {
  const make = (name: string, ...args: unknown[]): Promise<Contract> => deploy(node, eraArtifact(name), args);
  const verifier = await make('Verifier');
  const allowList = await make('AllowList', governor);
  const facetCuts: unknown[] = [];
  for (const [name, isFreezable] of Object.entries(freezable)) {
    const { address } = await make(name);
    facetCuts.push({ facet: address, action: 0, isFreezable, selectors: selectors(eraArtifact(name)) });
  }
  const init = await make('DiamondInit');
  const initCalldata = encode(init, 'initialize', ...initialization(verifier, governor, allowList));
  const cut = { facetCuts, initAddress: init.address, initCalldata };
  const { address } = await make('DiamondProxy', BigInt(node.chainId), cut);
  const facet = (name: string): Contract => at(node, address, eraArtifact(name));
  return {
    getters: facet('GettersFacet'),
    governance: facet('GovernanceFacet'),
    executor: facet('ExecutorFacet'),
    mailbox: facet('MailboxFacet'),
    diamondCut: facet('DiamondCutFacet'),
    verifier,
    allowList,
  };
}

/** The arguments of `DiamondInit.initialize`, made-up hashes for the L2's genesis and system contracts. */
function initialization(verifier: Contract, governor: Address, allowList: Contract): unknown[] {
  const keys = {
    recursionNodeLevelVkHash: zeroHash,
    recursionLeafLevelVkHash: zeroHash,
    recursionCircuitsSetVksHash: zeroHash,
  };
  // A bytecode hash of the L2 begins with version 1 and the length in words, which must be odd.
  const bytecode = (name: string): Hex => concatHex(['0x01000001', pad(toHex(name), { size: 28 })]);
  const genesis = [keccak256(toHex('genesis')), 0n, keccak256(toHex('commitment'))];
  const system = [bytecode('bootloader'), bytecode('account')];
  return [verifier.address, governor, eraValidator, ...genesis, allowList.address, keys, false, ...system, 72_000_000n];
}

/** Every facet has `getName`; the diamond can route it to none of them. */
function selectors({ abi }: Artifact): Hex[] {
  return abi.flatMap((item) => (item.type === 'function' && item.name !== 'getName' ? [toFunctionSelector(item)] : []));
}
