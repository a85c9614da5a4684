import { ROW_BYTES } from '../../quota.ts';

const rows = (table: string, bytes = '0'): string =>
  `SELECT sum(${bytes} + ${ROW_BYTES}) FROM ${table} WHERE run IN (SELECT name FROM mine)`;

const COUNTED = [
  rows('schedule_log', 'octet_length(entry)'),
  rows('progress'),
  rows('issued', 'length(bits)'),
  rows('ledger'),
  rows('step_times'),
  rows('leases'),
  rows('unread_validation', 'octet_length(dataset || key || reason)'),
  rows('bad_samples', 'octet_length(key || reason || replaced_by)'),
];

/** What the runs of an owner, the only parameter, take: a row of `StateUsage`. */
export const USAGE = `
  WITH mine AS (SELECT name, spec FROM runs WHERE owner = $1), counted(bytes) AS (${COUNTED.join(' UNION ALL ')})
  SELECT (SELECT count(*) FROM mine) AS runs,
    (SELECT coalesce(sum(octet_length(spec)), 0)::bigint FROM mine) AS "specBytes",
    (SELECT coalesce(sum(bytes), 0)::bigint FROM counted) AS "stateBytes"`;
