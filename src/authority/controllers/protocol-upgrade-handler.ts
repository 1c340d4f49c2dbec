import type { Address } from 'viem';
import { readView } from '../../evidence/reads.ts';
import { allOf, anyOf, type Authority, bodyId, unresolved } from '../../model/authority.ts';
import { chainRead, map, type Observation } from '../../model/observation.ts';
import { answers, type Contract } from '../contract.ts';
import { addressAuthority } from '../ownership.ts';
import { afterPeriods, hasPeriods } from '../periods.ts';
import type { Controller, Resolver } from '../resolver.ts';
import { zkChainId } from '../zk-chain-id.ts';
import { quorumOf } from './eip1271-multisig.ts';

const governor = 'function L2_PROTOCOL_GOVERNOR() view returns (address)';
const council = 'function securityCouncil() view returns (address)';
const guardians = 'function guardians() view returns (address)';
const board = 'function emergencyUpgradeBoard() view returns (address)';
const era = 'function ZKSYNC_ERA() view returns (address)';

/** Private constants of ProtocolUpgradeHandler.sol, in seconds. They count only where its code is seen to contain them. */
const period = { legalVeto: 3 * 86_400, upgradeDelay: 86_400, withoutCouncil: 30 * 86_400 } as const;

const unconfirmed = 'Its periods could not be confirmed from its code, so in the worst case it does not wait for them.';

/**
 * ProtocolUpgradeHandler.sol of zk-governance. By the regular path the L2 governor proposes, three days pass for a legal veto (more if the
 * guardians extend it), then the council approves, or thirty days later the guardians do; a day after that it is done. The
 * emergency board does anything at once.
 */
export const protocolUpgradeHandler: Controller = {
  kind: 'protocol-upgrade-handler',
  recognises: (contract) => answers(contract, governor, council, guardians, board),
  async resolve(contract, resolver) {
    const { legalVeto, upgradeDelay, withoutCouncil } = period;
    const [proposing, approving, waiting, emergency] = await Promise.all([
      governorAuthority(contract, resolver),
      approval(
        contract,
        [council, 'function APPROVE_UPGRADE_SECURITY_COUNCIL_THRESHOLD() view returns (uint256)'],
        resolver,
      ),
      approval(
        contract,
        [guardians, 'function APPROVE_UPGRADE_GUARDIANS_THRESHOLD() view returns (uint256)'],
        resolver,
      ),
      addressAuthority(readView(resolver.reader, { on: contract.address, view: board }), resolver),
    ]);
    return {
      name: 'ProtocolUpgradeHandler',
      authority: anyOf([
        afterPeriods(contract, [legalVeto, upgradeDelay], allOf([proposing, approving])),
        afterPeriods(contract, [legalVeto, withoutCouncil, upgradeDelay], allOf([proposing, waiting])),
        emergency,
      ]),
      vetoes: [waiting],
      notes: hasPeriods(contract, Object.values(period)) ? [] : [unconfirmed],
    };
  },
};

async function approval(
  { address: on }: Contract,
  [who, threshold]: readonly [typeof council | typeof guardians, `function ${string}() view returns (uint256)`],
  resolver: Resolver,
): Promise<Authority> {
  const multisig: Observation<Address> = await readView(resolver.reader, { on, view: who });
  if (multisig.status === 'unknown') return unresolved(multisig.reason);
  const quorum: Observation<bigint> = await readView(resolver.reader, { on: multisig.value, view: threshold });
  return quorumOf(multisig.value, map(quorum, Number), resolver);
}

/** The governor lives on an L2, the one whose diamond the handler names. */
async function governorAuthority({ address: on }: Contract, resolver: Resolver): Promise<Authority> {
  const address: Observation<Address> = await readView(resolver.reader, { on, view: governor });
  const diamond: Observation<Address> = await readView(resolver.reader, { on, view: era });
  const chainId = await chainRead(diamond, async (home) => zkChainId(await resolver.inspect(home), resolver));
  if (address.status === 'unknown') return unresolved(address.reason);
  if (chainId.status === 'unknown') return unresolved(`the chain of the governor ${address.value}: ${chainId.reason}`);
  const l2 = resolver.on(Number(chainId.value));
  if (l2 !== undefined) return l2.resolve(address.value);
  const id = bodyId(Number(chainId.value), address.value);
  return unresolved(`the governor ${address.value} was not read: no evidence of chain ${chainId.value}`, id);
}
