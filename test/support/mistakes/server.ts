import { checkLocalFile } from '../../../src/runs/store/network-file-system.ts';
import type { Chapter } from './mistake.ts';

/** `f_type` of NFS, from linux/magic.h. */
const NFS = 0x6969;

export const SERVER: Chapter = {
  title: 'The server and the way to it',
  mistakes: [
    {
      title: 'The server is not running',
      python: 'crescendo.Loader("127.0.0.1:1", "baseline", spec=spec, retry_seconds=0)',
      advice:
        'Start the server, or correct the address. A loader keeps trying for `retry_seconds`, 300 by default, and says so in its log; this one does not try again.',
    },
    {
      title: 'Asking for the runs of a server that is not running',
      command: 'crescendo runs --server 127.0.0.1:1',
      advice: '`crescendo runs --state FILE` reads the state file without a server.',
    },
    {
      title: 'A URL instead of an address',
      python: 'crescendo.connect("http://127.0.0.1:7077")',
      advice: 'gRPC has no URLs. TLS is chosen by the credentials.',
    },
    {
      title: 'No port',
      typescript: "connect('gpu-host');",
      advice: 'Both clients refuse such an address at once, because gRPC would try port 443.',
    },
    {
      title: 'Only a port',
      command: 'crescendo serve --data train=photos/train --listen 7077',
      advice: 'Use `0.0.0.0` and TLS if trainers of other hosts are to reach the server.',
    },
    {
      title: 'The server has TLS and the trainer has not',
      python: 'crescendo.connect("gpu-host:7077").open_run("baseline", spec)',
      advice: 'Pass the credentials. The other way round, the message says to leave them out.',
    },
    {
      title: 'The port is in use',
      command: 'crescendo serve --data train=photos/train --listen 127.0.0.1:7077',
      advice: 'Often the other program is an earlier `crescendo serve`, which can serve these trainers too.',
    },
    {
      title: 'Plain text on an address that others can reach',
      command: 'crescendo serve --data train=photos/train --listen 0.0.0.0:7077',
      advice: 'Anyone who reaches the port could read the data and delete runs.',
    },
    {
      title: 'Another release',
      python: 'crescendo.connect("127.0.0.1:7078").open_run("baseline", spec)',
      advice: 'Releases work together if their revisions of the contract do ([versions.md](versions.md)).',
    },
    {
      title: 'A typo in the configuration file',
      configuration: 'datasets:\n  train: { root: photos/train, folow_links: true }\n',
      command: 'crescendo serve -c crescendo.yaml',
      advice: '[configuration.md](configuration.md) lists every key; its JSON Schema lets an editor complete them.',
    },
    {
      title: 'A configured run of a dataset that is not there',
      configuration:
        'datasets:\n  train: { root: photos/train }\nruns:\n  baseline: { dataset: trian, global_batch: 256 }\n',
      command: 'crescendo serve -c crescendo.yaml',
      advice: 'Otherwise the first trainer would meet the error, perhaps days later.',
    },
    {
      title: 'The state file is something else',
      command: 'crescendo serve --data train=photos/train --state notes.sqlite --listen 127.0.0.1:0',
      advice: 'A file that is damaged must be restored from a copy: without it, the server forgets where its runs are.',
    },
    {
      title: 'The state file is on a network file system',
      shown: '$ crescendo serve --data train=photos/train --state /nfs/crescendo.sqlite',
      found: () => checkLocalFile('/nfs/crescendo.sqlite', () => NFS),
      advice:
        'Servers of one host may share a state file; servers of several hosts share a database ([state.md](state.md)).',
    },
    {
      title: 'Looking for runs in the wrong folder',
      command: 'crescendo runs --state crescendo.sqlite',
      advice: '`crescendo serve` prints the place of its state file when it starts.',
    },
  ],
};
