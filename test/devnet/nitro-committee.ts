import { concatHex, hexToBigInt, keccak256, numberToHex, toHex, zeroAddress, type Hex } from 'viem';
import { as, read, send } from './contract.ts';
import type { Nitro } from './nitro.ts';

/** A serialised keyset: so many members assumed to be honest, their number, and each key with its length. */
export function serialisedKeyset(members: readonly string[], honest: number): Hex {
  const keys = members.map((one) => keccak256(toHex(one)));
  const head = [numberToHex(honest, { size: 8 }), numberToHex(keys.length, { size: 8 })];
  return concatHex([...head, ...keys.flatMap((one) => [numberToHex(32, { size: 2 }), one])]);
}

/** By what a SequencerInbox knows a keyset: `setValidKeyset` of SequencerInbox.sol. */
export function keysetHash(keyset: Hex): Hex {
  const word = hexToBigInt(keccak256(concatHex(['0xfe', keccak256(keyset)])));
  return numberToHex(word ^ (1n << 255n), { size: 32 });
}

/** The batch poster posts a certificate of this committee instead of data. Throws where the committee is not in force. */
export async function postCertificate({ sequencerInbox, bridge, batchPoster }: Nitro, keyset: Hex): Promise<void> {
  const data = concatHex(['0x88', keysetHash(keyset), keccak256('0x01')]);
  const sequence = await read(bridge, 'sequencerMessageCount');
  const delayed = await read(bridge, 'delayedMessageCount');
  const batch = [sequence, data, delayed, zeroAddress, 0n, 0n];
  await send(as(sequencerInbox, batchPoster), 'addSequencerL2BatchFromOrigin', ...batch);
}
