/**
 * Generates code from proto/ (server, TypeScript client, Python stubs), and from the definition of run specs their
 * codec, types, documentation and JSON Schema. `--check` only says which files differ, and `--spec` leaves out the rest.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pythonEnvironment } from './python-env.ts';
import { generateSpec } from './spec/generate.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const PROTO = 'proto/crescendo/v1/crescendo.proto';
/** For Python alone: the server and the TypeScript client read and write these few fields by hand. */
const PYTHON_PROTOS = [PROTO, 'proto/crescendo/v1/status_details.proto'];
const TYPESCRIPT_TARGETS = ['src/gen', 'clients/typescript/src/gen'];
const PYTHON_TARGET = 'clients/python/src/crescendo/_gen';

function bin(name: string): string {
  return join(root, 'node_modules', '.bin', name);
}

/** Returns the generated files by their path from the repository's root. */
function generateTypeScript(): Map<string, string> {
  const work = mkdtempSync(join(tmpdir(), 'crescendo-gen-'));
  const js = join(work, 'crescendo.js');
  const dts = join(work, 'crescendo.d.ts');
  const flags = ['-t', 'static-module', '-w', 'es6', '--dependency', 'protobufjs/minimal.js', '--force-number'];
  const trimmed = ['--no-delimited', '--no-verify', '--no-service'];
  execFileSync(bin('pbjs'), [...flags, ...trimmed, '-p', 'proto', '-o', js, PROTO], { cwd: root, stdio: 'inherit' });
  execFileSync(bin('pbts'), ['-o', dts, js], { cwd: root, stdio: ['ignore', 'inherit', 'pipe'] });
  // Nothing uses it where integers are numbers, and the client does not depend on that package.
  const types = readFileSync(dts, 'utf8').replace('import Long = require("long");\n', '');
  const files = new Map<string, string>();
  for (const target of TYPESCRIPT_TARGETS) {
    files.set(`${target}/crescendo.js`, readFileSync(js, 'utf8'));
    files.set(`${target}/crescendo.d.ts`, types);
  }
  rmSync(work, { recursive: true });
  return files;
}

/** Python stubs by an old compiler on purpose: its output carries no runtime version check, so any protobuf >= 5 loads it. */
function generatePython(): Map<string, string> {
  const work = mkdtempSync(join(tmpdir(), 'crescendo-gen-'));
  const python = pythonEnvironment('generate', ['grpcio-tools==1.62.3', 'setuptools==75.8.0', 'mypy-protobuf==3.6.0']);
  execFileSync(
    python,
    ['-m', 'grpc_tools.protoc', '-Iproto', `--python_out=${work}`, `--mypy_out=${work}`, ...PYTHON_PROTOS],
    {
      cwd: root,
      stdio: ['ignore', 'inherit', 'pipe'],
      env: { ...process.env, PATH: `${dirname(python)}:${process.env.PATH ?? ''}` },
    },
  );
  const files = new Map<string, string>([[`${PYTHON_TARGET}/__init__.py`, '"""Generated protobuf messages."""\n']]);
  for (const proto of PYTHON_PROTOS) {
    for (const ending of ['_pb2.py', '_pb2.pyi']) {
      const name = `${basename(proto, '.proto')}${ending}`;
      files.set(`${PYTHON_TARGET}/${name}`, readFileSync(join(work, 'crescendo', 'v1', name), 'utf8'));
    }
  }
  rmSync(work, { recursive: true });
  return files;
}

function main(): void {
  const check = process.argv.includes('--check');
  const fromProto = process.argv.includes('--spec') ? [] : [...generateTypeScript(), ...generatePython()];
  const files = new Map([...fromProto, ...generateSpec()]);
  const stale: string[] = [];
  for (const [path, text] of files) {
    const full = join(root, path);
    if (check) {
      let present = '';
      try {
        present = readFileSync(full, 'utf8');
      } catch {
        // A missing file is as stale as a different one.
      }
      if (present !== text) stale.push(path);
    } else {
      mkdirSync(dirname(full), { recursive: true });
      writeFileSync(full, text);
    }
  }
  if (stale.length > 0) {
    console.error(`generated files differ from their sources; run npm run generate: ${stale.join(', ')}`);
    process.exit(1);
  }
}

main();
