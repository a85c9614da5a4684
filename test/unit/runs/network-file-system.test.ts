import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'vitest';
import { checkLocalFile } from '../../../src/runs/store/network-file-system.ts';
import { SqliteStore } from '../../../src/runs/store/sqlite.ts';

test('a state file on a network file system should be refused with the reason', async () => {
  const types = { NFS: 0x6969, SMB: 0x517b, CIFS: 0xff534d42, SMB2: 0xfe534d42, 'SMB2 as a signed number': -28095166 };
  for (const [name, type] of Object.entries(types)) {
    const asked: string[] = [];
    const fileSystem = (path: string): number => {
      asked.push(path);
      return type;
    };
    assert.throws(() => checkLocalFile('/mnt/share/state.sqlite', fileSystem), {
      reason: 'INVALID_FIELD',
      message: new RegExp(`/mnt/share/state\\.sqlite is on a network file system \\(${name.split(' ')[0]}\\).*--state`),
    });
    assert.deepEqual(asked, ['/mnt/share']);
  }
  await assert.rejects(
    SqliteStore.open(join(tmpdir(), 'never-made.sqlite'), () => 0x6969),
    {
      reason: 'INVALID_FIELD',
      message: /NFS/,
    },
  );
});

test('local files, memory and folders that do not exist should pass', () => {
  const failing = (): never => {
    throw new Error('no such folder');
  };
  checkLocalFile('/var/lib/state.sqlite', () => 0xef53);
  checkLocalFile(':memory:', () => assert.fail('there is no file'));
  checkLocalFile('/no/folder/state.sqlite', failing);
  checkLocalFile(join(tmpdir(), 'state.sqlite'));
});
