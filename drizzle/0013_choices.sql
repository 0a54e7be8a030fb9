CREATE POLICY "filing_approvers_gate_select" ON "filing_approvers" AS PERMISSIVE FOR SELECT TO "portal_gate" USING (true);--> statement-breakpoint
CREATE POLICY "filings_gate_select" ON "filings" AS PERMISSIVE FOR SELECT TO "portal_gate" USING (true);--> statement-breakpoint
CREATE POLICY "organisations_gate_select" ON "organisations" AS PERMISSIVE FOR SELECT TO "portal_gate" USING (true);--> statement-breakpoint
-- Every page of a client asks who holds the session and what this person may switch to, with what waits there: one
-- answer for both, so that a page goes to the database once before it asks for what it shows. In plpgsql, which keeps
-- its plans: a function in plain SQL is planned at each call.
GRANT SELECT (firm_id, id, slug, name, kind, kvk_number, relationship_manager_id) ON organisations TO portal_gate;
--> statement-breakpoint
GRANT SELECT (name, job_title, availability, phone, photo_file_id) ON staff_members TO portal_gate;
--> statement-breakpoint
GRANT SELECT (firm_id, id, organisation_id, stream, version, state, waits_for) ON filings TO portal_gate;
--> statement-breakpoint
GRANT SELECT (firm_id, filing_id, version, account_id, turn, acted_by) ON filing_approvers TO portal_gate;
--> statement-breakpoint
DROP FUNCTION gate.session(bytea, timestamptz, integer);
--> statement-breakpoint
-- Who holds this session, if it is alive; and that it was used, at most once a minute. `organisations`: of a client the
-- choices by name, see db/gate.ts; of staff none.
CREATE FUNCTION gate.session(p_hash bytea, p_now timestamptz, p_idle_seconds integer)
RETURNS TABLE (firm_id uuid, session_id uuid, account_id uuid, created_at timestamptz, last_seen_at timestamptz, expires_at timestamptz,
  kind text, role text, name text, first_name text, language text, preferred_organisation_id uuid, organisations json)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
  SELECT s.firm_id, s.id, s.account_id, s.created_at, s.last_seen_at, s.expires_at,
    a.kind, m.role, a.name, a.first_name, a.language, a.preferred_organisation_id
  INTO firm_id, session_id, account_id, created_at, last_seen_at, expires_at,
    kind, role, name, first_name, language, preferred_organisation_id
  FROM sessions s
  JOIN accounts a ON a.firm_id = s.firm_id AND a.id = s.account_id AND a.disabled_at IS NULL
  LEFT JOIN staff_members m ON m.firm_id = a.firm_id AND m.account_id = a.id
  WHERE s.token_hash = p_hash AND s.ended_at IS NULL AND s.expires_at > p_now
    AND s.last_seen_at > p_now - make_interval(secs => p_idle_seconds);
  IF NOT FOUND THEN
    RETURN;
  END IF;
  IF last_seen_at < p_now - interval '1 minute' THEN
    UPDATE sessions s SET last_seen_at = p_now WHERE s.firm_id = session.firm_id AND s.id = session.session_id;
  END IF;
  last_seen_at := p_now;
  IF kind = 'client' THEN
    SELECT json_agg(json_build_object('id', o.id, 'slug', o.slug, 'name', o.name, 'kind', o.kind, 'kvkNumber', o.kvk_number,
      'streams', mine.streams, 'approves', mine.approves, 'openTasks', waiting.asked, 'ready', waiting.ready,
      'contact', CASE WHEN c.account_id IS NOT NULL THEN json_build_object('id', c.account_id, 'name', c.name,
        'jobTitle', c.job_title, 'availability', c.availability, 'phone', c.phone, 'photoFileId', c.photo_file_id) END
      ) ORDER BY o.name)
    INTO organisations
    FROM memberships mine
    JOIN organisations o ON o.firm_id = mine.firm_id AND o.id = mine.organisation_id
    LEFT JOIN staff_members c ON c.firm_id = o.firm_id AND c.account_id = o.relationship_manager_id
    CROSS JOIN LATERAL (
      SELECT count(*) FILTER (WHERE seat.asked) AS asked, count(*) FILTER (WHERE seat.ready) AS ready
      FROM filings f
      CROSS JOIN LATERAL (
        SELECT bool_or(p.turn = 'asked' OR (p.turn = 'readyToSend' AND p.acted_by <> mine.account_id)) AS asked,
          bool_or(p.turn = 'readyToSend' AND p.acted_by = mine.account_id) AS ready
        FROM filing_approvers p
        WHERE p.firm_id = f.firm_id AND p.filing_id = f.id AND p.version = f.version
          AND (p.account_id IS NULL OR p.account_id = mine.account_id)
      ) seat
      WHERE f.firm_id = mine.firm_id AND f.organisation_id = mine.organisation_id AND f.state IN ('open', 'readyToSend')
        AND f.waits_for IS NULL AND f.stream = ANY (mine.approves) AND f.stream = ANY (mine.streams)
    ) waiting
    WHERE mine.firm_id = session.firm_id AND mine.account_id = session.account_id
      AND (mine.ends_on IS NULL OR mine.ends_on >= (now() AT TIME ZONE 'Europe/Amsterdam')::date);
  END IF;
  RETURN NEXT;
END
$$;
--> statement-breakpoint
ALTER FUNCTION gate.session(bytea, timestamptz, integer) OWNER TO portal_gate;
--> statement-breakpoint
REVOKE ALL ON FUNCTION gate.session(bytea, timestamptz, integer) FROM PUBLIC;
