CREATE POLICY "filing_approvers_gate_select" ON "filing_approvers" AS PERMISSIVE FOR SELECT TO "portal_gate" USING (true);--> statement-breakpoint
CREATE POLICY "filings_gate_select" ON "filings" AS PERMISSIVE FOR SELECT TO "portal_gate" USING (true);--> statement-breakpoint
CREATE POLICY "organisations_gate_select" ON "organisations" AS PERMISSIVE FOR SELECT TO "portal_gate" USING (true);--> statement-breakpoint
-- What a client may switch to, with what waits there for this person. Every page asks for it, and with the policies of six
-- tables around it that took longer than all else that a page reads. The view asks for the scope itself, as its
-- sisters do, and answers for the reach over all memberships of one account alone.
GRANT SELECT (firm_id, id, slug, name, kind, kvk_number, relationship_manager_id) ON organisations TO portal_gate;
--> statement-breakpoint
GRANT SELECT (name, job_title, availability, phone, photo_file_id) ON staff_members TO portal_gate;
--> statement-breakpoint
GRANT SELECT (firm_id, id, organisation_id, stream, version, state, waits_for) ON filings TO portal_gate;
--> statement-breakpoint
GRANT SELECT (firm_id, filing_id, version, account_id, turn, acted_by) ON filing_approvers TO portal_gate;
--> statement-breakpoint
CREATE VIEW gate.my_choices WITH (security_barrier) AS
  SELECT o.id, o.slug, o.name, o.kind, o.kvk_number, m.streams, m.approves, waiting.open_tasks, waiting.ready,
    c.account_id AS contact_id, c.name AS contact_name, c.job_title, c.availability, c.phone, c.photo_file_id
  FROM public.memberships m
  JOIN public.organisations o ON o.firm_id = m.firm_id AND o.id = m.organisation_id
  LEFT JOIN public.staff_members c ON c.firm_id = o.firm_id AND c.account_id = o.relationship_manager_id
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE seat.asked)::int AS open_tasks, count(*) FILTER (WHERE seat.ready)::int AS ready
    FROM public.filings f
    CROSS JOIN LATERAL (
      SELECT bool_or(s.turn = 'asked' OR (s.turn = 'readyToSend' AND s.acted_by <> m.account_id)) AS asked,
        bool_or(s.turn = 'readyToSend' AND s.acted_by = m.account_id) AS ready
      FROM public.filing_approvers s
      WHERE s.firm_id = f.firm_id AND s.filing_id = f.id AND s.version = f.version
        AND (s.account_id IS NULL OR s.account_id = m.account_id)
    ) seat
    WHERE f.firm_id = m.firm_id AND f.organisation_id = m.organisation_id AND f.state IN ('open', 'readyToSend')
      AND f.waits_for IS NULL AND f.stream = ANY (m.approves) AND f.stream = ANY (m.streams)
  ) waiting
  WHERE m.firm_id = nullif(current_setting('app.firm_id', true), '')::uuid
    AND m.account_id = nullif(current_setting('app.actor_id', true), '')::uuid
    AND nullif(current_setting('app.reach', true), '') = 'memberships'
    AND (m.ends_on IS NULL OR m.ends_on >= (now() AT TIME ZONE 'Europe/Amsterdam')::date);
--> statement-breakpoint
ALTER VIEW gate.my_choices OWNER TO portal_gate;
--> statement-breakpoint
-- Of the schema it may name this view; no function of the gate and no table is its to use.
GRANT USAGE ON SCHEMA gate TO portal_app;
--> statement-breakpoint
GRANT SELECT ON gate.my_choices TO portal_app;
