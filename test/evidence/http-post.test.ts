import { describe, expect, it } from 'vitest';
import { postJson } from '../../src/evidence/http-post.ts';

const bounds = { url: 'http://127.0.0.1:9/', headers: {}, timeoutMs: 50, maxBytes: 1000 };

/** A response whose body sends these parts and then nothing, for ever, whatever becomes of the signal. */
function endless(...parts: readonly string[]) {
  let cancelled = false;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const part of parts) controller.enqueue(new TextEncoder().encode(part));
    },
    cancel() {
      cancelled = true;
    },
  });
  return { fetch: () => Promise.resolve(new Response(body)), isCancelled: () => cancelled };
}

describe('a post', () => {
  it.each([[[]], [['{"jsonrpc":']]])(
    'ends in time when the body stops after %j, also if aborting has no effect',
    async (parts) => {
      const { fetch, isCancelled } = endless(...parts);
      const start = performance.now();
      expect(await postJson({}, { ...bounds, fetch })).toEqual({ kind: 'busy', reason: 'no answer within 0.05 s' });
      expect(performance.now() - start).toBeLessThan(5000);
      expect(isCancelled()).toBe(true);
    },
  );

  it('ends in time when there is no response at all', async () => {
    const fetch = (): Promise<Response> => new Promise(() => undefined);
    expect(await postJson({}, { ...bounds, fetch })).toMatchObject({ kind: 'busy' });
  });

  it('stops reading beyond the limit', async () => {
    const { fetch, isCancelled } = endless('x'.repeat(600), 'x'.repeat(600));
    const outcome = await postJson({}, { ...bounds, fetch });
    expect(outcome).toEqual({ kind: 'refused', reason: 'the answer is larger than 1000 bytes' });
    expect(isCancelled()).toBe(true);
  });

  it('puts characters together that arrive in pieces', async () => {
    const bytes = new TextEncoder().encode('{"a":"Zürich"}');
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    const fetch = () => Promise.resolve(new Response(body));
    expect(await postJson({}, { ...bounds, fetch })).toEqual({ kind: 'json', value: { a: 'Zürich' } });
  });
});
