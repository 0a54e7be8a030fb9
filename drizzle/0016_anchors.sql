CREATE TABLE "audit_anchors" (
	"firm_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"hash" "bytea" NOT NULL,
	"token" "bytea" NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"given_by" text NOT NULL,
	"root" "bytea" NOT NULL,
	CONSTRAINT "audit_anchors_firm_id_seq_pk" PRIMARY KEY("firm_id","seq")
);
--> statement-breakpoint
ALTER TABLE "audit_anchors" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "audit_heads_gate_select" ON "audit_heads" AS PERMISSIVE FOR SELECT TO "portal_gate" USING (true);--> statement-breakpoint
CREATE POLICY "audit_anchors_select" ON "audit_anchors" AS PERMISSIVE FOR SELECT TO "portal_app" USING ("audit_anchors"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (select nullif(current_setting('app.reach', true), '')) in ('firm'));--> statement-breakpoint
CREATE POLICY "audit_anchors_insert" ON "audit_anchors" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK ("audit_anchors"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (select nullif(current_setting('app.reach', true), '')) in ('firm'));--> statement-breakpoint
CREATE POLICY "audit_anchors_gate_select" ON "audit_anchors" AS PERMISSIVE FOR SELECT TO "portal_gate" USING (true);--> statement-breakpoint
ALTER TABLE "audit_anchors" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
REVOKE ALL ON "audit_anchors" FROM PUBLIC;--> statement-breakpoint
-- Written once, never changed, as the chain itself.
GRANT SELECT, INSERT ON "audit_anchors" TO portal_app;--> statement-breakpoint
-- How far each chain is, and no more of it.
GRANT SELECT (firm_id, seq) ON "audit_heads", "audit_anchors" TO portal_gate;--> statement-breakpoint
-- Firms whose chain grew since it was anchored, and that have not had a job of this name.
CREATE FUNCTION gate.firms_to_anchor(p_idempotency_key text)
RETURNS TABLE (firm_id uuid) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT h.firm_id FROM audit_heads h
  WHERE h.seq > coalesce((SELECT max(a.seq) FROM audit_anchors a WHERE a.firm_id = h.firm_id), 0)
    AND NOT EXISTS (SELECT FROM outbox o WHERE o.firm_id = h.firm_id AND o.idempotency_key = p_idempotency_key)
$$;--> statement-breakpoint
ALTER FUNCTION gate.firms_to_anchor(text) OWNER TO portal_gate;--> statement-breakpoint
REVOKE ALL ON FUNCTION gate.firms_to_anchor(text) FROM PUBLIC;
--> statement-breakpoint
-- A lane of its own: a service that hangs keeps no mail, no code and no delivery waiting.
INSERT INTO gate.lanes (lane) VALUES ('anchor');
