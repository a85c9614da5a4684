/**
 * What is written for every batch and report, as functions of the database: a group of entries is one statement, which is
 * a transaction of its own, so a server that freezes or dies holds no lock.
 */

/** Notes that a step is sent to a rank, and enters its samples. */
const ISSUE = `
  CREATE FUNCTION enter_issued_1(
    r text, w int, k int, s bigint, stages int[], epochs bigint[], samples bigint[], replays bigint[]
  ) RETURNS void LANGUAGE plpgsql AS $$
  DECLARE
    present bytea;
    at int := (s & 1023)::int;
    again boolean := false;
  BEGIN
    SELECT bits INTO present FROM issued WHERE run = r AND world_size = w AND rank = k AND block = s >> 10;
    IF present IS NOT NULL THEN again := get_bit(present, at) = 1; END IF;
    IF NOT again THEN
      INSERT INTO issued VALUES (r, w, k, s >> 10, set_bit(coalesce(present, decode(repeat('00', 128), 'hex')), at, 1))
        ON CONFLICT (run, world_size, rank, block) DO UPDATE SET bits = excluded.bits;
      -- The step before says that the first one lies before this one, which saves a write for each batch.
      IF present IS NULL OR at = 0 OR get_bit(present, greatest(at - 1, 0)) = 0 THEN
        INSERT INTO progress VALUES (r, w, k, -1, s, 0) ON CONFLICT (run, world_size, rank) DO UPDATE
          SET first_issued = excluded.first_issued
          WHERE progress.first_issued < 0 OR progress.first_issued > excluded.first_issued;
      END IF;
    END IF;
    INSERT INTO ledger AS line
      SELECT r, w, k, stage, epoch, CASE WHEN again THEN 0 ELSE n END, CASE WHEN again THEN n ELSE 0 END, 0,
        CASE WHEN again THEN 0 ELSE replay END
      FROM unnest(stages, epochs, samples, replays) AS d(stage, epoch, n, replay)
      ON CONFLICT (run, world_size, rank, stage, epoch) DO UPDATE SET issued = line.issued + excluded.issued,
        reissued = line.reissued + excluded.reissued, replayed = line.replayed + excluded.replayed;
  END $$;
`;

/**
 * Records a report, for which the caller has computed what it acknowledges after step `expected`. Answers the consumed
 * step. If nothing has changed, it answers {"kept": step} because the rank is there already, or {"before": step} because
 * the step before is another one.
 */
const REPORT = `
  CREATE FUNCTION enter_report_1(
    r text, w int, k int, s bigint, expected bigint, duration double precision, in_stage int, begins boolean,
    stages int[], epochs bigint[], samples bigint[]
  ) RETURNS jsonb LANGUAGE plpgsql AS $$
  DECLARE
    known record;
    before bigint;
    n bigint;
  BEGIN
    SELECT consumed_step, first_issued INTO known FROM progress WHERE run = r AND world_size = w AND rank = k;
    before := CASE WHEN known.consumed_step >= 0 THEN known.consumed_step
      WHEN known.first_issued BETWEEN 0 AND s THEN known.first_issued - 1 ELSE s - 1 END;
    IF s <= before THEN RETURN jsonb_build_object('kept', before); END IF;
    IF expected IS DISTINCT FROM before THEN RETURN jsonb_build_object('before', before); END IF;
    INSERT INTO progress VALUES (r, w, k, s, -1, duration) ON CONFLICT (run, world_size, rank) DO UPDATE
      SET consumed_step = excluded.consumed_step,
        step_seconds = CASE WHEN excluded.step_seconds > 0 THEN excluded.step_seconds ELSE progress.step_seconds END;
    INSERT INTO ledger AS line SELECT r, w, k, stage, epoch, 0, 0, d.n, 0 FROM unnest(stages, epochs, samples) AS d(stage, epoch, n)
      ON CONFLICT (run, world_size, rank, stage, epoch) DO UPDATE
      SET acknowledged = line.acknowledged + excluded.acknowledged;
    IF duration > 0 THEN
      n := s - before;
      INSERT INTO step_times AS times VALUES (r, in_stage, w, n, n * duration, CASE WHEN begins THEN n ELSE 0 END,
          CASE WHEN begins THEN n * duration ELSE 0 END)
        ON CONFLICT (run, stage, world_size) DO UPDATE SET steps = times.steps + excluded.steps,
          seconds = times.seconds + excluded.seconds, first_steps = times.first_steps + excluded.first_steps,
          first_seconds = times.first_seconds + excluded.first_seconds;
    END IF;
    RETURN to_jsonb(s);
  END $$;
`;

