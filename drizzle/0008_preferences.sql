CREATE TABLE "notices" (
	"firm_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"filing_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"kind" text NOT NULL,
	"pace" text NOT NULL,
	"by" text,
	"created_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"done_at" timestamp with time zone,
	"mail_id" uuid,
	CONSTRAINT "notices_firm_id_id_pk" PRIMARY KEY("firm_id","id"),
	CONSTRAINT "notices_once" UNIQUE("firm_id","filing_id","version","account_id","kind")
);
--> statement-breakpoint
ALTER TABLE "notices" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "notification_preferences" (
	"firm_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"pace" text NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "notification_preferences_firm_id_account_id_kind_pk" PRIMARY KEY("firm_id","account_id","kind"),
	CONSTRAINT "notification_preferences_never" CHECK ("notification_preferences"."pace" <> 'never' or "notification_preferences"."kind" in ('reading', 'reminder'))
);
--> statement-breakpoint
ALTER TABLE "notification_preferences" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_firm_id_account_id_accounts_firm_id_id_fk" FOREIGN KEY ("firm_id","account_id") REFERENCES "public"."accounts"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_firm_id_filing_id_filings_firm_id_id_fk" FOREIGN KEY ("firm_id","filing_id") REFERENCES "public"."filings"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification_preferences" ADD CONSTRAINT "notification_preferences_firm_id_account_id_accounts_firm_id_id_fk" FOREIGN KEY ("firm_id","account_id") REFERENCES "public"."accounts"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "notices_due" ON "notices" USING btree ("firm_id","account_id","due_at") WHERE done_at is null;--> statement-breakpoint
CREATE POLICY "notices_select" ON "notices" AS PERMISSIVE FOR SELECT TO "portal_app" USING ("notices"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (((select nullif(current_setting('app.reach', true), '')) = 'firm' or ((select nullif(current_setting('app.reach', true), '')) = 'portfolio' and "notices"."organisation_id" in (select p.organisation_id from portfolios p where p.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and p.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))) or "notices"."account_id" = (select nullif(current_setting('app.actor_id', true), '')::uuid)));--> statement-breakpoint
CREATE POLICY "notices_insert" ON "notices" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK ("notices"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (select nullif(current_setting('app.reach', true), '')) in ('firm'));--> statement-breakpoint
CREATE POLICY "notices_update" ON "notices" AS PERMISSIVE FOR UPDATE TO "portal_app" USING ("notices"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (select nullif(current_setting('app.reach', true), '')) in ('firm')) WITH CHECK ("notices"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (select nullif(current_setting('app.reach', true), '')) in ('firm'));--> statement-breakpoint
CREATE POLICY "notification_preferences_select" ON "notification_preferences" AS PERMISSIVE FOR SELECT TO "portal_app" USING ("notification_preferences"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and ((select nullif(current_setting('app.reach', true), '')) in ('firm') or "notification_preferences"."account_id" = (select nullif(current_setting('app.actor_id', true), '')::uuid)));--> statement-breakpoint
CREATE POLICY "notification_preferences_insert" ON "notification_preferences" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK ("notification_preferences"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and "notification_preferences"."account_id" = (select nullif(current_setting('app.actor_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "notification_preferences_update" ON "notification_preferences" AS PERMISSIVE FOR UPDATE TO "portal_app" USING ("notification_preferences"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and "notification_preferences"."account_id" = (select nullif(current_setting('app.actor_id', true), '')::uuid)) WITH CHECK ("notification_preferences"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and "notification_preferences"."account_id" = (select nullif(current_setting('app.actor_id', true), '')::uuid));--> statement-breakpoint
ALTER TABLE "notices" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "notification_preferences" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT ON "notices", "notification_preferences" TO portal_app;--> statement-breakpoint
GRANT UPDATE ("pace", "changed_at") ON "notification_preferences" TO portal_app;--> statement-breakpoint
-- What somebody has to hear stays as it was written; what changes is whether it went into a mail.
GRANT UPDATE ("done_at", "mail_id") ON "notices" TO portal_app;
