import { execFileSync } from 'node:child_process';
import { chmodSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';

// Some dependencies are CommonJS and ask for Node's own modules by `require`, which an ES module does not have.
const banner = `import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);`;
const last = join('dist', 'lib', 'index.d.ts');

const [flag, folder] = process.argv.slice(2);

// npm runs `prepare` on `npm ci`, and npx once more before it starts the checkout's own program.
if (flag === '--program') await bundleProgram(folder, { program: 'src/cli/program.ts' });
else if (flag === '--force' || isStale()) await buildAll();

function isStale() {
  const built = statSync(last, { throwIfNoEntry: false });
  if (built === undefined) return true;
  const sources = readdirSync('src', { recursive: true }).map((name) => join('src', name));
  const others = ['build.mjs', 'package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];
  return [...sources, ...others].some((file) => statSync(file).mtimeMs > built.mtimeMs);
}

async function buildAll() {
  rmSync('dist', { recursive: true, force: true });
  await bundleProgram('dist');
  compileLibrary();
}

/** The program in few files: loading viem, zod and yaml as they come takes most of a second. `others` are entries beside it. */
async function bundleProgram(outdir, others = {}) {
  await build({
    entryPoints: { cli: 'src/cli/main.ts', ...others },
    outdir,
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: true,
    sourcesContent: false,
    legalComments: 'linked',
    banner: { js: banner },
    logLevel: 'warning',
  });
  chmodSync(join(outdir, 'cli.js'), 0o755);
}

/** The library, as modules with their types. */
function compileLibrary() {
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
}
