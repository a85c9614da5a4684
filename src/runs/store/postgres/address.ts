import { CrescendoError } from '../../../errors.ts';

/** Where a PostgreSQL database is. */
export interface PostgresAddress {
  /** A connection string for each host, in the order in which they are tried. They may hold a password: print none. */
  hosts: readonly { connectionString: string; shown: string }[];
  /** The schema that holds the tables. */
  schema: string;
  /** The address without its password, for messages. */
  shown: string;
}

const URL_FORM = /^(postgres(?:ql)?:)\/\/(?:([^/?#@]*(?:@[^/?#@]*)*)@)?([^/?#]*)(\/[^?#]*)?(?:\?(.*))?$/s;
const SCHEMA_NAME = /^[a-z_][a-z0-9_]{0,40}$/;
const DEFAULT_SCHEMA = 'crescendo';
/** Parameters of an address that are not for print. */
const SECRETS: readonly string[] = ['password', 'sslpassword'];

/** True if a state is a database and not a file. */
export function isPostgres(state: string): boolean {
  return /^postgres(ql)?:/i.test(state);
}

/**
 * Reads `postgresql://USER:PASSWORD@HOST:PORT,HOST:PORT/DATABASE?schema=NAME&…`. Everything but the list of hosts, which
 * may also be that of `?host=` and `?port=`, and `schema` goes to the package pg as it is.
 *
 * @throws INVALID_FIELD, without the address, which may hold a password
 */
export function parseAddress(state: string): PostgresAddress {
  const [, protocol, login, authority = '', path = '', search = ''] = URL_FORM.exec(state) ?? [];
  if (protocol === undefined) throw invalid('it must be postgresql://USER@HOST:PORT/DATABASE');
  const parameters = new URLSearchParams(search);
  const schema = parameters.get('schema') ?? DEFAULT_SCHEMA;
  if (!SCHEMA_NAME.test(schema)) {
    throw invalid(`schema ${JSON.stringify(schema)} must be a lower-case name of letters, digits and _`);
  }
  parameters.delete('schema');
  const named = parameters.get('host');
  const ports = parameters.get('port')?.split(',') ?? [];
  const hosts = (named ?? authority).split(',');
  const user = login?.split(':')[0];
  const connect = (host: string, k: number): PostgresAddress['hosts'][number] => {
    const own = new URLSearchParams(parameters);
    if (named !== null) own.set('host', host);
    const port = ports.length > 1 ? ports[k] : ports[0];
    if (port !== undefined) own.set('port', port);
    const query = own.size === 0 ? '' : `?${own}`;
    const at = named === null ? host : '';
    const connectionString = `${protocol}//${login === undefined ? '' : `${login}@`}${at}${path}${query}`;
    // pg would show the rest of an address that it cannot read.
    if (!readable(connectionString)) throw invalid('a host, a port or an escaped character in it is wrong');
    return { connectionString, shown: named === null ? host : `${host}${port === undefined ? '' : `:${port}`}` };
  };
  const known = hosts.map(connect);
  for (const secret of SECRETS) parameters.delete(secret);
  const rest = parameters.size === 0 ? '' : `?${decodeURIComponent(String(parameters))}`;
  const shown = `${protocol}//${user === undefined ? '' : `${user}@`}${authority}${path}${rest}`;
  return {
    hosts: known,
    schema,
    shown: schema === DEFAULT_SCHEMA ? shown : `${shown}${rest ? '&' : '?'}schema=${schema}`,
  };
}

/** An address without its password; a file as it is. */
export function shownState(state: string): string {
  return isPostgres(state) ? parseAddress(state).shown : state;
}

/** A path may stand in place of a host only where there is none. */
function readable(connectionString: string): boolean {
  return [connectionString, connectionString.replace(/\/\/([^/]*@)?\//, '//$1host/')].some((text) =>
    URL.canParse(text),
  );
}

function invalid(why: string): CrescendoError {
  return new CrescendoError('INVALID_FIELD', `--state: this is no address of a PostgreSQL database: ${why}`, {
    option: '--state',
  });
}