/** Counts a change of each of the runs and tells the other servers. Answers [[run, revision], …]. */
const TOUCH = `
  CREATE FUNCTION touch_1(names text[]) RETURNS jsonb LANGUAGE plpgsql AS $$
  DECLARE
    changed jsonb := '[]';
    life record;
  BEGIN
    FOR life IN UPDATE lives SET revision = revision + 1 WHERE run = ANY(names) RETURNING run, revision LOOP
      PERFORM pg_notify(current_schema(), life.revision || ' ' || life.run);
      changed := changed || jsonb_build_array(jsonb_build_array(life.run, life.revision));
    END LOOP;
    RETURN changed;
  END $$;
`;

/**
 * Whether a server may carry out what it numbers `next`: NULL if so. If it has been carried out already, what it came to.
 * Everything that a server writes takes its row here first, so what comes twice waits for the first.
 */
const BEGIN = `
  CREATE FUNCTION begin_1(server_id text, next bigint) RETURNS jsonb LANGUAGE plpgsql AS $$
  DECLARE
    known record;
  BEGIN
    INSERT INTO writers VALUES (server_id, 0, '{}', now()) ON CONFLICT DO NOTHING;
    SELECT sequence, answer INTO known FROM writers WHERE server = server_id FOR UPDATE;
    IF known.sequence = next THEN RETURN known.answer; END IF;
    IF known.sequence > next THEN
      RAISE EXCEPTION 'request % of server % comes after request %', next, server_id, known.sequence;
    END IF;
    RETURN NULL;
  END $$;
`;

/**
 * Carries out a group of entries in order. `entries` has, for each of them, what the record below names. The runs are
 * locked in the order of their names, so that servers wait for each other and not in a circle. Answers an array:
 * for a batch true; for a report as `enter_report_1`; for a renewal whether there was a lease of the stream; or the reason
 * of an error. `changed` has the revisions of the runs that have changed.
 */
const ENTER = `
  CREATE FUNCTION enter_1(server_id text, next bigint, entries jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
  DECLARE
    done jsonb := begin_1(server_id, next);
    lives_now jsonb;
    answers jsonb[] := '{}';
    answer jsonb;
    touched text[] := '{}';
    e record;
    now_ms bigint;
  BEGIN
    IF done IS NOT NULL THEN RETURN done; END IF;
    PERFORM 1 FROM runs WHERE name IN (SELECT value->>'r' FROM jsonb_array_elements(entries)) ORDER BY name
      FOR NO KEY UPDATE;
    SELECT coalesce(jsonb_object_agg(name, generation), '{}') INTO lives_now FROM runs JOIN lives ON lives.run = name
      WHERE name IN (SELECT value->>'r' FROM jsonb_array_elements(entries));
    FOR e IN SELECT * FROM jsonb_to_recordset(entries) AS entry(
      kind text, r text, g bigint, w int, k int, s bigint, stages int[], epochs bigint[], samples bigint[],
      replays bigint[], expected bigint, seconds double precision, stage int, begins boolean, stream text, ms bigint
    ) LOOP
      IF NOT lives_now ? e.r THEN
        answer := '"UNKNOWN_RUN"';
      ELSIF e.g <> (lives_now->>e.r)::bigint THEN
        answer := '"RUN_CHANGED"';
      ELSIF e.kind = 'issue' THEN
        PERFORM enter_issued_1(e.r, e.w, e.k, e.s, e.stages, e.epochs, e.samples, e.replays);
        answer := 'true';
      ELSIF e.kind = 'report' THEN
        answer := enter_report_1(
          e.r, e.w, e.k, e.s, e.expected, e.seconds, e.stage, e.begins, e.stages, e.epochs, e.samples);
        IF jsonb_typeof(answer) = 'number' AND NOT e.r = ANY(touched) THEN
          touched := touched || e.r;
        END IF;
      ELSE
        now_ms := extract(epoch FROM clock_timestamp()) * 1000;
        UPDATE leases SET renewed_at = now_ms, expires_at = now_ms + e.ms
          WHERE run = e.r AND world_size = e.w AND rank = e.k AND stream = e.stream;
        answer := to_jsonb(FOUND);
      END IF;
      answers := answers || answer;
    END LOOP;
    done := jsonb_build_object('answers', to_jsonb(answers), 'changed', touch_1(touched));
    UPDATE writers SET sequence = next, answer = done, at = now() WHERE server = server_id;
    RETURN done;
  END $$;
`;

export const ENTRY_FUNCTIONS = ISSUE + REPORT + TOUCH + BEGIN + ENTER;
