import { ROW_BYTES } from '../quota.ts';

const COUNTED = `
  SELECT sum(length(CAST(entry AS BLOB)) + ${ROW_BYTES}) FROM schedule_log WHERE run IN mine UNION ALL
  SELECT count(*) * ${ROW_BYTES} FROM progress WHERE run IN mine UNION ALL
  SELECT sum(length(bits) + ${ROW_BYTES}) FROM issued WHERE run IN mine UNION ALL
  SELECT count(*) * ${ROW_BYTES} FROM ledger WHERE run IN mine UNION ALL
  SELECT count(*) * ${ROW_BYTES} FROM step_times WHERE run IN mine UNION ALL
  SELECT count(*) * ${ROW_BYTES} FROM first_step_times WHERE run IN mine UNION ALL
  SELECT count(*) * ${ROW_BYTES} FROM leases WHERE run IN mine UNION ALL
  SELECT sum(length(CAST(dataset || key || reason AS BLOB)) + ${ROW_BYTES}) FROM unread_validation WHERE run IN mine UNION ALL
  SELECT sum(length(CAST(key || reason || replaced_by AS BLOB)) + ${ROW_BYTES}) FROM bad_samples WHERE run IN mine`;

/** What the runs of an owner, the only parameter, take: a row of `StateUsage`. */
export const USAGE = `
  WITH mine (run) AS (
    SELECT run FROM owners JOIN runs ON runs.name = owners.run AND runs.created_at = owners.created_at WHERE owner = ?),
    counted (bytes) AS (${COUNTED})
  SELECT (SELECT count(*) FROM mine) AS runs,
    coalesce((SELECT sum(length(CAST(spec AS BLOB))) FROM runs WHERE name IN mine), 0) AS specBytes,
    coalesce((SELECT sum(bytes) FROM counted), 0) AS stateBytes`;
