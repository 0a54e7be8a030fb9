CREATE TABLE "filing_annexes" (
	"firm_id" uuid NOT NULL,
	"filing_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"file_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"stream" text NOT NULL,
	"place" smallint NOT NULL,
	CONSTRAINT "filing_annexes_firm_id_filing_id_version_file_id_pk" PRIMARY KEY("firm_id","filing_id","version","file_id")
);
--> statement-breakpoint
ALTER TABLE "filing_annexes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "filing_approvers" (
	"firm_id" uuid NOT NULL,
	"filing_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"seat" smallint NOT NULL,
	"organisation_id" uuid NOT NULL,
	"stream" text NOT NULL,
	"account_id" uuid,
	"name" text,
	"capacity" text,
	"on_behalf_of" text,
	"turn" text NOT NULL,
	"acted_by" uuid,
	"acted_at" timestamp with time zone,
	"answers" jsonb,
	"reason" text,
	CONSTRAINT "filing_approvers_firm_id_filing_id_version_seat_pk" PRIMARY KEY("firm_id","filing_id","version","seat")
);
--> statement-breakpoint
ALTER TABLE "filing_approvers" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "approvals" RENAME TO "decisions";--> statement-breakpoint
ALTER TABLE "decisions" RENAME COLUMN "pdf_sha256" TO "attachment_sha256";--> statement-breakpoint
ALTER TABLE "filing_versions" RENAME COLUMN "pdf_file_id" TO "attachment_file_id";--> statement-breakpoint
ALTER TABLE "filing_versions" RENAME COLUMN "xbrl_file_id" TO "data_file_id";--> statement-breakpoint
ALTER TABLE "decisions" DROP CONSTRAINT "approvals_once";--> statement-breakpoint
ALTER TABLE "decisions" DROP CONSTRAINT "approvals_firm_id_filing_id_version_filing_versions_firm_id_filing_id_version_fk";
--> statement-breakpoint
ALTER TABLE "decisions" DROP CONSTRAINT "approvals_firm_id_account_id_accounts_firm_id_id_fk";
--> statement-breakpoint
ALTER TABLE "filing_versions" DROP CONSTRAINT "filing_versions_firm_id_pdf_file_id_files_firm_id_id_fk";
--> statement-breakpoint
ALTER TABLE "filing_versions" DROP CONSTRAINT "filing_versions_firm_id_xbrl_file_id_files_firm_id_id_fk";
--> statement-breakpoint
ALTER TABLE "decisions" DROP CONSTRAINT "approvals_firm_id_id_pk";--> statement-breakpoint
ALTER TABLE "filing_versions" ALTER COLUMN "data_file_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "filings" ALTER COLUMN "amount" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "filings" ALTER COLUMN "approve_by" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "filings" ALTER COLUMN "file_by" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_firm_id_id_pk" PRIMARY KEY("firm_id","id");--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "seat" smallint;--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "decision" text;--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "category" text;--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "reason" text;--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "answers" jsonb;--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "on_behalf_of" text;--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "number_hash" "bytea";--> statement-breakpoint
ALTER TABLE "filing_versions" ADD COLUMN "attachment_name" text;--> statement-breakpoint
ALTER TABLE "filing_versions" ADD COLUMN "attachment_mime" text;--> statement-breakpoint
ALTER TABLE "filing_versions" ADD COLUMN "attachment_bytes" bigint;--> statement-breakpoint
ALTER TABLE "filing_versions" ADD COLUMN "attachment_pages" integer;--> statement-breakpoint
ALTER TABLE "filing_versions" ADD COLUMN "attachment_sha256" text;--> statement-breakpoint
ALTER TABLE "filing_versions" ADD COLUMN "amount" bigint;--> statement-breakpoint
ALTER TABLE "filing_versions" ADD COLUMN "pay_by" date;--> statement-breakpoint
ALTER TABLE "filing_versions" ADD COLUMN "details" jsonb;--> statement-breakpoint
ALTER TABLE "filing_versions" ADD COLUMN "note" text;--> statement-breakpoint
ALTER TABLE "filing_versions" ADD COLUMN "created_by_name" text;--> statement-breakpoint
ALTER TABLE "filings" ADD COLUMN "label" text;--> statement-breakpoint
ALTER TABLE "filings" ADD COLUMN "year" integer;--> statement-breakpoint
ALTER TABLE "filings" ADD COLUMN "state_reason" text;--> statement-breakpoint
ALTER TABLE "filings" ADD COLUMN "expires_on" date;--> statement-breakpoint
ALTER TABLE "filings" ADD COLUMN "waits_for" uuid;--> statement-breakpoint
ALTER TABLE "filings" ADD COLUMN "published_by_name" text;--> statement-breakpoint
ALTER TABLE "filings" ADD COLUMN "changed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "filings" ADD COLUMN "filed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "filings" ADD COLUMN "filed_reference" text;--> statement-breakpoint
ALTER TABLE "filings" ADD COLUMN "search_text" text;--> statement-breakpoint
ALTER TABLE "challenges" ADD COLUMN "draft" jsonb;--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "on_behalf_of" text;--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "approves" text[];--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "ends_on" date;--> statement-breakpoint
ALTER TABLE "organisations" ADD COLUMN "fiscal_number" "bytea";--> statement-breakpoint
ALTER TABLE "organisations" ADD COLUMN "unity_number" "bytea";--> statement-breakpoint
ALTER TABLE "organisations" ADD COLUMN "unity_parent_id" uuid;--> statement-breakpoint
ALTER TABLE "firms" ADD COLUMN "approve_days_before" smallint DEFAULT 2 NOT NULL;--> statement-breakpoint
ALTER TABLE "firms" ADD COLUMN "yearly_return_months" smallint DEFAULT 3 NOT NULL;--> statement-breakpoint
-- The rows that were there say what the new columns say of them. The owner is held by the walls too, so they open for it.
ALTER TABLE "decisions" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "filing_versions" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "filings" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "memberships" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "files" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "accounts" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE "decisions" SET "seat" = 0, "decision" = 'approved', "answers" = '{}';--> statement-breakpoint
UPDATE "memberships" SET "approves" = "streams";--> statement-breakpoint
UPDATE "filings" f SET "year" = extract(year from f."period_end"), "changed_at" = coalesce(f."completed_at", f."published_at"),
  "published_by_name" = a."name", "search_text" = lower('omzetbelasting ' || f."reference")
