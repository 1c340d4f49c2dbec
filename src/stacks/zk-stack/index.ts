import type { Contract } from '../../authority/contract.ts';
import { zkChainId } from '../../authority/zk-chain-id.ts';
import { known, map, type Observation } from '../../model/observation.ts';
import type { Power } from '../../model/power.ts';
import { claimed } from '../claims.ts';
import { type Discovered, partsOf, unknownParts } from '../discovery.ts';
import { power, upgradePowers } from '../powers.ts';
import type { Assessment, Stack, StackContext } from '../stack.ts';
import { adminAuthority, adminPowers } from './admin-powers.ts';
import { discover, type ZkContracts } from './contracts.ts';
import { type DataAvailability, dataOf } from './data.ts';
import { filtererOn, filtererPowers } from './filterer.ts';
import { freezePowers } from './freeze.ts';
import { proofOf } from './proof.ts';
import { recogniseZkStack } from './recognise.ts';
import { batchPowers, counterpartPowers, managersOf, ownerPowers, pausedNow } from './shared-powers.ts';
import { systemContractsPower } from './system-contracts.ts';
import { validatorsOf, type Validators } from './validators.ts';
import { exitOf, wayOutFacts } from './way-out.ts';

/** ZK Stack: validity-proved chains behind one diamond each, which share their bridge and their governance. */
export const zkStack: Stack = {
  id: 'zk-stack',
  title: 'ZK Stack',
  entryPoints: {
    DiamondProxy: { required: true, meaning: 'the chain’s own contract; the rest is found from it' },
    RollupDAManager: {
      required: false,
      meaning: 'governance’s list of data availability pairs, which nothing names before v28',
    },
  },
  assess,
  recognise: recogniseZkStack,
};

async function assess(context: StackContext): Promise<Assessment> {
  const { chain, resolver } = context;
  const contracts = await discover(context);
  const chainId = await chainIdOf(contracts.diamond, context);
  const [proof, data, admin, filterer, validators] = await Promise.all([
    proofOf(contracts, resolver),
    dataOf(context, contracts),
    adminAuthority(contracts.diamond, resolver),
    filtererOn(contracts.diamond, resolver),
    validatorsOf(contracts.diamond, chainId, resolver),
  ]);
  const managers = await managersOf(contracts, admin, resolver);
  const operation = { contracts, admin, validators, managers };
  const found = rolesOf(contracts);
  const parts = [
    ...partsOf(found),
    ...data.contracts,
    ...chain.escrows.map((address) => ({ role: 'escrow', address })),
  ];
  const holders = await Promise.all(parts.map(({ address }) => resolver.inspect(address)));
  return {
    facts: {
      ...proof.facts,
      ...data.facts,
      ...wayOutFacts(contracts.diamond, filterer),
      'pause.active': await pausedNow(contracts, resolver),
      'host.is.ethereum': map(proof.settlesHere, (here) => here && chain.host === 'ethereum'),
      'node.source': claimed(chain, 'node.source', 'boolean'),
      'proof.source.published': claimed(chain, 'proof.source.published', 'boolean'),
    },
    powers: [
      ...(await upgradePowers(parts, resolver)),
      ...unknownParts(found, contracts.diamond.address),
      ...proof.powers,
      ...batchPowers(operation),
      ...(await adminPowers({ contracts, admin, permanent: data.permanent }, resolver)),
      ...(await filtererPowers(filterer, contracts.diamond, resolver)),
      ...withholding(contracts.diamond, validators, data),
      ...(await ownerPowers(operation, resolver)),
      ...(await freezePowers(contracts.manager, resolver)),
      ...(await counterpartPowers(holders, resolver)),
      await systemContractsPower(chainId, resolver),
    ],
    exit: exitOf(contracts.diamond, validators),
    contracts: parts,
    notes: [],
  };
}

/** The chain's own id: the diamond's word, or where it kept none, the registry's. */
async function chainIdOf(diamond: Contract, { chain, resolver }: StackContext): Promise<Observation<bigint>> {
  const id = await zkChainId(diamond, resolver);
  return id.status === 'known' || chain.chainId === null ? id : known(BigInt(chain.chainId), id.evidence);
}

function rolesOf(contracts: ZkContracts): Discovered {
  const { diamond, verifier, bridgehub, manager, router, nullifier, vault } = contracts;
  return {
    DiamondProxy: known(diamond),
    Bridgehub: bridgehub,
    ChainTypeManager: manager,
    AssetRouter: router,
    Nullifier: nullifier,
    NativeTokenVault: vault,
    MessageRoot: contracts.messageRoot,
    DeploymentTracker: contracts.deploymentTracker,
    ChainAssetHandler: contracts.assetHandler,
    Verifier: verifier,
  };
}

/** Where the data are not on Ethereum: whoever posts a batch, with those who attest its data, keeps them to himself. */
function withholding(diamond: Contract, validators: Validators, data: DataAvailability): readonly Power[] {
  if (data.location.status === 'known' && data.location.value === 'ethereum') return [];
  const { attesters } = data;
  return [
    power({
      id: 'withhold-data',
      title: 'keep the data from which the state is rebuilt to itself',
      breaks: ['uncensored', 'unreverted'],
      authority: attesters.kind === 'nobody' ? validators.any : { kind: 'all', of: [validators.any, attesters] },
      on: diamond.address,
      effect: 'Without the data nobody can rebuild the state, prove a balance or leave.',
    }),
  ];
}
