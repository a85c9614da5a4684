import type { Attack } from './attack.ts';
import { bombs } from './bombs.ts';
import { cancelStorm } from './cancel-storm.ts';
import { connections } from './connections.ts';
import { openRuns } from './open-runs.ts';
import { quotas } from './quotas.ts';
import { smallMessages } from './small-messages.ts';
import { unreadStreams } from './unread-streams.ts';
import { watchers } from './watchers.ts';

export const ATTACKS: readonly Attack[] = [
  smallMessages,
  cancelStorm,
  bombs,
  connections,
  watchers,
  openRuns,
  unreadStreams,
  quotas,
];
