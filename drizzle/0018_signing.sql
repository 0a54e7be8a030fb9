CREATE TABLE "signatures" (
	"firm_id" uuid NOT NULL,
	"filing_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"organisation_id" uuid NOT NULL,
	"stream" text NOT NULL,
	"seat" smallint NOT NULL,
	"account_id" uuid NOT NULL,
	"hand" "bytea",
	"state" text NOT NULL,
	"fault" text,
	"given_at" timestamp with time zone NOT NULL,
	"put_at" timestamp with time zone,
	CONSTRAINT "signatures_firm_id_filing_id_version_seat_pk" PRIMARY KEY("firm_id","filing_id","version","seat")
);
--> statement-breakpoint
ALTER TABLE "signatures" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "signing_certificates" (
	"firm_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"account_id" uuid,
	"certificate" text NOT NULL,
	"service" jsonb,
	"key" "bytea" NOT NULL,
	"not_after" timestamp with time zone NOT NULL,
	"added_by" uuid NOT NULL,
	"added_at" timestamp with time zone NOT NULL,
	"removed_at" timestamp with time zone,
	CONSTRAINT "signing_certificates_firm_id_id_pk" PRIMARY KEY("firm_id","id")
);
--> statement-breakpoint
ALTER TABLE "signing_certificates" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "signing_proofs" (
	"firm_id" uuid NOT NULL,
	"filing_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"organisation_id" uuid NOT NULL,
	"stream" text NOT NULL,
	"file_id" uuid NOT NULL,
	"sha256" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "signing_proofs_firm_id_filing_id_version_pk" PRIMARY KEY("firm_id","filing_id","version")
);
--> statement-breakpoint
ALTER TABLE "signing_proofs" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "signing_revisions" (
	"firm_id" uuid NOT NULL,
	"filing_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"organisation_id" uuid NOT NULL,
	"stream" text NOT NULL,
	"revision" smallint NOT NULL,
	"kind" text NOT NULL,
	"seat" smallint,
	"file_id" uuid NOT NULL,
	"sha256" text NOT NULL,
	"bytes" bigint NOT NULL,
	"level" text NOT NULL,
	"certificate_name" text,
	"certificate_serial" text,
	"evidence_hash" text,
	"stamped_at" timestamp with time zone,
	"stamped_by" text,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "signing_revisions_firm_id_filing_id_version_revision_pk" PRIMARY KEY("firm_id","filing_id","version","revision"),
	CONSTRAINT "signing_revisions_of_seat" UNIQUE("firm_id","filing_id","version","seat")
);
--> statement-breakpoint
ALTER TABLE "signing_revisions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "filing_approvers" ADD COLUMN "party" text DEFAULT 'client' NOT NULL;--> statement-breakpoint
ALTER TABLE "filing_approvers" ADD COLUMN "step" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "filing_approvers" ADD COLUMN "field" jsonb;--> statement-breakpoint
ALTER TABLE "filing_approvers" ADD COLUMN "deputy_for" text;--> statement-breakpoint
ALTER TABLE "filing_approvers" ADD COLUMN "mandate_file_id" uuid;--> statement-breakpoint
ALTER TABLE "filing_versions" ADD COLUMN "signing" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "filing_versions" ADD COLUMN "adopts" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "filings" ADD COLUMN "released_as" text;--> statement-breakpoint
ALTER TABLE "filings" ADD COLUMN "adopted_on" date;--> statement-breakpoint
ALTER TABLE "filings" ADD COLUMN "signing_set" uuid;--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "assisted_by" uuid;--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "assisted_by_name" text;--> statement-breakpoint
ALTER TABLE "firms" ADD COLUMN "signing_code" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "signatures" ADD CONSTRAINT "signatures_of_seat" FOREIGN KEY ("firm_id","filing_id","version","seat") REFERENCES "public"."filing_approvers"("firm_id","filing_id","version","seat") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signatures" ADD CONSTRAINT "signatures_firm_id_account_id_accounts_firm_id_id_fk" FOREIGN KEY ("firm_id","account_id") REFERENCES "public"."accounts"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signing_certificates" ADD CONSTRAINT "signing_certificates_firm_id_account_id_accounts_firm_id_id_fk" FOREIGN KEY ("firm_id","account_id") REFERENCES "public"."accounts"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signing_certificates" ADD CONSTRAINT "signing_certificates_firm_id_added_by_accounts_firm_id_id_fk" FOREIGN KEY ("firm_id","added_by") REFERENCES "public"."accounts"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signing_proofs" ADD CONSTRAINT "signing_proofs_of_version" FOREIGN KEY ("firm_id","filing_id","version") REFERENCES "public"."filing_versions"("firm_id","filing_id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signing_proofs" ADD CONSTRAINT "signing_proofs_firm_id_file_id_files_firm_id_id_fk" FOREIGN KEY ("firm_id","file_id") REFERENCES "public"."files"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signing_revisions" ADD CONSTRAINT "signing_revisions_of_version" FOREIGN KEY ("firm_id","filing_id","version") REFERENCES "public"."filing_versions"("firm_id","filing_id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signing_revisions" ADD CONSTRAINT "signing_revisions_firm_id_file_id_files_firm_id_id_fk" FOREIGN KEY ("firm_id","file_id") REFERENCES "public"."files"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "signatures_waiting" ON "signatures" USING btree ("firm_id","state","given_at");--> statement-breakpoint
CREATE INDEX "signing_certificates_of" ON "signing_certificates" USING btree ("firm_id","account_id");--> statement-breakpoint
CREATE INDEX "signing_proofs_by_hash" ON "signing_proofs" USING btree ("firm_id","sha256");--> statement-breakpoint
CREATE INDEX "signing_revisions_by_hash" ON "signing_revisions" USING btree ("firm_id","sha256");--> statement-breakpoint
ALTER TABLE "filing_approvers" ADD CONSTRAINT "filing_approvers_firm_id_mandate_file_id_files_firm_id_id_fk" FOREIGN KEY ("firm_id","mandate_file_id") REFERENCES "public"."files"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "filings_of_set" ON "filings" USING btree ("firm_id","signing_set");--> statement-breakpoint
CREATE POLICY "firms_update" ON "firms" AS PERMISSIVE FOR UPDATE TO "portal_app" USING ("firms"."id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (select nullif(current_setting('app.reach', true), '')) in ('firm')) WITH CHECK ("firms"."id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (select nullif(current_setting('app.reach', true), '')) in ('firm'));--> statement-breakpoint
CREATE POLICY "signatures_select" ON "signatures" AS PERMISSIVE FOR SELECT TO "portal_app" USING ("signatures"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and case (select nullif(current_setting('app.reach', true), '')) when 'firm' then true when 'portfolio' then "signatures"."organisation_id" in (select organisation_id from gate.my_portfolio) else ("signatures"."organisation_id", "signatures"."stream") in (select organisation_id, stream from gate.my_streams) end);--> statement-breakpoint
CREATE POLICY "signatures_insert" ON "signatures" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK ("signatures"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and ("signatures"."account_id" = (select nullif(current_setting('app.actor_id', true), '')::uuid) and case (select nullif(current_setting('app.reach', true), '')) when 'firm' then true when 'portfolio' then "signatures"."organisation_id" in (select organisation_id from gate.my_portfolio) else ("signatures"."organisation_id", "signatures"."stream") in (select organisation_id, stream from gate.my_approvals) end));--> statement-breakpoint
CREATE POLICY "signatures_update" ON "signatures" AS PERMISSIVE FOR UPDATE TO "portal_app" USING ("signatures"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and case (select nullif(current_setting('app.reach', true), '')) when 'firm' then true when 'portfolio' then "signatures"."organisation_id" in (select organisation_id from gate.my_portfolio) else false end) WITH CHECK ("signatures"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and case (select nullif(current_setting('app.reach', true), '')) when 'firm' then true when 'portfolio' then "signatures"."organisation_id" in (select organisation_id from gate.my_portfolio) else false end);--> statement-breakpoint
CREATE POLICY "signing_certificates_select" ON "signing_certificates" AS PERMISSIVE FOR SELECT TO "portal_app" USING ("signing_certificates"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (select nullif(current_setting('app.reach', true), '')) in ('firm', 'portfolio'));--> statement-breakpoint
CREATE POLICY "signing_certificates_insert" ON "signing_certificates" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK ("signing_certificates"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and ((select nullif(current_setting('app.reach', true), '')) in ('firm') or ((select nullif(current_setting('app.reach', true), '')) in ('portfolio') and "signing_certificates"."account_id" = (select nullif(current_setting('app.actor_id', true), '')::uuid))));--> statement-breakpoint
CREATE POLICY "signing_certificates_update" ON "signing_certificates" AS PERMISSIVE FOR UPDATE TO "portal_app" USING ("signing_certificates"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and ((select nullif(current_setting('app.reach', true), '')) in ('firm') or ((select nullif(current_setting('app.reach', true), '')) in ('portfolio') and "signing_certificates"."account_id" = (select nullif(current_setting('app.actor_id', true), '')::uuid)))) WITH CHECK ("signing_certificates"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and ((select nullif(current_setting('app.reach', true), '')) in ('firm') or ((select nullif(current_setting('app.reach', true), '')) in ('portfolio') and "signing_certificates"."account_id" = (select nullif(current_setting('app.actor_id', true), '')::uuid))));--> statement-breakpoint
CREATE POLICY "signing_proofs_select" ON "signing_proofs" AS PERMISSIVE FOR SELECT TO "portal_app" USING ("signing_proofs"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and case (select nullif(current_setting('app.reach', true), '')) when 'firm' then true when 'portfolio' then "signing_proofs"."organisation_id" in (select organisation_id from gate.my_portfolio) else ("signing_proofs"."organisation_id", "signing_proofs"."stream") in (select organisation_id, stream from gate.my_streams) end);--> statement-breakpoint
CREATE POLICY "signing_proofs_insert" ON "signing_proofs" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK ("signing_proofs"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (select nullif(current_setting('app.reach', true), '')) in ('firm'));--> statement-breakpoint
CREATE POLICY "signing_proofs_update" ON "signing_proofs" AS PERMISSIVE FOR UPDATE TO "portal_app" USING ("signing_proofs"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and case (select nullif(current_setting('app.reach', true), '')) when 'firm' then true when 'portfolio' then "signing_proofs"."organisation_id" in (select organisation_id from gate.my_portfolio) else false end) WITH CHECK ("signing_proofs"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and case (select nullif(current_setting('app.reach', true), '')) when 'firm' then true when 'portfolio' then "signing_proofs"."organisation_id" in (select organisation_id from gate.my_portfolio) else false end);--> statement-breakpoint
CREATE POLICY "signing_revisions_select" ON "signing_revisions" AS PERMISSIVE FOR SELECT TO "portal_app" USING ("signing_revisions"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and case (select nullif(current_setting('app.reach', true), '')) when 'firm' then true when 'portfolio' then "signing_revisions"."organisation_id" in (select organisation_id from gate.my_portfolio) else ("signing_revisions"."organisation_id", "signing_revisions"."stream") in (select organisation_id, stream from gate.my_streams) end);--> statement-breakpoint
CREATE POLICY "signing_revisions_insert" ON "signing_revisions" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK ("signing_revisions"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (select nullif(current_setting('app.reach', true), '')) in ('firm'));--> statement-breakpoint
CREATE POLICY "signing_revisions_update" ON "signing_revisions" AS PERMISSIVE FOR UPDATE TO "portal_app" USING ("signing_revisions"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and case (select nullif(current_setting('app.reach', true), '')) when 'firm' then true when 'portfolio' then "signing_revisions"."organisation_id" in (select organisation_id from gate.my_portfolio) else false end) WITH CHECK ("signing_revisions"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and case (select nullif(current_setting('app.reach', true), '')) when 'firm' then true when 'portfolio' then "signing_revisions"."organisation_id" in (select organisation_id from gate.my_portfolio) else false end);--> statement-breakpoint
ALTER TABLE "signatures" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "signing_revisions" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "signing_certificates" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "signing_proofs" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
REVOKE ALL ON "signatures", "signing_revisions", "signing_certificates", "signing_proofs" FROM PUBLIC;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ("hand", "state", "fault", "put_at") ON "signatures" TO portal_app;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ("removed_at", "key") ON "signing_certificates" TO portal_app;--> statement-breakpoint
-- Written once, never changed: each is evidence. Of a withdrawn document they go out of the client's sight with it.
GRANT SELECT, INSERT, UPDATE ("stream") ON "signing_revisions", "signing_proofs" TO portal_app;--> statement-breakpoint
-- Who may see or approve annual accounts may do the same with what comes with them.
ALTER TABLE "memberships" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE "memberships" SET
  "streams" = "streams" || case when 'annualAccounts' = any ("streams")
    then array['engagementLetter', 'generalMeetingMinutes', 'representationLetter'] else '{}' end,
  "approves" = "approves" || case when 'annualAccounts' = any ("approves")
    then array['engagementLetter', 'generalMeetingMinutes', 'representationLetter'] else '{}' end;--> statement-breakpoint
ALTER TABLE "memberships" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- Of a firm's settings this one alone is changed by its administrators.
GRANT UPDATE ("signing_code") ON "firms" TO portal_app;
--> statement-breakpoint
GRANT UPDATE ("released_as", "signing_set", "adopted_on") ON "filings" TO portal_app;
