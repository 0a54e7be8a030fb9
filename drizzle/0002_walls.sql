-- What drizzle does not generate: FORCE, grants, and the functions that answer before a firm is known.
DO $$
DECLARE t record;
BEGIN
  FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', t.tablename);
    EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', t.tablename);
    EXECUTE format('REVOKE ALL ON public.%I FROM PUBLIC', t.tablename);
  END LOOP;
END $$;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO portal_app, portal_gate;
--> statement-breakpoint
-- Written once, never changed.
GRANT SELECT, INSERT ON firms, firm_keys, files, filing_versions, approvals, filing_openings, audit_events, local_messages TO portal_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON accounts, staff_members, sessions, challenges, challenge_codes, password_links, organisations, audit_heads, outbox TO portal_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON memberships TO portal_app;
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON portfolios TO portal_app;
--> statement-breakpoint
GRANT SELECT, INSERT ON filings, uploads TO portal_app;
--> statement-breakpoint
GRANT UPDATE (state, completed_at) ON filings TO portal_app;
--> statement-breakpoint
GRANT UPDATE (used_at) ON uploads TO portal_app;
--> statement-breakpoint
CREATE SCHEMA gate;
--> statement-breakpoint
REVOKE ALL ON SCHEMA gate FROM PUBLIC;
--> statement-breakpoint
GRANT USAGE, CREATE ON SCHEMA gate TO portal_gate;
--> statement-breakpoint
GRANT SELECT (id, slug, name, hue, chroma, mark, sms_sender, sms_shows_amount, allowed_countries, phone, opening_hours, mail_address) ON firms TO portal_gate;
--> statement-breakpoint
GRANT SELECT (firm_id, id, kind, name, first_name, language, preferred_organisation_id, disabled_at) ON accounts TO portal_gate;
--> statement-breakpoint
GRANT SELECT (firm_id, account_id, role) ON staff_members TO portal_gate;
--> statement-breakpoint
GRANT SELECT ON sessions TO portal_gate;
--> statement-breakpoint
GRANT UPDATE (last_seen_at) ON sessions TO portal_gate;
--> statement-breakpoint
GRANT SELECT (firm_id, id, kind, status, attempts, run_after, lease_until, lease_by) ON outbox TO portal_gate;
--> statement-breakpoint
GRANT UPDATE (status, attempts, lease_until, lease_by) ON outbox TO portal_gate;
--> statement-breakpoint
CREATE TABLE gate.throttles (
  key bytea PRIMARY KEY,
  started_at timestamptz NOT NULL,
  count integer NOT NULL
);
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON gate.throttles TO portal_gate;
--> statement-breakpoint
-- Which firm a host name belongs to; nothing here is secret.
CREATE FUNCTION gate.firm_by_slug(p_slug text)
RETURNS TABLE (id uuid, slug text, name text, hue real, chroma real, mark jsonb, sms_sender text, sms_shows_amount boolean,
  allowed_countries text[], phone text, opening_hours text, mail_address text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT f.id, f.slug, f.name, f.hue, f.chroma, f.mark, f.sms_sender, f.sms_shows_amount, f.allowed_countries, f.phone,
    f.opening_hours, f.mail_address
  FROM firms f WHERE f.slug = p_slug
$$;
--> statement-breakpoint
-- Who holds this session, if it is alive; and that it was used, at most once a minute.
CREATE FUNCTION gate.session(p_hash bytea, p_now timestamptz, p_idle_seconds integer)
RETURNS TABLE (firm_id uuid, session_id uuid, account_id uuid, created_at timestamptz, last_seen_at timestamptz, expires_at timestamptz,
  kind text, role text, name text, first_name text, language text, preferred_organisation_id uuid)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH alive AS (
    SELECT s.firm_id, s.id, s.account_id, s.created_at, s.last_seen_at, s.expires_at FROM sessions s
    WHERE s.token_hash = p_hash AND s.ended_at IS NULL AND s.expires_at > p_now
      AND s.last_seen_at > p_now - make_interval(secs => p_idle_seconds)
  ), touched AS (
    UPDATE sessions s SET last_seen_at = p_now FROM alive
    WHERE s.firm_id = alive.firm_id AND s.id = alive.id AND alive.last_seen_at < p_now - interval '1 minute'
  )
  SELECT alive.firm_id, alive.id, alive.account_id, alive.created_at, p_now, alive.expires_at,
    a.kind, m.role, a.name, a.first_name, a.language, a.preferred_organisation_id
  FROM alive
  JOIN accounts a ON a.firm_id = alive.firm_id AND a.id = alive.account_id AND a.disabled_at IS NULL
  LEFT JOIN staff_members m ON m.firm_id = a.firm_id AND m.account_id = a.id
$$;
--> statement-breakpoint
-- Counts one event in a window and says how many there were; the key is a hash, never an address in clear.
CREATE FUNCTION gate.throttle(p_key bytea, p_now timestamptz, p_window_seconds integer)
RETURNS integer LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = gate, pg_temp AS $$
  INSERT INTO gate.throttles AS t (key, started_at, count) VALUES (p_key, p_now, 1)
  ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN t.started_at <= p_now - make_interval(secs => p_window_seconds) THEN 1 ELSE t.count + 1 END,
    started_at = CASE WHEN t.started_at <= p_now - make_interval(secs => p_window_seconds) THEN p_now ELSE t.started_at END
  RETURNING t.count
$$;
--> statement-breakpoint
CREATE FUNCTION gate.forget_throttle(p_key bytea)
RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = gate, pg_temp AS $$
  DELETE FROM gate.throttles WHERE key = p_key
$$;
--> statement-breakpoint
CREATE FUNCTION gate.sweep_throttles(p_before timestamptz)
RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = gate, pg_temp AS $$
  DELETE FROM gate.throttles WHERE started_at < p_before
$$;
--> statement-breakpoint
-- Leases jobs that are due, of any firm; what they contain is read afterwards, in the firm's own scope.
CREATE FUNCTION gate.take_jobs(p_worker text, p_now timestamptz, p_max integer, p_lease_seconds integer)
RETURNS TABLE (firm_id uuid, id uuid, kind text, attempts integer)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH due AS (
    SELECT o.firm_id, o.id FROM outbox o
    WHERE (o.status = 'waiting' AND o.run_after <= p_now)
       OR (o.status = 'running' AND o.run_after <= p_now AND o.lease_until < p_now)
    ORDER BY o.run_after LIMIT p_max FOR UPDATE SKIP LOCKED
  )
  UPDATE outbox o SET status = 'running', attempts = o.attempts + 1,
    lease_until = p_now + make_interval(secs => p_lease_seconds), lease_by = p_worker
  FROM due WHERE o.firm_id = due.firm_id AND o.id = due.id
  RETURNING o.firm_id, o.id, o.kind, o.attempts
$$;
--> statement-breakpoint
DO $$
DECLARE f record;
BEGIN
  FOR f IN SELECT p.oid::regprocedure AS signature FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'gate' LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO portal_gate', f.signature);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f.signature);
  END LOOP;
END $$;