FROM "accounts" a WHERE a."firm_id" = f."firm_id" AND a."id" = f."published_by";--> statement-breakpoint
UPDATE "filing_versions" v SET "attachment_name" = b."name", "attachment_mime" = b."mime", "attachment_bytes" = b."bytes",
  "attachment_pages" = b."pages", "attachment_sha256" = b."sha256", "details" = '{}', "amount" = f."amount", "pay_by" = f."pay_by",
  "created_by_name" = f."published_by_name"
FROM "files" b, "filings" f WHERE b."firm_id" = v."firm_id" AND b."id" = v."attachment_file_id" AND f."firm_id" = v."firm_id" AND f."id" = v."filing_id";--> statement-breakpoint
INSERT INTO "filing_approvers" ("firm_id", "filing_id", "version", "seat", "organisation_id", "stream", "turn", "acted_by", "acted_at")
SELECT f."firm_id", f."id", f."version", 0, f."organisation_id", f."stream", CASE WHEN d."id" IS NULL THEN 'asked' ELSE 'approved' END, d."account_id", d."at"
FROM "filings" f LEFT JOIN "decisions" d ON d."firm_id" = f."firm_id" AND d."filing_id" = f."id" AND d."version" = f."version";--> statement-breakpoint
ALTER TABLE "decisions" ALTER COLUMN "seat" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "decisions" ALTER COLUMN "decision" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "decisions" ALTER COLUMN "answers" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "filing_versions" ALTER COLUMN "attachment_name" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "filing_versions" ALTER COLUMN "attachment_mime" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "filing_versions" ALTER COLUMN "attachment_bytes" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "filing_versions" ALTER COLUMN "attachment_sha256" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "filing_versions" ALTER COLUMN "details" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "filing_versions" ALTER COLUMN "created_by_name" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "filings" ALTER COLUMN "year" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "filings" ALTER COLUMN "published_by_name" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "filings" ALTER COLUMN "changed_at" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "filings" ALTER COLUMN "search_text" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "memberships" ALTER COLUMN "approves" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "decisions" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "filing_versions" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "filings" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "memberships" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "files" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "accounts" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "filing_annexes" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "filing_approvers" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
REVOKE ALL ON "filing_annexes", "filing_approvers" FROM PUBLIC;--> statement-breakpoint
GRANT SELECT, INSERT ON "filing_annexes", "filing_approvers" TO portal_app;--> statement-breakpoint
GRANT UPDATE ("turn", "acted_by", "acted_at", "answers", "reason") ON "filing_approvers" TO portal_app;--> statement-breakpoint
GRANT UPDATE ("stream") ON "filing_versions", "files" TO portal_app;--> statement-breakpoint
GRANT UPDATE ("state", "state_reason", "version", "label", "period_start", "period_end", "year", "amount", "approve_by", "file_by", "pay_by", "expires_on", "waits_for", "published_by",
  "published_by_name", "published_at", "changed_at", "completed_at", "filed_at", "filed_reference", "search_text") ON "filings" TO portal_app;--> statement-breakpoint
