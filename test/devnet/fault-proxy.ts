import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One JSON-RPC request as it came in. */
export type RpcRequest = { readonly id: unknown; readonly method: string; readonly params: readonly unknown[] };

/** The members of one JSON-RPC answer. */
export type RpcReply = { jsonrpc?: unknown; id?: unknown; result?: unknown; error?: unknown };

/**
 * What goes wrong between a client and a node. All of it is optional and all of it applies; `exchange` numbers the HTTP
 * requests from 1.
 */
export type Fault = {
  /** Replaces the whole HTTP answer, before the node is asked; `undefined` lets the exchange pass. */
  http?(exchange: number, requests: readonly RpcRequest[]): HttpAnswer | undefined;
  /** Answers a request in the node's place; `undefined` lets it pass. */
  intercept?(request: RpcRequest): Partial<RpcReply> | undefined;
  /** Alters the node's answer. */
  alter?(reply: RpcReply, request: RpcRequest): unknown;
  /** Alters the list of answers to a batch. */
  shuffle?(replies: readonly unknown[]): unknown;
};

/** An HTTP answer; `hang` never ends it, after what is in `body`. */
export type HttpAnswer = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly hang?: boolean;
};

/** A proxy on loopback before a node. `fault` may be changed at any time; `exchanges` counts HTTP requests. */
export type FaultProxy = {
  readonly url: string;
  fault: Fault;
  readonly exchanges: () => number;
  stop(): Promise<void>;
};

/** Starts a proxy before the node at `target` that lets everything pass until it is given a fault. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  let exchange = 0;
  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.destroy());
  });
  const proxy = { fault: {} as Fault, exchanges: () => exchange, url: '', stop };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = JSON.parse(await text(request)) as RpcRequest | readonly RpcRequest[];
    const requests = Array.isArray(body) ? (body as readonly RpcRequest[]) : [body as RpcRequest];
    const replaced = proxy.fault.http?.(++exchange, requests);
    if (replaced !== undefined) return write(response, replaced);
    const replies = await Promise.all(requests.map((one) => forward(target, one, proxy.fault)));
    const whole = Array.isArray(body) ? (proxy.fault.shuffle?.(replies) ?? replies) : replies[0];
    write(response, { body: JSON.stringify(whole) });
  }

  function stop(): Promise<void> {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(proxy, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

async function forward(target: string, request: RpcRequest, fault: Fault): Promise<unknown> {
  const intercepted = fault.intercept?.(request);
  if (intercepted !== undefined) return { jsonrpc: '2.0', id: request.id, ...intercepted };
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(target, { method: 'POST', headers, body: JSON.stringify(request) });
  const reply = (await response.json()) as RpcReply;
  return fault.alter === undefined ? reply : fault.alter(reply, request);
}

function write(response: ServerResponse, { status = 200, headers, body = '', hang = false }: HttpAnswer): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  if (hang) response.write(body);
  else response.end(body);
}

async function text(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
