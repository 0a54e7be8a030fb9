-- The jobs that are there already: whose business they are, and which lane they take.
ALTER TABLE outbox NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE filings NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
UPDATE outbox o SET organisation_id = f.organisation_id FROM filings f
WHERE f.firm_id = o.firm_id AND o.subject = 'filing:' || f.id;
--> statement-breakpoint
UPDATE outbox SET lane = kind, priority = CASE WHEN expires_at IS NULL THEN 1 ELSE 0 END WHERE kind IN ('sms', 'mail');
--> statement-breakpoint
ALTER TABLE outbox FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE filings FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
-- A job is written once; what changes is how far it is.
REVOKE UPDATE ON outbox FROM portal_app;
--> statement-breakpoint
GRANT UPDATE (status, attempts, run_after, lease_until, lease_by, started_at, retryable, last_error, provider_id, done_at, sealed)
  ON outbox TO portal_app;
--> statement-breakpoint
GRANT DELETE ON uploads, local_messages TO portal_app;
--> statement-breakpoint
GRANT SELECT (lane, priority, idempotency_key, done_at), UPDATE (taken_at), DELETE ON outbox TO portal_gate;
--> statement-breakpoint
-- Where each lane is: the first moment that its pace leaves free, and the firm that was served last.
CREATE TABLE gate.lanes (
  lane text PRIMARY KEY,
  next_at timestamptz NOT NULL DEFAULT '-infinity',
  last_firm uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'
);
--> statement-breakpoint
INSERT INTO gate.lanes (lane) VALUES ('sms'), ('mail'), ('delivery'), ('work');
--> statement-breakpoint
GRANT SELECT, UPDATE ON gate.lanes TO portal_gate;
--> statement-breakpoint
DROP FUNCTION gate.take_jobs(text, timestamptz, integer, integer);
--> statement-breakpoint
-- Leases jobs that are due, of any firm; what they contain is read afterwards, in the firm's own scope. Of each lane at
-- most p_most: those that somebody waits for first, and the firms in turn, so that many jobs of one hold up nobody else.
-- A lane with a pace gives out moments that lie 1/p_per_second apart, over all processes together, and no further ahead
-- than a second; wait_ms is how long the one who got a job waits with it. The clock of the pace is the database's own.
CREATE FUNCTION gate.take_jobs(p_worker text, p_now timestamptz, p_lease_seconds real, p_lanes text[], p_most integer[], p_per_second real[])
RETURNS TABLE (firm_id uuid, id uuid, kind text, lane text, attempts integer, wait_ms integer)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  wish record;
  held record;
  clock timestamptz;
  ahead interval;
  gap interval;
  free integer;
