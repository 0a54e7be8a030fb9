CREATE TABLE "deliveries" (
	"firm_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"stream" text NOT NULL,
	"filing_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"attempt" smallint NOT NULL,
	"channel_id" uuid,
	"state" text NOT NULL,
	"delivery_reference" text NOT NULL,
	"process_reference" text,
	"message_id" text,
	"request_key" text,
	"request_file_key" "bytea",
	"request_bytes" bigint,
	"request_sha256" text,
	"signed_answer" "bytea",
	"final_answer" "bytea",
	"fault" text,
	"fault_text" text,
	"candidates" jsonb,
	"created_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone,
	"done_at" timestamp with time zone,
	CONSTRAINT "deliveries_firm_id_id_pk" PRIMARY KEY("firm_id","id"),
	CONSTRAINT "deliveries_attempt" UNIQUE("firm_id","filing_id","version","attempt"),
	CONSTRAINT "deliveries_reference" UNIQUE("firm_id","delivery_reference")
);
--> statement-breakpoint
ALTER TABLE "deliveries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "delivery_channels" (
	"firm_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"stream" text NOT NULL,
	"recipient" text NOT NULL,
	"settings" jsonb NOT NULL,
	"certificate" text,
	"private_key" "bytea",
	"enabled" boolean DEFAULT true NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "delivery_channels_firm_id_id_pk" PRIMARY KEY("firm_id","id"),
	CONSTRAINT "delivery_channels_recipient" UNIQUE("firm_id","stream","recipient")
);
--> statement-breakpoint
ALTER TABLE "delivery_channels" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "delivery_statuses" (
	"firm_id" uuid NOT NULL,
	"delivery_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"stream" text NOT NULL,
	"code" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"description" text NOT NULL,
	"error_code" text,
	"error_description" text,
	CONSTRAINT "delivery_statuses_firm_id_delivery_id_at_code_pk" PRIMARY KEY("firm_id","delivery_id","at","code")
);
--> statement-breakpoint
ALTER TABLE "delivery_statuses" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_firm_id_organisation_id_organisations_firm_id_id_fk" FOREIGN KEY ("firm_id","organisation_id") REFERENCES "public"."organisations"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_firm_id_filing_id_version_filing_versions_firm_id_filing_id_version_fk" FOREIGN KEY ("firm_id","filing_id","version") REFERENCES "public"."filing_versions"("firm_id","filing_id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_firm_id_channel_id_delivery_channels_firm_id_id_fk" FOREIGN KEY ("firm_id","channel_id") REFERENCES "public"."delivery_channels"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delivery_statuses" ADD CONSTRAINT "delivery_statuses_firm_id_delivery_id_deliveries_firm_id_id_fk" FOREIGN KEY ("firm_id","delivery_id") REFERENCES "public"."deliveries"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "deliveries_of_process" ON "deliveries" USING btree ("firm_id","process_reference");--> statement-breakpoint
CREATE POLICY "deliveries_select" ON "deliveries" AS PERMISSIVE FOR SELECT TO "portal_app" USING ("deliveries"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (
    (select nullif(current_setting('app.reach', true), '')) = 'firm'
    or ((select nullif(current_setting('app.reach', true), '')) = 'portfolio' and "deliveries"."organisation_id" in (select p.organisation_id from portfolios p where p.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and p.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))
    or ((select nullif(current_setting('app.reach', true), '')) = 'memberships' and ("deliveries"."organisation_id", "deliveries"."stream") in (select m.organisation_id, unnest(m.streams) from memberships m where m.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and m.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid) and (m.ends_on is null or m.ends_on >= (now() at time zone 'Europe/Amsterdam')::date)))
    or ((select nullif(current_setting('app.reach', true), '')) = 'organisation' and "deliveries"."organisation_id" = (select nullif(current_setting('app.organisation_id', true), '')::uuid) and ("deliveries"."organisation_id", "deliveries"."stream") in (select m.organisation_id, unnest(m.streams) from memberships m where m.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and m.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid) and (m.ends_on is null or m.ends_on >= (now() at time zone 'Europe/Amsterdam')::date)))
  ));--> statement-breakpoint
