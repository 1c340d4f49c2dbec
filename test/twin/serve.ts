import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** A node that serves reconstructed mainnet state; ended by `stop`, and with this process. */
export type TwinNode = { readonly url: string; stop(): Promise<void> };

/** Starts a node that serves these state files (or folders of them). `twin` is the folder with `serve.mjs`. */
export async function serveTwin(twin: string, files: readonly string[]): Promise<TwinNode> {
  const port = await freePort();
  const anvil = join(
    import.meta.dirname,
    `../../node_modules/@foundry-rs/anvil-${process.platform}-${anvilArch()}/bin/anvil`,
  );
  const args = [join(twin, 'serve.mjs'), ...files, '--port', String(port), '--anvil', anvil];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const end = () => child.kill('SIGTERM');
  process.once('exit', end);
  await ready(child);
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        process.removeListener('exit', end);
        child.once('exit', () => resolve());
        end();
      }),
  };
}

/** The platform packages of anvil name x64 as Go does. */
function anvilArch(): string {
  return process.arch === 'x64' ? 'amd64' : process.arch;
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the twin ended with ${code}`)));
    child.stdout?.on('data', (text: Buffer) => {
      if (text.toString().includes('READY')) resolve();
    });
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