BEGIN
  FOR wish IN
    SELECT w.lane, w.most, w.per_second FROM unnest(p_lanes, p_most, p_per_second) AS w (lane, most, per_second) ORDER BY w.lane
  LOOP
    -- One after the other in a lane; the look is taken afresh after the wait.
    PERFORM pg_advisory_xact_lock(7215302, hashtext(wish.lane));
    SELECT l.next_at, l.last_firm INTO held FROM gate.lanes l WHERE l.lane = wish.lane;
    free := wish.most;
    clock := clock_timestamp();
    gap := make_interval(secs => coalesce(1 / wish.per_second, 0));
    IF wish.per_second IS NOT NULL THEN
      ahead := interval '1 second' + gap;
      -- So far ahead nothing was given out: the clock was set back, or the pace is another one.
      IF held.next_at < clock OR held.next_at > clock + ahead + gap THEN held.next_at := clock; END IF;
      free := least(free, ceil(extract(epoch FROM clock + ahead - held.next_at) / extract(epoch FROM gap))::integer);
    END IF;
    CONTINUE WHEN free <= 0;
    RETURN QUERY
    WITH RECURSIVE busy (firm) AS (
      (SELECT o.firm_id FROM outbox o WHERE o.lane = wish.lane AND o.status IN ('waiting', 'running') ORDER BY o.firm_id LIMIT 1)
      UNION ALL
      SELECT (SELECT o.firm_id FROM outbox o WHERE o.lane = wish.lane AND o.status IN ('waiting', 'running')
        AND o.firm_id > b.firm ORDER BY o.firm_id LIMIT 1)
      FROM busy b WHERE b.firm IS NOT NULL
    ), due AS (
      SELECT j.*, row_number() OVER (PARTITION BY j.firm_id, j.priority ORDER BY j.run_after, j.id) AS turn
      FROM busy b CROSS JOIN LATERAL (
        SELECT o.firm_id, o.id, o.priority, o.run_after FROM outbox o
        WHERE o.lane = wish.lane AND o.firm_id = b.firm AND o.status IN ('waiting', 'running') AND o.run_after <= p_now
          AND (o.status = 'waiting' OR o.lease_until < p_now)
        ORDER BY o.priority, o.run_after LIMIT free
      ) j
    ), chosen AS (
      SELECT d.firm_id, d.id, row_number() OVER (ORDER BY d.priority, d.turn, d.firm_id <= held.last_firm, d.firm_id) AS place
      FROM due d ORDER BY place LIMIT free
    ), locked AS (
      SELECT o.firm_id, o.id, c.place FROM chosen c JOIN outbox o ON o.firm_id = c.firm_id AND o.id = c.id
      WHERE o.status IN ('waiting', 'running') AND (o.status = 'waiting' OR o.lease_until < p_now)
      FOR UPDATE OF o SKIP LOCKED
    ), got AS (
      SELECT l.firm_id, l.id, row_number() OVER (ORDER BY l.place) - 1 AS slot FROM locked l
    ), moved AS (
      UPDATE gate.lanes l SET next_at = held.next_at + (SELECT count(*) FROM got) * gap,
        last_firm = (SELECT g.firm_id FROM got g ORDER BY g.slot DESC LIMIT 1)
      WHERE l.lane = wish.lane AND EXISTS (SELECT FROM got)
    )
    UPDATE outbox o SET status = 'running', attempts = o.attempts + 1, lease_by = p_worker, taken_at = p_now,
      lease_until = p_now + make_interval(secs => p_lease_seconds)
    FROM got g WHERE o.firm_id = g.firm_id AND o.id = g.id
    RETURNING o.firm_id, o.id, o.kind, o.lane, o.attempts, CASE WHEN wish.per_second IS NULL THEN 0
      ELSE greatest(0, ceil(1000 * extract(epoch FROM held.next_at + g.slot * gap - clock)))::integer END;
  END LOOP;
END $$;
--> statement-breakpoint
-- Firms that have not had a job of this name: what has to be done for each of them, once.
CREATE FUNCTION gate.firms_without_job(p_idempotency_key text)
RETURNS TABLE (firm_id uuid) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT f.id FROM firms f
  WHERE NOT EXISTS (SELECT FROM outbox o WHERE o.firm_id = f.id AND o.idempotency_key = p_idempotency_key)
$$;
--> statement-breakpoint
-- Jobs that were done, or whose time went by, leave the outbox; what failed or is unknown stays for a person. Some at a
-- time: answers how many there were.
CREATE FUNCTION gate.sweep_jobs(p_before timestamptz)
RETURNS integer LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH old AS (
    SELECT o.firm_id, o.id FROM outbox o
    WHERE o.status IN ('done', 'expired') AND o.done_at < p_before LIMIT 1000 FOR UPDATE SKIP LOCKED
  ), gone AS (
    DELETE FROM outbox o USING old WHERE o.firm_id = old.firm_id AND o.id = old.id RETURNING 1
  )
  SELECT count(*)::integer FROM gone
$$;
--> statement-breakpoint
DO $$
DECLARE f record;
BEGIN
  FOR f IN SELECT p.oid::regprocedure AS signature FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'gate' AND p.proname IN ('take_jobs', 'firms_without_job', 'sweep_jobs') LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO portal_gate', f.signature);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f.signature);
  END LOOP;
END $$;
