import { escapeTerminal } from '../report/escape.ts';
import type { Surroundings } from './surroundings.ts';

/** Tells a waiting person how far the work is. */
export type Progress = { step(text: string): void; done(): void };

const quietMilliseconds = 1000;
const pipedMilliseconds = 5000;

/**
 * Says nothing in the first second. Then a terminal gets one line that is written over, and a pipe a plain line every
 * few seconds.
 */
export function startProgress({ stderr, now }: Surroundings): Progress {
  const start = now();
  let last = -Infinity;
  let text = '';
  let shown = false;
  const show = () => {
    const time = now();
    if (time - start < quietMilliseconds || (!stderr.isTTY && time - last < pipedMilliseconds)) return;
    last = time;
    shown = true;
    const line = escapeTerminal(text).slice(0, (stderr.columns ?? 200) - 1);
    stderr.write(stderr.isTTY ? `\r\u001b[K${line}` : `${line}\n`);
  };
  const timer = setInterval(show, quietMilliseconds);
  timer.unref();
  return {
    step(next) {
      text = next;
      show();
    },
    done() {
      clearInterval(timer);
      if (shown && stderr.isTTY) stderr.write('\r\u001b[K');
    },
  };
}