-- A client moves a document from state to state and changes nothing else about it, whatever the code above may forget.
CREATE FUNCTION public.filings_by_clients() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF current_setting('app.reach', true) IN ('organisation', 'memberships')
    AND to_jsonb(NEW) - '{state,changed_at,completed_at}'::text[] IS DISTINCT FROM to_jsonb(OLD) - '{state,changed_at,completed_at}'::text[] THEN
    RAISE EXCEPTION 'a client changes nothing but the state of a filing' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER filings_by_clients BEFORE UPDATE ON "filings" FOR EACH ROW EXECUTE FUNCTION public.filings_by_clients();--> statement-breakpoint
ALTER TABLE "filing_annexes" ADD CONSTRAINT "filing_annexes_firm_id_filing_id_version_filing_versions_firm_id_filing_id_version_fk" FOREIGN KEY ("firm_id","filing_id","version") REFERENCES "public"."filing_versions"("firm_id","filing_id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "filing_annexes" ADD CONSTRAINT "filing_annexes_firm_id_file_id_files_firm_id_id_fk" FOREIGN KEY ("firm_id","file_id") REFERENCES "public"."files"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "filing_approvers" ADD CONSTRAINT "filing_approvers_firm_id_filing_id_version_filing_versions_firm_id_filing_id_version_fk" FOREIGN KEY ("firm_id","filing_id","version") REFERENCES "public"."filing_versions"("firm_id","filing_id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "filing_approvers" ADD CONSTRAINT "filing_approvers_firm_id_account_id_accounts_firm_id_id_fk" FOREIGN KEY ("firm_id","account_id") REFERENCES "public"."accounts"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "filing_approvers_of_person" ON "filing_approvers" USING btree ("firm_id","account_id","turn");--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_firm_id_filing_id_version_filing_versions_firm_id_filing_id_version_fk" FOREIGN KEY ("firm_id","filing_id","version") REFERENCES "public"."filing_versions"("firm_id","filing_id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_firm_id_account_id_accounts_firm_id_id_fk" FOREIGN KEY ("firm_id","account_id") REFERENCES "public"."accounts"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "filing_versions" ADD CONSTRAINT "filing_versions_firm_id_attachment_file_id_files_firm_id_id_fk" FOREIGN KEY ("firm_id","attachment_file_id") REFERENCES "public"."files"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "filing_versions" ADD CONSTRAINT "filing_versions_firm_id_data_file_id_files_firm_id_id_fk" FOREIGN KEY ("firm_id","data_file_id") REFERENCES "public"."files"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "filings" ADD CONSTRAINT "filings_firm_id_waits_for_filings_firm_id_id_fk" FOREIGN KEY ("firm_id","waits_for") REFERENCES "public"."filings"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organisations" ADD CONSTRAINT "organisations_firm_id_unity_parent_id_organisations_firm_id_id_fk" FOREIGN KEY ("firm_id","unity_parent_id") REFERENCES "public"."organisations"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "decisions_of_challenge" ON "decisions" USING btree ("firm_id","challenge_id");--> statement-breakpoint
CREATE INDEX "filings_of_stream" ON "filings" USING btree ("firm_id","organisation_id","stream","published_at","id");--> statement-breakpoint
CREATE INDEX "filings_of_year" ON "filings" USING btree ("firm_id","organisation_id","year","published_at","id");--> statement-breakpoint
CREATE INDEX "filings_in_state" ON "filings" USING btree ("firm_id","organisation_id","state","published_at","id");--> statement-breakpoint
CREATE INDEX "filings_of_firm" ON "filings" USING btree ("firm_id","published_at","id");--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_once" UNIQUE("firm_id","filing_id","version","seat");--> statement-breakpoint
DROP POLICY "approvals_select" ON "decisions" CASCADE;--> statement-breakpoint
DROP POLICY "approvals_insert" ON "decisions" CASCADE;--> statement-breakpoint
CREATE POLICY "decisions_select" ON "decisions" AS PERMISSIVE FOR SELECT TO "portal_app" USING ("decisions"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (
    (select nullif(current_setting('app.reach', true), '')) = 'firm'
    or ((select nullif(current_setting('app.reach', true), '')) = 'portfolio' and "decisions"."organisation_id" in (select p.organisation_id from portfolios p where p.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and p.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))
    or ((select nullif(current_setting('app.reach', true), '')) = 'memberships' and ("decisions"."organisation_id", "decisions"."stream") in (select m.organisation_id, unnest(m.streams) from memberships m where m.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and m.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid) and (m.ends_on is null or m.ends_on >= (now() at time zone 'Europe/Amsterdam')::date)))
    or ((select nullif(current_setting('app.reach', true), '')) = 'organisation' and "decisions"."organisation_id" = (select nullif(current_setting('app.organisation_id', true), '')::uuid) and ("decisions"."organisation_id", "decisions"."stream") in (select m.organisation_id, unnest(m.streams) from memberships m where m.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and m.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid) and (m.ends_on is null or m.ends_on >= (now() at time zone 'Europe/Amsterdam')::date)))
  ));--> statement-breakpoint
