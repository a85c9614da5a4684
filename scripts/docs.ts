/**
 * `npm run docs [FOLDER]`: pages of the public API of both clients, and an index of them, in build/docs or FOLDER.
 * Fails if something public has no documentation, or a reference leads nowhere.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deadLinks, unknownNames } from './docs/references.ts';
import { installPackages } from './node-packages.ts';
import { clientEnvironment, pythonEnvironment } from './python-env.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const tools = join(root, 'scripts', 'docs');
const PROTO = 'proto/crescendo/v1/crescendo.proto';
/** The modules of the Python client that a trainer imports. */
const MODULES = [
  'crescendo',
  'crescendo.torch',
  'crescendo.timm',
  'crescendo.jax',
  'crescendo.keras',
  'crescendo.low_frequency',
];
const PDOC = ['pdoc==16.0.0', 'jinja2==3.1.6', 'markupsafe==3.0.4', 'markdown2==2.5.4', 'pygments==2.19.2'];
/** pdoc evaluates annotations, and this class is generic for type checkers only. */
const KNOWN_WARNING = 'ignore:Error parsing type annotation weakref.finalize';

/** TypeDoc, with every warning an error: its rules are in scripts/docs/typedoc.json. */
function documentTypescript(target: string): void {
  installPackages(tools);
  const typedoc = join(tools, 'node_modules', 'typedoc', 'bin', 'typedoc');
  const options = ['--options', join(tools, 'typedoc.json'), '--logLevel', 'Warn', '--out', target];
  execFileSync(process.execPath, [typedoc, ...options], { cwd: tools, stdio: ['ignore', 2, 2] });
}

/**
 * pdoc imports what it documents, torch and JAX too, so it runs in the client's environment, with its packages on the
 * path. It has no option that makes its warnings errors.
 */
function documentPython(target: string): void {
  const pdoc = pythonEnvironment('docs', PDOC);
  const where = ['-c', "import sysconfig; print(sysconfig.get_path('purelib'), end='')"];
  const packages = execFileSync(pdoc, where, { encoding: 'utf8' });
  const options = ['--docformat', 'google', '--no-show-source', '--output-directory', target];
  const { status, stderr } = spawnSync(
    clientEnvironment(),
    ['-W', KNOWN_WARNING, '-m', 'pdoc', ...options, ...MODULES],
    {
      encoding: 'utf8',
      env: {
        ...process.env,
        KERAS_BACKEND: 'torch',
        // Importing a framework asks for the processor's name with `uname`.
        PDOC_ALLOW_EXEC: '1',
        PYTHONPATH: [join(root, 'clients', 'python', 'src'), packages].join(':'),
      },
    },
  );
  if (status !== 0 || /^Warn:/m.test(stderr)) throw new Error(`pdoc ended with ${status}:\n${stderr}`);
}

const INDEX = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Crescendo</title></head>
<body>
<h1>Crescendo: API of the clients</h1>
<ul>
<li><a href="python/crescendo.html">Python</a>: NumPy, <a href="python/crescendo/torch.html">PyTorch</a>,
<a href="python/crescendo/timm.html">timm</a>, <a href="python/crescendo/jax.html">JAX</a>,
<a href="python/crescendo/keras.html">Keras</a></li>
<li><a href="typescript/index.html">TypeScript</a></li>
<li><a href="crescendo.proto">The gRPC contract</a>, for clients in other languages</li>
</ul>
</body>
</html>
`;

function main(): void {
  const target = resolve(process.argv[2] ?? join(root, 'build', 'docs'));
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  documentTypescript(join(target, 'typescript'));
  documentPython(join(target, 'python'));
  copyFileSync(join(root, PROTO), join(target, 'crescendo.proto'));
  writeFileSync(join(target, 'index.html'), INDEX);
  const broken = [...deadLinks(target), ...unknownNames(join(target, 'python'), 'crescendo')];
  if (broken.length > 0) throw new Error(`references that lead nowhere:\n${broken.join('\n')}`);
  console.log(`${join(relative(process.cwd(), target), 'index.html')}: Python, TypeScript and the contract`);
}

try {
  main();
} catch (error) {
  // The tools have already printed what is wrong; a stack trace of this script would add nothing.
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
