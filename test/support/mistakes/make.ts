/** Makes mistakes, and returns the messages. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as client from '../../../clients/typescript/src/index.ts';
import { clientEnvironment } from '../../../scripts/python-env.ts';
import type { Mistake } from './mistake.ts';
import type { World } from './world.ts';

const cli = fileURLToPath(new URL('../../../src/cli/main.ts', import.meta.url));
const pythonClient = fileURLToPath(new URL('../../../clients/python/src', import.meta.url));
const runner = fileURLToPath(new URL('./run_mistakes.py', import.meta.url));

/** What the snippets may use; the page shows it before the first of them. */
export const PREAMBLE = {
  python: `import crescendo
from crescendo.torch import CrescendoDataset
from torch.utils.data import DataLoader

address = "127.0.0.1:7077"
spec = {"dataset": "train", "base_size": 32, "global_batch": 4, "equivalent_epochs": 2}
`,
  typescript: `import { connect } from '@crescendo/client';

const client = connect('127.0.0.1:7077');
const spec = { dataset: 'train', baseSize: 32, globalBatch: 4, equivalentEpochs: 2 };
`,
};

/** Runs a program to its end, in the folder of the photographs; returns what it prints. */
function run(program: string, args: readonly string[], cwd: string, input = ''): Promise<string> {
  const env = { ...process.env, PYTHONPATH: pythonClient, GRPC_VERBOSITY: 'NONE' };
  const child = spawn(program, args, { cwd, env, stdio: ['pipe', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (text) => {
    output += text;
    // A mistake that nobody has noticed.
    if (output.includes('is listening on')) child.kill();
  });
  child.stderr.on('data', (text) => {
    output += text;
  });
  child.stdin.end(input);
  // Worker processes of a data loader may live on for a moment, with the same output.
  return new Promise((resolve) => child.once('exit', () => setImmediate(() => resolve(output))));
}

/** All of them in one process, because the frameworks take long to import. */
async function makePython(snippets: readonly string[], world: World): Promise<string[]> {
  const input = JSON.stringify({ preamble: world.real(PREAMBLE.python), snippets: snippets.map(world.real) });
  const answer = join(world.folder, 'messages.json');
  const output = await run(clientEnvironment(), [runner, answer], world.folder, input);
  if (!existsSync(answer)) throw new Error(`the mistakes in Python ended early:\n${output}`);
  return JSON.parse(readFileSync(answer, 'utf8')) as string[];
}

// biome-ignore lint/complexity/useArrowFunction: an arrow function has no constructor
const AsyncFunction = Object.getPrototypeOf(async function () {}).constructor as FunctionConstructor;

async function makeTypeScript(snippet: string, world: World): Promise<string> {
  const preamble = PREAMBLE.typescript.split('\n').slice(2).join('\n');
  const body = AsyncFunction('connect', 'opened', world.real(`${preamble}opened.push(client);\n${snippet}`));
  const opened: client.Client[] = [];
  try {
    await body(client.connect, opened);
    return '';
  } catch (error) {
    return String(error);
  } finally {
    for (const each of opened) each.close();
  }
}

async function makeCommand(command: string, configuration: string | undefined, world: World): Promise<string> {
  if (configuration !== undefined) writeFileSync(join(world.folder, 'crescendo.yaml'), configuration);
  const args = world.real(command).split(' ').slice(1);
  return await run(process.execPath, ['--disable-warning=ExperimentalWarning', cli, ...args], world.folder);
}

function find(found: () => unknown): string {
  try {
    found();
    return '';
  } catch (error) {
    return `crescendo: ${(error as Error).message}`;
  }
}

async function makeOthers(mistakes: readonly Mistake[], world: World): Promise<[Mistake, string][]> {
  const messages: [Mistake, string][] = [];
  for (const each of mistakes) {
    if ('typescript' in each) messages.push([each, await makeTypeScript(each.typescript, world)]);
    if ('command' in each) messages.push([each, await makeCommand(each.command, each.configuration, world)]);
    if ('found' in each) messages.push([each, find(each.found)]);
  }
  return messages;
}

/** The message of each mistake, as the page shows it. */
export async function makeAll(mistakes: readonly Mistake[], world: World): Promise<Map<Mistake, string>> {
  const inPython = mistakes.filter((mistake) => 'python' in mistake);
  const snippets = inPython.map((mistake) => mistake.python);
  const [printed, others] = await Promise.all([makePython(snippets, world), makeOthers(mistakes, world)]);
  const messages = [...inPython.map((mistake, k): [Mistake, string] => [mistake, printed[k]!]), ...others];
  return new Map(messages.map(([mistake, message]) => [mistake, world.shown(message).trim()]));
}