CREATE POLICY "decisions_insert" ON "decisions" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK ("decisions"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and ("decisions"."account_id" = (select nullif(current_setting('app.actor_id', true), '')::uuid) and (
    (select nullif(current_setting('app.reach', true), '')) = 'firm'
    or ((select nullif(current_setting('app.reach', true), '')) = 'portfolio' and "decisions"."organisation_id" in (select p.organisation_id from portfolios p where p.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and p.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))
    or ((select nullif(current_setting('app.reach', true), '')) = 'memberships' and ("decisions"."organisation_id", "decisions"."stream") in (select m.organisation_id, unnest(m.approves) from memberships m where m.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and m.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid) and (m.ends_on is null or m.ends_on >= (now() at time zone 'Europe/Amsterdam')::date)))
    or ((select nullif(current_setting('app.reach', true), '')) = 'organisation' and "decisions"."organisation_id" = (select nullif(current_setting('app.organisation_id', true), '')::uuid) and ("decisions"."organisation_id", "decisions"."stream") in (select m.organisation_id, unnest(m.approves) from memberships m where m.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and m.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid) and (m.ends_on is null or m.ends_on >= (now() at time zone 'Europe/Amsterdam')::date)))
  )));--> statement-breakpoint
CREATE POLICY "filing_versions_update" ON "filing_versions" AS PERMISSIVE FOR UPDATE TO "portal_app" USING ("filing_versions"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and ((select nullif(current_setting('app.reach', true), '')) = 'firm' or ((select nullif(current_setting('app.reach', true), '')) = 'portfolio' and "filing_versions"."organisation_id" in (select p.organisation_id from portfolios p where p.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and p.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid))))) WITH CHECK ("filing_versions"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and ((select nullif(current_setting('app.reach', true), '')) = 'firm' or ((select nullif(current_setting('app.reach', true), '')) = 'portfolio' and "filing_versions"."organisation_id" in (select p.organisation_id from portfolios p where p.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and p.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))));--> statement-breakpoint
CREATE POLICY "files_update" ON "files" AS PERMISSIVE FOR UPDATE TO "portal_app" USING ("files"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and ((select nullif(current_setting('app.reach', true), '')) = 'firm' or ((select nullif(current_setting('app.reach', true), '')) = 'portfolio' and "files"."organisation_id" in (select p.organisation_id from portfolios p where p.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and p.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid))))) WITH CHECK ("files"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and ((select nullif(current_setting('app.reach', true), '')) = 'firm' or ((select nullif(current_setting('app.reach', true), '')) = 'portfolio' and "files"."organisation_id" in (select p.organisation_id from portfolios p where p.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and p.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))));--> statement-breakpoint
CREATE POLICY "filing_annexes_select" ON "filing_annexes" AS PERMISSIVE FOR SELECT TO "portal_app" USING ("filing_annexes"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (
    (select nullif(current_setting('app.reach', true), '')) = 'firm'
    or ((select nullif(current_setting('app.reach', true), '')) = 'portfolio' and "filing_annexes"."organisation_id" in (select p.organisation_id from portfolios p where p.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and p.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))
    or ((select nullif(current_setting('app.reach', true), '')) = 'memberships' and ("filing_annexes"."organisation_id", "filing_annexes"."stream") in (select m.organisation_id, unnest(m.streams) from memberships m where m.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and m.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid) and (m.ends_on is null or m.ends_on >= (now() at time zone 'Europe/Amsterdam')::date)))
    or ((select nullif(current_setting('app.reach', true), '')) = 'organisation' and "filing_annexes"."organisation_id" = (select nullif(current_setting('app.organisation_id', true), '')::uuid) and ("filing_annexes"."organisation_id", "filing_annexes"."stream") in (select m.organisation_id, unnest(m.streams) from memberships m where m.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and m.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid) and (m.ends_on is null or m.ends_on >= (now() at time zone 'Europe/Amsterdam')::date)))
  ));--> statement-breakpoint
