import { randomBytes, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Command, InvalidArgumentError, Option } from 'commander';
import { CrescendoError } from '../errors.ts';
import { tokenHash } from '../server/access/credentials.ts';
import { subjectText } from '../server/access/subject.ts';
import { parseTokenFile, QUOTA_KEYS, ROLES, type Role } from '../server/access/token-file.ts';

/** 256 bits: nobody can find the token of a hash by trying. */
const TOKEN_BYTES = 32;
/** Lets a person, and a program that looks for secrets in files, recognise a token. */
const TOKEN_PREFIX = 'crsc_';

interface NewFlags {
  role: Role;
  runs?: string;
  expires?: string;
  certificate?: string;
  quota?: string[];
}

/** `crescendo token`: makes the lines of a token file. */
export function tokenCommand(): Command {
  const token = new Command('token').description('Make tokens for the file of `crescendo serve --token-file`.');
  token.addCommand(newCommand().exitOverride());
  return token;
}

function newCommand(): Command {
  return new Command('new')
    .description(
      'Make a token, or admit a client certificate: prints the token, once, and its line for the token file.',
    )
    .argument('<name>', 'name of its holder, who owns the runs that are made with it')
    .addOption(
      new Option('--role <role>', 'read: look, and validation batches; train: own runs; admin: everything')
        .choices(ROLES)
        .makeOptionMandatory(),
    )
    .option('--runs <patterns>', "names of runs that it is bound to, as 'exp-*,deit-s' (default: all)")
    .option('--expires <date>', 'when it stops to count, as 2027-01-31 or 2027-01-31T18:00Z (UTC)')
    .option(
      '--quota <key=n>',
      `a bound other than the default: ${Object.keys(QUOTA_KEYS).join(', ')} (repeatable)`,
      quota,
    )
    .option('--certificate <file>', 'a client certificate (PEM) instead of a token: the line has its subject')
    .addHelpText(
      'after',
      "\nExample:\n  crescendo token new alice --role train --runs 'exp-*' >> tokens.txt\n" +
        'The token goes to standard error, and the line to standard output.',
    )
    .action(newToken);
}

function quota(text: string, previous: string[] = []): string[] {
  if (/^[a-z-]+=\d+$/.test(text)) return [...previous, text];
  throw new InvalidArgumentError(`must be KEY=N (given: ${text}).`);
}

function newToken(name: string, { role, runs, expires, certificate, quota = [] }: NewFlags): void {
  const token = certificate === undefined ? TOKEN_PREFIX + randomBytes(TOKEN_BYTES).toString('base64url') : undefined;
  const credential = token === undefined ? `subject:${subjectOf(certificate!)}` : tokenHash(token);
  const options = [runs && `runs=${runs}`, expires && `expires=${expires}`, ...quota].filter((option) => option);
  const line = [name, credential, role, ...options].join(' ');
  if (parseTokenFile(line, 'the options').length !== 1) {
    throw new CrescendoError('INVALID_FIELD', `a name must not begin with # (given: ${name})`, { field: 'name' });
  }
  if (token !== undefined) {
    console.error(`token of ${name} (it is shown once; give it to clients as CRESCENDO_TOKEN): ${token}`);
    console.error('its line for the token file:');
  }
  console.log(line);
}

function subjectOf(file: string): string {
  try {
    const { subject } = new X509Certificate(readFileSync(file)).toLegacyObject();
    return subjectText(subject as unknown as Record<string, string | string[]>);
  } catch (error) {
    const message = `--certificate: cannot read a certificate from ${file}: ${(error as Error).message}`;
    throw new CrescendoError('PATH', message, { option: '--certificate', path: file });
  }
}
