CREATE TABLE "webhook_endpoints" (
	"firm_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"url" text NOT NULL,
	"events" text[] NOT NULL,
	"secret" "bytea" NOT NULL,
	"previous_secret" "bytea",
	"previous_until" timestamp with time zone,
	"disabled_at" timestamp with time zone,
	"disabled_reason" text,
	"last_success_at" timestamp with time zone,
	"last_failure_at" timestamp with time zone,
	"last_failure" text,
	"failing_since" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "webhook_endpoints_firm_id_id_pk" PRIMARY KEY("firm_id","id")
);
--> statement-breakpoint
ALTER TABLE "webhook_endpoints" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "webhook_endpoints_select" ON "webhook_endpoints" AS PERMISSIVE FOR SELECT TO "portal_app" USING ("webhook_endpoints"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (select nullif(current_setting('app.reach', true), '')) in ('firm'));--> statement-breakpoint
CREATE POLICY "webhook_endpoints_insert" ON "webhook_endpoints" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK ("webhook_endpoints"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (select nullif(current_setting('app.reach', true), '')) in ('firm'));--> statement-breakpoint
CREATE POLICY "webhook_endpoints_update" ON "webhook_endpoints" AS PERMISSIVE FOR UPDATE TO "portal_app" USING ("webhook_endpoints"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (select nullif(current_setting('app.reach', true), '')) in ('firm')) WITH CHECK ("webhook_endpoints"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (select nullif(current_setting('app.reach', true), '')) in ('firm'));--> statement-breakpoint
CREATE POLICY "webhook_endpoints_delete" ON "webhook_endpoints" AS PERMISSIVE FOR DELETE TO "portal_app" USING ("webhook_endpoints"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (select nullif(current_setting('app.reach', true), '')) in ('firm'));--> statement-breakpoint
ALTER TABLE "webhook_endpoints" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
REVOKE ALL ON "webhook_endpoints" FROM PUBLIC;--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON "webhook_endpoints" TO portal_app;--> statement-breakpoint
-- An endpoint keeps its firm and its id; everything else may change.
GRANT UPDATE ("name", "url", "events", "secret", "previous_secret", "previous_until", "disabled_at", "disabled_reason",
  "last_success_at", "last_failure_at", "last_failure", "failing_since") ON "webhook_endpoints" TO portal_app;--> statement-breakpoint
-- A lane of its own: a program of one firm that hangs keeps no mail, no code and no delivery waiting.
INSERT INTO gate.lanes (lane) VALUES ('webhook');