CREATE POLICY "filing_annexes_insert" ON "filing_annexes" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK ("filing_annexes"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and ((select nullif(current_setting('app.reach', true), '')) = 'firm' or ((select nullif(current_setting('app.reach', true), '')) = 'portfolio' and "filing_annexes"."organisation_id" in (select p.organisation_id from portfolios p where p.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and p.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))));--> statement-breakpoint
CREATE POLICY "filing_approvers_select" ON "filing_approvers" AS PERMISSIVE FOR SELECT TO "portal_app" USING ("filing_approvers"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (
    (select nullif(current_setting('app.reach', true), '')) = 'firm'
    or ((select nullif(current_setting('app.reach', true), '')) = 'portfolio' and "filing_approvers"."organisation_id" in (select p.organisation_id from portfolios p where p.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and p.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))
    or ((select nullif(current_setting('app.reach', true), '')) = 'memberships' and ("filing_approvers"."organisation_id", "filing_approvers"."stream") in (select m.organisation_id, unnest(m.streams) from memberships m where m.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and m.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid) and (m.ends_on is null or m.ends_on >= (now() at time zone 'Europe/Amsterdam')::date)))
    or ((select nullif(current_setting('app.reach', true), '')) = 'organisation' and "filing_approvers"."organisation_id" = (select nullif(current_setting('app.organisation_id', true), '')::uuid) and ("filing_approvers"."organisation_id", "filing_approvers"."stream") in (select m.organisation_id, unnest(m.streams) from memberships m where m.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and m.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid) and (m.ends_on is null or m.ends_on >= (now() at time zone 'Europe/Amsterdam')::date)))
  ));--> statement-breakpoint