CREATE POLICY "deliveries_insert" ON "deliveries" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK ("deliveries"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and ((select nullif(current_setting('app.reach', true), '')) = 'firm' or ((select nullif(current_setting('app.reach', true), '')) = 'portfolio' and "deliveries"."organisation_id" in (select p.organisation_id from portfolios p where p.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and p.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))));--> statement-breakpoint
CREATE POLICY "deliveries_update" ON "deliveries" AS PERMISSIVE FOR UPDATE TO "portal_app" USING ("deliveries"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and ((select nullif(current_setting('app.reach', true), '')) = 'firm' or ((select nullif(current_setting('app.reach', true), '')) = 'portfolio' and "deliveries"."organisation_id" in (select p.organisation_id from portfolios p where p.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and p.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid))))) WITH CHECK ("deliveries"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and ((select nullif(current_setting('app.reach', true), '')) = 'firm' or ((select nullif(current_setting('app.reach', true), '')) = 'portfolio' and "deliveries"."organisation_id" in (select p.organisation_id from portfolios p where p.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and p.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))));--> statement-breakpoint
CREATE POLICY "delivery_channels_select" ON "delivery_channels" AS PERMISSIVE FOR SELECT TO "portal_app" USING ("delivery_channels"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (select nullif(current_setting('app.reach', true), '')) in ('firm'));--> statement-breakpoint
CREATE POLICY "delivery_channels_insert" ON "delivery_channels" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK ("delivery_channels"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (select nullif(current_setting('app.reach', true), '')) in ('firm'));--> statement-breakpoint
CREATE POLICY "delivery_channels_update" ON "delivery_channels" AS PERMISSIVE FOR UPDATE TO "portal_app" USING ("delivery_channels"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (select nullif(current_setting('app.reach', true), '')) in ('firm')) WITH CHECK ("delivery_channels"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (select nullif(current_setting('app.reach', true), '')) in ('firm'));--> statement-breakpoint
CREATE POLICY "delivery_statuses_select" ON "delivery_statuses" AS PERMISSIVE FOR SELECT TO "portal_app" USING ("delivery_statuses"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (
    (select nullif(current_setting('app.reach', true), '')) = 'firm'
    or ((select nullif(current_setting('app.reach', true), '')) = 'portfolio' and "delivery_statuses"."organisation_id" in (select p.organisation_id from portfolios p where p.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and p.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))
    or ((select nullif(current_setting('app.reach', true), '')) = 'memberships' and ("delivery_statuses"."organisation_id", "delivery_statuses"."stream") in (select m.organisation_id, unnest(m.streams) from memberships m where m.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and m.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid) and (m.ends_on is null or m.ends_on >= (now() at time zone 'Europe/Amsterdam')::date)))
    or ((select nullif(current_setting('app.reach', true), '')) = 'organisation' and "delivery_statuses"."organisation_id" = (select nullif(current_setting('app.organisation_id', true), '')::uuid) and ("delivery_statuses"."organisation_id", "delivery_statuses"."stream") in (select m.organisation_id, unnest(m.streams) from memberships m where m.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and m.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid) and (m.ends_on is null or m.ends_on >= (now() at time zone 'Europe/Amsterdam')::date)))
  ));--> statement-breakpoint
CREATE POLICY "delivery_statuses_insert" ON "delivery_statuses" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK ("delivery_statuses"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and ((select nullif(current_setting('app.reach', true), '')) = 'firm' or ((select nullif(current_setting('app.reach', true), '')) = 'portfolio' and "delivery_statuses"."organisation_id" in (select p.organisation_id from portfolios p where p.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and p.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))));--> statement-breakpoint
ALTER TABLE "delivery_channels" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "deliveries" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "delivery_statuses" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
REVOKE ALL ON "delivery_channels", "deliveries", "delivery_statuses" FROM PUBLIC;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON "delivery_channels" TO portal_app;--> statement-breakpoint
GRANT SELECT, INSERT ON "deliveries", "delivery_statuses" TO portal_app;--> statement-breakpoint
-- What was sent and what proves it is written once; the rest follows the story of the delivery.
GRANT UPDATE ("state", "channel_id", "process_reference", "message_id", "request_key", "request_file_key", "request_bytes", "request_sha256",
  "signed_answer", "final_answer", "fault", "fault_text", "candidates", "sent_at", "done_at") ON "deliveries" TO portal_app;
