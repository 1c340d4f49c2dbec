import { unboundedSeconds } from './vocabulary.ts';

const units = [
  [86_400, 'd'],
  [3_600, 'h'],
  [60, 'min'],
  [1, 's'],
] as const;

/** A duration in at most two units: `7 d`, `3 d 12 h`, `0 s`. What stands for “never” says so. */
export function duration(seconds: number): string {
  if (seconds >= unboundedSeconds) return 'for ever';
  if (seconds < 0) return `-${duration(-seconds)}`;
  const first = units.findIndex(([size]) => seconds >= size);
  if (first === -1) return '0 s';
  let rest = seconds;
  const parts = units.slice(first, first + 2).map(([size, unit]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count === 0 ? '' : `${count} ${unit}`;
  });
  return parts.filter((part) => part !== '').join(' ');
}