CREATE POLICY "filing_approvers_insert" ON "filing_approvers" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK ("filing_approvers"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and ((select nullif(current_setting('app.reach', true), '')) = 'firm' or ((select nullif(current_setting('app.reach', true), '')) = 'portfolio' and "filing_approvers"."organisation_id" in (select p.organisation_id from portfolios p where p.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and p.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))));--> statement-breakpoint
CREATE POLICY "filing_approvers_update" ON "filing_approvers" AS PERMISSIVE FOR UPDATE TO "portal_app" USING ("filing_approvers"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and ((
    (select nullif(current_setting('app.reach', true), '')) = 'firm'
    or ((select nullif(current_setting('app.reach', true), '')) = 'portfolio' and "filing_approvers"."organisation_id" in (select p.organisation_id from portfolios p where p.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and p.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))
    or ((select nullif(current_setting('app.reach', true), '')) = 'memberships' and ("filing_approvers"."organisation_id", "filing_approvers"."stream") in (select m.organisation_id, unnest(m.approves) from memberships m where m.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and m.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid) and (m.ends_on is null or m.ends_on >= (now() at time zone 'Europe/Amsterdam')::date)))
    or ((select nullif(current_setting('app.reach', true), '')) = 'organisation' and "filing_approvers"."organisation_id" = (select nullif(current_setting('app.organisation_id', true), '')::uuid) and ("filing_approvers"."organisation_id", "filing_approvers"."stream") in (select m.organisation_id, unnest(m.approves) from memberships m where m.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and m.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid) and (m.ends_on is null or m.ends_on >= (now() at time zone 'Europe/Amsterdam')::date)))
  ) and ((select nullif(current_setting('app.reach', true), '')) in ('firm', 'portfolio') or "filing_approvers"."account_id" is null or "filing_approvers"."account_id" = (select nullif(current_setting('app.actor_id', true), '')::uuid)))) WITH CHECK ("filing_approvers"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and ((
    (select nullif(current_setting('app.reach', true), '')) = 'firm'
    or ((select nullif(current_setting('app.reach', true), '')) = 'portfolio' and "filing_approvers"."organisation_id" in (select p.organisation_id from portfolios p where p.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and p.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))
    or ((select nullif(current_setting('app.reach', true), '')) = 'memberships' and ("filing_approvers"."organisation_id", "filing_approvers"."stream") in (select m.organisation_id, unnest(m.approves) from memberships m where m.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and m.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid) and (m.ends_on is null or m.ends_on >= (now() at time zone 'Europe/Amsterdam')::date)))
    or ((select nullif(current_setting('app.reach', true), '')) = 'organisation' and "filing_approvers"."organisation_id" = (select nullif(current_setting('app.organisation_id', true), '')::uuid) and ("filing_approvers"."organisation_id", "filing_approvers"."stream") in (select m.organisation_id, unnest(m.approves) from memberships m where m.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and m.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid) and (m.ends_on is null or m.ends_on >= (now() at time zone 'Europe/Amsterdam')::date)))
  ) and ((select nullif(current_setting('app.reach', true), '')) in ('firm', 'portfolio') or "filing_approvers"."account_id" is null or "filing_approvers"."account_id" = (select nullif(current_setting('app.actor_id', true), '')::uuid))));--> statement-breakpoint
ALTER POLICY "filing_openings_select" ON "filing_openings" TO portal_app USING ("filing_openings"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (
    (select nullif(current_setting('app.reach', true), '')) = 'firm'
    or ((select nullif(current_setting('app.reach', true), '')) = 'portfolio' and "filing_openings"."organisation_id" in (select p.organisation_id from portfolios p where p.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and p.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))
    or ((select nullif(current_setting('app.reach', true), '')) = 'memberships' and ("filing_openings"."organisation_id", "filing_openings"."stream") in (select m.organisation_id, unnest(m.streams) from memberships m where m.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and m.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid) and (m.ends_on is null or m.ends_on >= (now() at time zone 'Europe/Amsterdam')::date)))
    or ((select nullif(current_setting('app.reach', true), '')) = 'organisation' and "filing_openings"."organisation_id" = (select nullif(current_setting('app.organisation_id', true), '')::uuid) and ("filing_openings"."organisation_id", "filing_openings"."stream") in (select m.organisation_id, unnest(m.streams) from memberships m where m.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and m.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid) and (m.ends_on is null or m.ends_on >= (now() at time zone 'Europe/Amsterdam')::date)))
  ));--> statement-breakpoint
