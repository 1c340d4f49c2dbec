import { aztec } from './aztec/index.ts';
import { fuel } from './fuel/index.ts';
import { generic } from './generic.ts';
import { kroma } from './kroma/index.ts';
import { linea } from './linea/index.ts';
import { listed } from './listed.ts';
import { loopring } from './loopring/index.ts';
import { metis } from './metis/index.ts';
import { morph } from './morph/index.ts';
import { nitro } from './nitro/index.ts';
import { opStack } from './op-stack/index.ts';
import { starkex } from './starkex/index.ts';
import { zkStack } from './zk-stack/index.ts';
import { polygonCdk } from './polygon-cdk/index.ts';
import { polygonPos } from './polygon-pos/index.ts';
import { scroll } from './scroll/index.ts';
import { starknet } from './starknet/index.ts';
import { taiko } from './taiko/index.ts';
import { aztecRollup } from './aztec-rollup/index.ts';
import { zksyncLite } from './zksync-lite/index.ts';
import type { Stack } from './stack.ts';

/** Every stack, in the order in which they try to recognise an address. */
export const stacks: readonly Stack[] = [
  opStack,
  kroma,
  nitro,
  zkStack,
  polygonCdk,
  scroll,
  linea,
  taiko,
  morph,
  metis,
  starknet,
  aztec,
  aztecRollup,
  loopring,
  starkex,
  zksyncLite,
  polygonPos,
  fuel,
  generic,
  listed,
];

/** The stack of this id, if there is one. */
export function stackById(id: string): Stack | undefined {
  return stacks.find((stack) => stack.id === id);
}
