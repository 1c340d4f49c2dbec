import { getAddress } from 'viem/utils';
import * as z from 'zod';
import type { Address } from 'viem';

/**
 * An address as people should write it: 20 bytes in hexadecimal with the upper and lower case of EIP-55, so that a typo
 * is noticed. Not the zero address: nothing lives there.
 */
export const checksummed = z
  .string()
  .regex(/^0x[0-9a-fA-F]{40}$/, { error: 'is no address: an address is 0x and 40 hexadecimal digits' })
  .transform((text, context): Address => {
    const right = getAddress(text.toLowerCase());
    if (text !== right) context.addIssue(`has a wrong checksum; if no digit is wrong it is written ${right}`);
    if (/^0x0+$/.test(text)) context.addIssue('is the zero address: nothing lives there');
    return right;
  });