ALTER POLICY "filing_openings_insert" ON "filing_openings" TO portal_app WITH CHECK ("filing_openings"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and ("filing_openings"."account_id" = (select nullif(current_setting('app.actor_id', true), '')::uuid) and (
    (select nullif(current_setting('app.reach', true), '')) = 'firm'
    or ((select nullif(current_setting('app.reach', true), '')) = 'portfolio' and "filing_openings"."organisation_id" in (select p.organisation_id from portfolios p where p.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and p.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))
    or ((select nullif(current_setting('app.reach', true), '')) = 'memberships' and ("filing_openings"."organisation_id", "filing_openings"."stream") in (select m.organisation_id, unnest(m.streams) from memberships m where m.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and m.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid) and (m.ends_on is null or m.ends_on >= (now() at time zone 'Europe/Amsterdam')::date)))
    or ((select nullif(current_setting('app.reach', true), '')) = 'organisation' and "filing_openings"."organisation_id" = (select nullif(current_setting('app.organisation_id', true), '')::uuid) and ("filing_openings"."organisation_id", "filing_openings"."stream") in (select m.organisation_id, unnest(m.streams) from memberships m where m.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and m.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid) and (m.ends_on is null or m.ends_on >= (now() at time zone 'Europe/Amsterdam')::date)))
  )));--> statement-breakpoint
ALTER POLICY "filing_versions_select" ON "filing_versions" TO portal_app USING ("filing_versions"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (
    (select nullif(current_setting('app.reach', true), '')) = 'firm'
    or ((select nullif(current_setting('app.reach', true), '')) = 'portfolio' and "filing_versions"."organisation_id" in (select p.organisation_id from portfolios p where p.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and p.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))
    or ((select nullif(current_setting('app.reach', true), '')) = 'memberships' and ("filing_versions"."organisation_id", "filing_versions"."stream") in (select m.organisation_id, unnest(m.streams) from memberships m where m.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and m.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid) and (m.ends_on is null or m.ends_on >= (now() at time zone 'Europe/Amsterdam')::date)))
    or ((select nullif(current_setting('app.reach', true), '')) = 'organisation' and "filing_versions"."organisation_id" = (select nullif(current_setting('app.organisation_id', true), '')::uuid) and ("filing_versions"."organisation_id", "filing_versions"."stream") in (select m.organisation_id, unnest(m.streams) from memberships m where m.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and m.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid) and (m.ends_on is null or m.ends_on >= (now() at time zone 'Europe/Amsterdam')::date)))
  ));--> statement-breakpoint
ALTER POLICY "filings_select" ON "filings" TO portal_app USING ("filings"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (
    (select nullif(current_setting('app.reach', true), '')) = 'firm'
    or ((select nullif(current_setting('app.reach', true), '')) = 'portfolio' and "filings"."organisation_id" in (select p.organisation_id from portfolios p where p.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and p.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))
    or ((select nullif(current_setting('app.reach', true), '')) = 'memberships' and ("filings"."organisation_id", "filings"."stream") in (select m.organisation_id, unnest(m.streams) from memberships m where m.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and m.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid) and (m.ends_on is null or m.ends_on >= (now() at time zone 'Europe/Amsterdam')::date)))
    or ((select nullif(current_setting('app.reach', true), '')) = 'organisation' and "filings"."organisation_id" = (select nullif(current_setting('app.organisation_id', true), '')::uuid) and ("filings"."organisation_id", "filings"."stream") in (select m.organisation_id, unnest(m.streams) from memberships m where m.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and m.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid) and (m.ends_on is null or m.ends_on >= (now() at time zone 'Europe/Amsterdam')::date)))
  ));--> statement-breakpoint
