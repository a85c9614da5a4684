/**
 * `npm run example -- NAME [options]`: prepares what an example trainer needs (its packages, the photo tiles) and runs
 * it with a server of its own. The options are passed to the example; `--address` uses a running server.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPackages } from './node-packages.ts';
import { preparePhotoTiles } from './photo-tiles.ts';
import { clientEnvironment } from './python-env.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const pythonClient = join(root, 'clients', 'python');
const tfjs = join(root, 'clients', 'typescript', 'examples', 'tfjs');

interface Command {
  program: string;
  args: string[];
  environment?: Record<string, string>;
}

function python(script: string, ...launcher: string[]): Command {
  return {
    program: clientEnvironment(),
    args: [...launcher, join(pythonClient, 'examples', script)],
    environment: { PYTHONPATH: join(pythonClient, 'src') },
  };
}

const EXAMPLES: Record<string, () => Command> = {
  torch: () => python('train_torch.py'),
  'torch-ddp': () => python('train_torch.py', '-m', 'torch.distributed.run', '--standalone', '--nproc-per-node', '2'),
  jax: () => {
    const command = python('train_jax.py');
    const flags = process.env.XLA_FLAGS ?? '--xla_force_host_platform_device_count=2';
    return { ...command, environment: { ...command.environment, XLA_FLAGS: flags } };
  },
  mae: () => python('pretrain_mae.py'),
  tfjs: () => {
    installPackages(tfjs);
    return { program: process.execPath, args: [join(tfjs, 'train.ts')] };
  },
};

async function main(): Promise<void> {
  const [name = '', ...options] = process.argv.slice(2);
  const example = EXAMPLES[name];
  if (example === undefined) {
    console.error(`npm run example -- NAME [options], where NAME is one of ${Object.keys(EXAMPLES).join(', ')}`);
    process.exitCode = 2;
    return;
  }
  const { program, args, environment } = example();
  const needsServer = !options.some((option) => /^(--address|--serve|--help|-h)(=|$)/.test(option));
  const serve = needsServer ? ['--serve', await preparePhotoTiles((message) => console.error(message))] : [];
  const env = { ...process.env, ...environment };
  process.exitCode = spawnSync(program, [...args, ...serve, ...options], { env, stdio: 'inherit' }).status ?? 1;
}

await main();