ALTER POLICY "filings_update" ON "filings" TO portal_app USING ("filings"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (
    (select nullif(current_setting('app.reach', true), '')) = 'firm'
    or ((select nullif(current_setting('app.reach', true), '')) = 'portfolio' and "filings"."organisation_id" in (select p.organisation_id from portfolios p where p.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and p.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))
    or ((select nullif(current_setting('app.reach', true), '')) = 'memberships' and ("filings"."organisation_id", "filings"."stream") in (select m.organisation_id, unnest(m.approves) from memberships m where m.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and m.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid) and (m.ends_on is null or m.ends_on >= (now() at time zone 'Europe/Amsterdam')::date)))
    or ((select nullif(current_setting('app.reach', true), '')) = 'organisation' and "filings"."organisation_id" = (select nullif(current_setting('app.organisation_id', true), '')::uuid) and ("filings"."organisation_id", "filings"."stream") in (select m.organisation_id, unnest(m.approves) from memberships m where m.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and m.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid) and (m.ends_on is null or m.ends_on >= (now() at time zone 'Europe/Amsterdam')::date)))
  )) WITH CHECK ("filings"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (
    (select nullif(current_setting('app.reach', true), '')) = 'firm'
    or ((select nullif(current_setting('app.reach', true), '')) = 'portfolio' and "filings"."organisation_id" in (select p.organisation_id from portfolios p where p.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and p.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))
    or ((select nullif(current_setting('app.reach', true), '')) = 'memberships' and ("filings"."organisation_id", "filings"."stream") in (select m.organisation_id, unnest(m.approves) from memberships m where m.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and m.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid) and (m.ends_on is null or m.ends_on >= (now() at time zone 'Europe/Amsterdam')::date)))
    or ((select nullif(current_setting('app.reach', true), '')) = 'organisation' and "filings"."organisation_id" = (select nullif(current_setting('app.organisation_id', true), '')::uuid) and ("filings"."organisation_id", "filings"."stream") in (select m.organisation_id, unnest(m.approves) from memberships m where m.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and m.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid) and (m.ends_on is null or m.ends_on >= (now() at time zone 'Europe/Amsterdam')::date)))
  ));--> statement-breakpoint
ALTER POLICY "files_select" ON "files" TO portal_app USING ("files"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and ("files"."organisation_id" is null or (
    (select nullif(current_setting('app.reach', true), '')) = 'firm'
    or ((select nullif(current_setting('app.reach', true), '')) = 'portfolio' and "files"."organisation_id" in (select p.organisation_id from portfolios p where p.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and p.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))
    or ((select nullif(current_setting('app.reach', true), '')) = 'memberships' and ("files"."organisation_id", "files"."stream") in (select m.organisation_id, unnest(m.streams) from memberships m where m.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and m.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid) and (m.ends_on is null or m.ends_on >= (now() at time zone 'Europe/Amsterdam')::date)))
    or ((select nullif(current_setting('app.reach', true), '')) = 'organisation' and "files"."organisation_id" = (select nullif(current_setting('app.organisation_id', true), '')::uuid) and ("files"."organisation_id", "files"."stream") in (select m.organisation_id, unnest(m.streams) from memberships m where m.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and m.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid) and (m.ends_on is null or m.ends_on >= (now() at time zone 'Europe/Amsterdam')::date)))
  )));--> statement-breakpoint
ALTER POLICY "organisations_select" ON "organisations" TO portal_app USING ("organisations"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (
    (select nullif(current_setting('app.reach', true), '')) = 'firm'
    or ((select nullif(current_setting('app.reach', true), '')) = 'portfolio' and "organisations"."id" in (select p.organisation_id from portfolios p where p.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and p.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))
    or ((select nullif(current_setting('app.reach', true), '')) = 'memberships' and "organisations"."id" in (select m.organisation_id from memberships m where m.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and m.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid) and (m.ends_on is null or m.ends_on >= (now() at time zone 'Europe/Amsterdam')::date)))
    or ((select nullif(current_setting('app.reach', true), '')) = 'organisation' and "organisations"."id" = (select nullif(current_setting('app.organisation_id', true), '')::uuid) and "organisations"."id" in (select m.organisation_id from memberships m where m.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and m.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid) and (m.ends_on is null or m.ends_on >= (now() at time zone 'Europe/Amsterdam')::date)))
  ));