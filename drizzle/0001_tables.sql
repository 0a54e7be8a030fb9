CREATE TABLE "approvals" (
	"firm_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"stream" text NOT NULL,
	"filing_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"account_id" uuid NOT NULL,
	"account_name" text NOT NULL,
	"capacity" text NOT NULL,
	"method" text NOT NULL,
	"challenge_id" uuid NOT NULL,
	"manifest_hash" text NOT NULL,
	"pdf_sha256" text NOT NULL,
	"shown_text" text NOT NULL,
	"ip" text NOT NULL,
	"user_agent" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "approvals_firm_id_id_pk" PRIMARY KEY("firm_id","id"),
	CONSTRAINT "approvals_once" UNIQUE("firm_id","filing_id","version","account_id")
);
--> statement-breakpoint
ALTER TABLE "approvals" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "filing_openings" (
	"firm_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"stream" text NOT NULL,
	"filing_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"account_id" uuid NOT NULL,
	"sha256" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "filing_openings_firm_id_id_pk" PRIMARY KEY("firm_id","id"),
	CONSTRAINT "filing_openings_once" UNIQUE("firm_id","filing_id","version","account_id")
);
--> statement-breakpoint
ALTER TABLE "filing_openings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "filing_versions" (
	"firm_id" uuid NOT NULL,
	"filing_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"organisation_id" uuid NOT NULL,
	"stream" text NOT NULL,
	"pdf_file_id" uuid NOT NULL,
	"xbrl_file_id" uuid NOT NULL,
	"figures" jsonb NOT NULL,
	"payment_reference" text,
	"manifest_hash" text NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "filing_versions_firm_id_filing_id_version_pk" PRIMARY KEY("firm_id","filing_id","version")
);
--> statement-breakpoint
ALTER TABLE "filing_versions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "filings" (
	"firm_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"stream" text NOT NULL,
	"reference" text NOT NULL,
	"period_start" date NOT NULL,
	"period_end" date NOT NULL,
	"state" text NOT NULL,
	"version" integer NOT NULL,
	"amount" bigint NOT NULL,
	"approve_by" date NOT NULL,
	"file_by" date NOT NULL,
	"pay_by" date,
	"published_by" uuid NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	"completed_at" timestamp with time zone,
	CONSTRAINT "filings_firm_id_id_pk" PRIMARY KEY("firm_id","id"),
	CONSTRAINT "filings_reference" UNIQUE("firm_id","reference")
);
--> statement-breakpoint
ALTER TABLE "filings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "audit_events" (
	"firm_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" uuid,
	"action" text NOT NULL,
	"subject" text NOT NULL,
	"data" jsonb NOT NULL,
	"previous_hash" "bytea" NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "audit_events_firm_id_seq_pk" PRIMARY KEY("firm_id","seq")
);
--> statement-breakpoint
ALTER TABLE "audit_events" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "audit_heads" (
	"firm_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "audit_heads_firm_id_pk" PRIMARY KEY("firm_id")
);
--> statement-breakpoint
ALTER TABLE "audit_heads" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "files" (
	"firm_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"organisation_id" uuid,
	"stream" text,
	"name" text NOT NULL,
	"mime" text NOT NULL,
	"bytes" bigint NOT NULL,
	"sha256" text NOT NULL,
	"pages" integer,
	"storage_key" text NOT NULL,
	"file_key" "bytea" NOT NULL,
	"created_by" uuid,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "files_firm_id_id_pk" PRIMARY KEY("firm_id","id")
);
--> statement-breakpoint
ALTER TABLE "files" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "uploads" (
	"firm_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"mime" text NOT NULL,
	"bytes" bigint NOT NULL,
	"sha256" text NOT NULL,
	"pages" integer,
	"storage_key" text NOT NULL,
	"file_key" "bytea" NOT NULL,
	"reading" jsonb,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "uploads_firm_id_id_pk" PRIMARY KEY("firm_id","id")
);
--> statement-breakpoint
ALTER TABLE "uploads" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "accounts" (
	"firm_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"first_name" text NOT NULL,
	"password_hash" text,
	"mobile" text,
	"mobile_verified_at" timestamp with time zone,
	"language" text DEFAULT 'nl' NOT NULL,
	"preferred_organisation_id" uuid,
	"totp_secret" "bytea",
	"totp_last_step" bigint,
	"disabled_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "accounts_firm_id_id_pk" PRIMARY KEY("firm_id","id"),
	CONSTRAINT "accounts_email" UNIQUE("firm_id","email"),
	CONSTRAINT "accounts_email_lower" CHECK ("accounts"."email" = lower("accounts"."email"))
);
--> statement-breakpoint
ALTER TABLE "accounts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "challenge_codes" (
	"firm_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"challenge_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"code_hash" "bytea" NOT NULL,
	"sent_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "challenge_codes_firm_id_id_pk" PRIMARY KEY("firm_id","id")
);
--> statement-breakpoint
ALTER TABLE "challenge_codes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "challenges" (
	"firm_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"method" text NOT NULL,
	"holder_hash" "bytea" NOT NULL,
	"subject" text DEFAULT '' NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"sends" integer DEFAULT 0 NOT NULL,
	"last_sent_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "challenges_firm_id_id_pk" PRIMARY KEY("firm_id","id"),
	CONSTRAINT "challenges_holder" UNIQUE("firm_id","purpose","holder_hash","id")
);
--> statement-breakpoint
ALTER TABLE "challenges" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "password_links" (
	"firm_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"invitation" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "password_links_firm_id_id_pk" PRIMARY KEY("firm_id","id"),
	CONSTRAINT "password_links_token" UNIQUE("firm_id","token_hash")
);
--> statement-breakpoint
ALTER TABLE "password_links" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sessions" (
	"firm_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"ip" text NOT NULL,
	"user_agent" text NOT NULL,
	CONSTRAINT "sessions_firm_id_id_pk" PRIMARY KEY("firm_id","id"),
	CONSTRAINT "sessions_token" UNIQUE("firm_id","token_hash")
);
--> statement-breakpoint
ALTER TABLE "sessions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "staff_members" (
	"firm_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"role" text NOT NULL,
	"name" text NOT NULL,
	"job_title" text NOT NULL,
	"availability" text,
	"phone" text,
	"photo_file_id" uuid,
	CONSTRAINT "staff_members_firm_id_account_id_pk" PRIMARY KEY("firm_id","account_id")
);
--> statement-breakpoint
ALTER TABLE "staff_members" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "memberships" (
	"firm_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"capacity" text NOT NULL,
	"streams" text[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "memberships_firm_id_account_id_organisation_id_pk" PRIMARY KEY("firm_id","account_id","organisation_id")
);
--> statement-breakpoint
ALTER TABLE "memberships" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "organisations" (
	"firm_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"kvk_number" text,
	"ob_number" "bytea",
	"relationship_manager_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "organisations_firm_id_id_pk" PRIMARY KEY("firm_id","id"),
	CONSTRAINT "organisations_slug" UNIQUE("firm_id","slug")
);
--> statement-breakpoint
ALTER TABLE "organisations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "portfolios" (
	"firm_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	CONSTRAINT "portfolios_firm_id_account_id_organisation_id_pk" PRIMARY KEY("firm_id","account_id","organisation_id")
);
--> statement-breakpoint
ALTER TABLE "portfolios" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "local_messages" (
	"firm_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"channel" text NOT NULL,
	"to" text NOT NULL,
	"from" text NOT NULL,
	"subject" text NOT NULL,
	"text" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "local_messages_firm_id_id_pk" PRIMARY KEY("firm_id","id")
);
--> statement-breakpoint
ALTER TABLE "local_messages" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "outbox" (
	"firm_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"payload" jsonb NOT NULL,
	"sealed" "bytea",
	"idempotency_key" text NOT NULL,
	"account_id" uuid,
	"status" text DEFAULT 'waiting' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"run_after" timestamp with time zone NOT NULL,
	"lease_until" timestamp with time zone,
	"lease_by" text,
	"expires_at" timestamp with time zone,
	"last_error" text,
	"provider_id" text,
	"created_at" timestamp with time zone NOT NULL,
	"done_at" timestamp with time zone,
	CONSTRAINT "outbox_firm_id_id_pk" PRIMARY KEY("firm_id","id"),
	CONSTRAINT "outbox_once" UNIQUE("firm_id","idempotency_key")
);
--> statement-breakpoint
ALTER TABLE "outbox" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "firm_keys" (
	"firm_id" uuid NOT NULL,
	"key_id" text NOT NULL,
	"wrapped" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "firm_keys_firm_id_pk" PRIMARY KEY("firm_id")
);
--> statement-breakpoint
ALTER TABLE "firm_keys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "firms" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"hue" real NOT NULL,
	"chroma" real NOT NULL,
	"mark" jsonb NOT NULL,
	"sms_sender" text NOT NULL,
	"sms_shows_amount" boolean DEFAULT false NOT NULL,
	"allowed_countries" text[] NOT NULL,
	"phone" text NOT NULL,
	"opening_hours" text NOT NULL,
	"mail_address" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "firms_slug" UNIQUE("slug")
);
--> statement-breakpoint
ALTER TABLE "firms" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_firm_id_filing_id_version_filing_versions_firm_id_filing_id_version_fk" FOREIGN KEY ("firm_id","filing_id","version") REFERENCES "public"."filing_versions"("firm_id","filing_id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_firm_id_account_id_accounts_firm_id_id_fk" FOREIGN KEY ("firm_id","account_id") REFERENCES "public"."accounts"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "filing_openings" ADD CONSTRAINT "filing_openings_firm_id_filing_id_version_filing_versions_firm_id_filing_id_version_fk" FOREIGN KEY ("firm_id","filing_id","version") REFERENCES "public"."filing_versions"("firm_id","filing_id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "filing_openings" ADD CONSTRAINT "filing_openings_firm_id_account_id_accounts_firm_id_id_fk" FOREIGN KEY ("firm_id","account_id") REFERENCES "public"."accounts"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "filing_versions" ADD CONSTRAINT "filing_versions_firm_id_filing_id_filings_firm_id_id_fk" FOREIGN KEY ("firm_id","filing_id") REFERENCES "public"."filings"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "filing_versions" ADD CONSTRAINT "filing_versions_firm_id_pdf_file_id_files_firm_id_id_fk" FOREIGN KEY ("firm_id","pdf_file_id") REFERENCES "public"."files"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "filing_versions" ADD CONSTRAINT "filing_versions_firm_id_xbrl_file_id_files_firm_id_id_fk" FOREIGN KEY ("firm_id","xbrl_file_id") REFERENCES "public"."files"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "filings" ADD CONSTRAINT "filings_firm_id_organisation_id_organisations_firm_id_id_fk" FOREIGN KEY ("firm_id","organisation_id") REFERENCES "public"."organisations"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "filings" ADD CONSTRAINT "filings_firm_id_published_by_accounts_firm_id_id_fk" FOREIGN KEY ("firm_id","published_by") REFERENCES "public"."accounts"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_firm_id_organisation_id_organisations_firm_id_id_fk" FOREIGN KEY ("firm_id","organisation_id") REFERENCES "public"."organisations"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "uploads" ADD CONSTRAINT "uploads_firm_id_organisation_id_organisations_firm_id_id_fk" FOREIGN KEY ("firm_id","organisation_id") REFERENCES "public"."organisations"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "uploads" ADD CONSTRAINT "uploads_firm_id_created_by_accounts_firm_id_id_fk" FOREIGN KEY ("firm_id","created_by") REFERENCES "public"."accounts"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "challenge_codes" ADD CONSTRAINT "challenge_codes_firm_id_challenge_id_challenges_firm_id_id_fk" FOREIGN KEY ("firm_id","challenge_id") REFERENCES "public"."challenges"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "challenges" ADD CONSTRAINT "challenges_firm_id_account_id_accounts_firm_id_id_fk" FOREIGN KEY ("firm_id","account_id") REFERENCES "public"."accounts"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "password_links" ADD CONSTRAINT "password_links_firm_id_account_id_accounts_firm_id_id_fk" FOREIGN KEY ("firm_id","account_id") REFERENCES "public"."accounts"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_firm_id_account_id_accounts_firm_id_id_fk" FOREIGN KEY ("firm_id","account_id") REFERENCES "public"."accounts"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_members" ADD CONSTRAINT "staff_members_firm_id_account_id_accounts_firm_id_id_fk" FOREIGN KEY ("firm_id","account_id") REFERENCES "public"."accounts"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_firm_id_account_id_accounts_firm_id_id_fk" FOREIGN KEY ("firm_id","account_id") REFERENCES "public"."accounts"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_firm_id_organisation_id_organisations_firm_id_id_fk" FOREIGN KEY ("firm_id","organisation_id") REFERENCES "public"."organisations"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organisations" ADD CONSTRAINT "organisations_firm_id_relationship_manager_id_accounts_firm_id_id_fk" FOREIGN KEY ("firm_id","relationship_manager_id") REFERENCES "public"."accounts"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "portfolios" ADD CONSTRAINT "portfolios_firm_id_account_id_accounts_firm_id_id_fk" FOREIGN KEY ("firm_id","account_id") REFERENCES "public"."accounts"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "portfolios" ADD CONSTRAINT "portfolios_firm_id_organisation_id_organisations_firm_id_id_fk" FOREIGN KEY ("firm_id","organisation_id") REFERENCES "public"."organisations"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "filings_tasks" ON "filings" USING btree ("firm_id","organisation_id","state","approve_by","id");--> statement-breakpoint
CREATE INDEX "filings_overview" ON "filings" USING btree ("firm_id","organisation_id","published_at","id");--> statement-breakpoint
CREATE INDEX "filings_periods" ON "filings" USING btree ("firm_id","organisation_id","stream","period_end");--> statement-breakpoint
CREATE INDEX "files_by_organisation" ON "files" USING btree ("firm_id","organisation_id");--> statement-breakpoint
CREATE INDEX "challenge_codes_by_challenge" ON "challenge_codes" USING btree ("firm_id","challenge_id");--> statement-breakpoint
CREATE INDEX "challenges_by_account" ON "challenges" USING btree ("firm_id","account_id","created_at");--> statement-breakpoint
CREATE INDEX "sessions_by_token" ON "sessions" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "sessions_by_account" ON "sessions" USING btree ("firm_id","account_id");--> statement-breakpoint
CREATE INDEX "memberships_by_organisation" ON "memberships" USING btree ("firm_id","organisation_id");--> statement-breakpoint
CREATE INDEX "organisations_by_name" ON "organisations" USING btree ("firm_id","name");--> statement-breakpoint
CREATE INDEX "local_messages_newest" ON "local_messages" USING btree ("firm_id","at");--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("run_after") WHERE status in ('waiting', 'running');--> statement-breakpoint
CREATE POLICY "approvals_select" ON "approvals" AS PERMISSIVE FOR SELECT TO "portal_app" USING ("approvals"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (
    (select nullif(current_setting('app.reach', true), '')) = 'firm'
    or ((select nullif(current_setting('app.reach', true), '')) = 'portfolio' and "approvals"."organisation_id" in (select p.organisation_id from portfolios p where p.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and p.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))
    or ((select nullif(current_setting('app.reach', true), '')) = 'memberships' and ("approvals"."organisation_id", "approvals"."stream") in (select m.organisation_id, unnest(m.streams) from memberships m where m.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and m.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))
    or ((select nullif(current_setting('app.reach', true), '')) = 'organisation' and "approvals"."organisation_id" = (select nullif(current_setting('app.organisation_id', true), '')::uuid) and ("approvals"."organisation_id", "approvals"."stream") in (select m.organisation_id, unnest(m.streams) from memberships m where m.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and m.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))
  ));--> statement-breakpoint
CREATE POLICY "approvals_insert" ON "approvals" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK ("approvals"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and ("approvals"."account_id" = (select nullif(current_setting('app.actor_id', true), '')::uuid) and (
    (select nullif(current_setting('app.reach', true), '')) = 'firm'
    or ((select nullif(current_setting('app.reach', true), '')) = 'portfolio' and "approvals"."organisation_id" in (select p.organisation_id from portfolios p where p.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and p.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))
    or ((select nullif(current_setting('app.reach', true), '')) = 'memberships' and ("approvals"."organisation_id", "approvals"."stream") in (select m.organisation_id, unnest(m.streams) from memberships m where m.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and m.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))
    or ((select nullif(current_setting('app.reach', true), '')) = 'organisation' and "approvals"."organisation_id" = (select nullif(current_setting('app.organisation_id', true), '')::uuid) and ("approvals"."organisation_id", "approvals"."stream") in (select m.organisation_id, unnest(m.streams) from memberships m where m.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and m.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))
  )));--> statement-breakpoint
CREATE POLICY "filing_openings_select" ON "filing_openings" AS PERMISSIVE FOR SELECT TO "portal_app" USING ("filing_openings"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (
    (select nullif(current_setting('app.reach', true), '')) = 'firm'
    or ((select nullif(current_setting('app.reach', true), '')) = 'portfolio' and "filing_openings"."organisation_id" in (select p.organisation_id from portfolios p where p.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and p.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))
    or ((select nullif(current_setting('app.reach', true), '')) = 'memberships' and ("filing_openings"."organisation_id", "filing_openings"."stream") in (select m.organisation_id, unnest(m.streams) from memberships m where m.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and m.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))
    or ((select nullif(current_setting('app.reach', true), '')) = 'organisation' and "filing_openings"."organisation_id" = (select nullif(current_setting('app.organisation_id', true), '')::uuid) and ("filing_openings"."organisation_id", "filing_openings"."stream") in (select m.organisation_id, unnest(m.streams) from memberships m where m.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and m.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))
  ));--> statement-breakpoint
CREATE POLICY "filing_openings_insert" ON "filing_openings" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK ("filing_openings"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and ("filing_openings"."account_id" = (select nullif(current_setting('app.actor_id', true), '')::uuid) and (
    (select nullif(current_setting('app.reach', true), '')) = 'firm'
    or ((select nullif(current_setting('app.reach', true), '')) = 'portfolio' and "filing_openings"."organisation_id" in (select p.organisation_id from portfolios p where p.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and p.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))
    or ((select nullif(current_setting('app.reach', true), '')) = 'memberships' and ("filing_openings"."organisation_id", "filing_openings"."stream") in (select m.organisation_id, unnest(m.streams) from memberships m where m.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and m.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))
    or ((select nullif(current_setting('app.reach', true), '')) = 'organisation' and "filing_openings"."organisation_id" = (select nullif(current_setting('app.organisation_id', true), '')::uuid) and ("filing_openings"."organisation_id", "filing_openings"."stream") in (select m.organisation_id, unnest(m.streams) from memberships m where m.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and m.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))
  )));--> statement-breakpoint
CREATE POLICY "filing_versions_select" ON "filing_versions" AS PERMISSIVE FOR SELECT TO "portal_app" USING ("filing_versions"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (
    (select nullif(current_setting('app.reach', true), '')) = 'firm'
    or ((select nullif(current_setting('app.reach', true), '')) = 'portfolio' and "filing_versions"."organisation_id" in (select p.organisation_id from portfolios p where p.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and p.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))
    or ((select nullif(current_setting('app.reach', true), '')) = 'memberships' and ("filing_versions"."organisation_id", "filing_versions"."stream") in (select m.organisation_id, unnest(m.streams) from memberships m where m.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and m.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))
    or ((select nullif(current_setting('app.reach', true), '')) = 'organisation' and "filing_versions"."organisation_id" = (select nullif(current_setting('app.organisation_id', true), '')::uuid) and ("filing_versions"."organisation_id", "filing_versions"."stream") in (select m.organisation_id, unnest(m.streams) from memberships m where m.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and m.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))
  ));--> statement-breakpoint
CREATE POLICY "filing_versions_insert" ON "filing_versions" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK ("filing_versions"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and ((select nullif(current_setting('app.reach', true), '')) = 'firm' or ((select nullif(current_setting('app.reach', true), '')) = 'portfolio' and "filing_versions"."organisation_id" in (select p.organisation_id from portfolios p where p.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and p.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))));--> statement-breakpoint
CREATE POLICY "filings_select" ON "filings" AS PERMISSIVE FOR SELECT TO "portal_app" USING ("filings"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (
    (select nullif(current_setting('app.reach', true), '')) = 'firm'
    or ((select nullif(current_setting('app.reach', true), '')) = 'portfolio' and "filings"."organisation_id" in (select p.organisation_id from portfolios p where p.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and p.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))
    or ((select nullif(current_setting('app.reach', true), '')) = 'memberships' and ("filings"."organisation_id", "filings"."stream") in (select m.organisation_id, unnest(m.streams) from memberships m where m.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and m.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))
    or ((select nullif(current_setting('app.reach', true), '')) = 'organisation' and "filings"."organisation_id" = (select nullif(current_setting('app.organisation_id', true), '')::uuid) and ("filings"."organisation_id", "filings"."stream") in (select m.organisation_id, unnest(m.streams) from memberships m where m.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and m.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))
  ));--> statement-breakpoint
CREATE POLICY "filings_insert" ON "filings" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK ("filings"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and ((select nullif(current_setting('app.reach', true), '')) = 'firm' or ((select nullif(current_setting('app.reach', true), '')) = 'portfolio' and "filings"."organisation_id" in (select p.organisation_id from portfolios p where p.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and p.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))));--> statement-breakpoint
CREATE POLICY "filings_update" ON "filings" AS PERMISSIVE FOR UPDATE TO "portal_app" USING ("filings"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (
    (select nullif(current_setting('app.reach', true), '')) = 'firm'
    or ((select nullif(current_setting('app.reach', true), '')) = 'portfolio' and "filings"."organisation_id" in (select p.organisation_id from portfolios p where p.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and p.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))
    or ((select nullif(current_setting('app.reach', true), '')) = 'memberships' and ("filings"."organisation_id", "filings"."stream") in (select m.organisation_id, unnest(m.streams) from memberships m where m.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and m.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))
    or ((select nullif(current_setting('app.reach', true), '')) = 'organisation' and "filings"."organisation_id" = (select nullif(current_setting('app.organisation_id', true), '')::uuid) and ("filings"."organisation_id", "filings"."stream") in (select m.organisation_id, unnest(m.streams) from memberships m where m.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and m.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))
  )) WITH CHECK ("filings"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (
    (select nullif(current_setting('app.reach', true), '')) = 'firm'
    or ((select nullif(current_setting('app.reach', true), '')) = 'portfolio' and "filings"."organisation_id" in (select p.organisation_id from portfolios p where p.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and p.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))
    or ((select nullif(current_setting('app.reach', true), '')) = 'memberships' and ("filings"."organisation_id", "filings"."stream") in (select m.organisation_id, unnest(m.streams) from memberships m where m.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and m.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))
    or ((select nullif(current_setting('app.reach', true), '')) = 'organisation' and "filings"."organisation_id" = (select nullif(current_setting('app.organisation_id', true), '')::uuid) and ("filings"."organisation_id", "filings"."stream") in (select m.organisation_id, unnest(m.streams) from memberships m where m.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and m.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))
  ));--> statement-breakpoint
CREATE POLICY "audit_events_select" ON "audit_events" AS PERMISSIVE FOR SELECT TO "portal_app" USING ("audit_events"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (select nullif(current_setting('app.reach', true), '')) in ('firm'));--> statement-breakpoint
CREATE POLICY "audit_events_insert" ON "audit_events" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK ("audit_events"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "audit_heads_select" ON "audit_heads" AS PERMISSIVE FOR SELECT TO "portal_app" USING ("audit_heads"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "audit_heads_insert" ON "audit_heads" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK ("audit_heads"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "audit_heads_update" ON "audit_heads" AS PERMISSIVE FOR UPDATE TO "portal_app" USING ("audit_heads"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid)) WITH CHECK ("audit_heads"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "files_select" ON "files" AS PERMISSIVE FOR SELECT TO "portal_app" USING ("files"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and ("files"."organisation_id" is null or (
    (select nullif(current_setting('app.reach', true), '')) = 'firm'
    or ((select nullif(current_setting('app.reach', true), '')) = 'portfolio' and "files"."organisation_id" in (select p.organisation_id from portfolios p where p.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and p.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))
    or ((select nullif(current_setting('app.reach', true), '')) = 'memberships' and ("files"."organisation_id", "files"."stream") in (select m.organisation_id, unnest(m.streams) from memberships m where m.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and m.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))
    or ((select nullif(current_setting('app.reach', true), '')) = 'organisation' and "files"."organisation_id" = (select nullif(current_setting('app.organisation_id', true), '')::uuid) and ("files"."organisation_id", "files"."stream") in (select m.organisation_id, unnest(m.streams) from memberships m where m.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and m.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))
  )));--> statement-breakpoint
CREATE POLICY "files_insert" ON "files" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK ("files"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (((select nullif(current_setting('app.reach', true), '')) = 'firm' or ((select nullif(current_setting('app.reach', true), '')) = 'portfolio' and "files"."organisation_id" in (select p.organisation_id from portfolios p where p.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and p.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))) or ("files"."organisation_id" is null and (select nullif(current_setting('app.reach', true), '')) in ('firm'))));--> statement-breakpoint
CREATE POLICY "uploads_select" ON "uploads" AS PERMISSIVE FOR SELECT TO "portal_app" USING ("uploads"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and ((select nullif(current_setting('app.reach', true), '')) = 'firm' or ((select nullif(current_setting('app.reach', true), '')) = 'portfolio' and "uploads"."organisation_id" in (select p.organisation_id from portfolios p where p.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and p.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))));--> statement-breakpoint
CREATE POLICY "uploads_insert" ON "uploads" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK ("uploads"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and ((select nullif(current_setting('app.reach', true), '')) = 'firm' or ((select nullif(current_setting('app.reach', true), '')) = 'portfolio' and "uploads"."organisation_id" in (select p.organisation_id from portfolios p where p.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and p.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))));--> statement-breakpoint
CREATE POLICY "uploads_update" ON "uploads" AS PERMISSIVE FOR UPDATE TO "portal_app" USING ("uploads"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and ((select nullif(current_setting('app.reach', true), '')) = 'firm' or ((select nullif(current_setting('app.reach', true), '')) = 'portfolio' and "uploads"."organisation_id" in (select p.organisation_id from portfolios p where p.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and p.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid))))) WITH CHECK ("uploads"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and ((select nullif(current_setting('app.reach', true), '')) = 'firm' or ((select nullif(current_setting('app.reach', true), '')) = 'portfolio' and "uploads"."organisation_id" in (select p.organisation_id from portfolios p where p.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and p.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))));--> statement-breakpoint
CREATE POLICY "accounts_select" ON "accounts" AS PERMISSIVE FOR SELECT TO "portal_app" USING ("accounts"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and ((select nullif(current_setting('app.reach', true), '')) in ('firm', 'sign-in') or "accounts"."id" = (select nullif(current_setting('app.actor_id', true), '')::uuid)
        or ((select nullif(current_setting('app.reach', true), '')) = 'portfolio' and "accounts"."id" in (select m.account_id from memberships m where m.firm_id = "accounts"."firm_id"))));--> statement-breakpoint
CREATE POLICY "accounts_insert" ON "accounts" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK ("accounts"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (select nullif(current_setting('app.reach', true), '')) in ('firm'));--> statement-breakpoint
CREATE POLICY "accounts_update" ON "accounts" AS PERMISSIVE FOR UPDATE TO "portal_app" USING ("accounts"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and ((select nullif(current_setting('app.reach', true), '')) in ('firm', 'sign-in') or "accounts"."id" = (select nullif(current_setting('app.actor_id', true), '')::uuid))) WITH CHECK ("accounts"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and ((select nullif(current_setting('app.reach', true), '')) in ('firm', 'sign-in') or "accounts"."id" = (select nullif(current_setting('app.actor_id', true), '')::uuid)));--> statement-breakpoint
CREATE POLICY "accounts_gate_select" ON "accounts" AS PERMISSIVE FOR SELECT TO "portal_gate" USING (true);--> statement-breakpoint
CREATE POLICY "challenge_codes_all" ON "challenge_codes" AS PERMISSIVE FOR ALL TO "portal_app" USING ("challenge_codes"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and ((select nullif(current_setting('app.reach', true), '')) in ('sign-in') or "challenge_codes"."account_id" = (select nullif(current_setting('app.actor_id', true), '')::uuid))) WITH CHECK ("challenge_codes"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and ((select nullif(current_setting('app.reach', true), '')) in ('sign-in') or "challenge_codes"."account_id" = (select nullif(current_setting('app.actor_id', true), '')::uuid)));--> statement-breakpoint
CREATE POLICY "challenges_all" ON "challenges" AS PERMISSIVE FOR ALL TO "portal_app" USING ("challenges"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and ((select nullif(current_setting('app.reach', true), '')) in ('sign-in') or "challenges"."account_id" = (select nullif(current_setting('app.actor_id', true), '')::uuid))) WITH CHECK ("challenges"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and ((select nullif(current_setting('app.reach', true), '')) in ('sign-in') or "challenges"."account_id" = (select nullif(current_setting('app.actor_id', true), '')::uuid)));--> statement-breakpoint
CREATE POLICY "password_links_all" ON "password_links" AS PERMISSIVE FOR ALL TO "portal_app" USING ("password_links"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (select nullif(current_setting('app.reach', true), '')) in ('sign-in', 'firm')) WITH CHECK ("password_links"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (select nullif(current_setting('app.reach', true), '')) in ('sign-in', 'firm'));--> statement-breakpoint
CREATE POLICY "sessions_select" ON "sessions" AS PERMISSIVE FOR SELECT TO "portal_app" USING ("sessions"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and ((select nullif(current_setting('app.reach', true), '')) in ('firm', 'sign-in') or "sessions"."account_id" = (select nullif(current_setting('app.actor_id', true), '')::uuid)));--> statement-breakpoint
CREATE POLICY "sessions_insert" ON "sessions" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK ("sessions"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (select nullif(current_setting('app.reach', true), '')) in ('sign-in'));--> statement-breakpoint
CREATE POLICY "sessions_update" ON "sessions" AS PERMISSIVE FOR UPDATE TO "portal_app" USING ("sessions"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and ((select nullif(current_setting('app.reach', true), '')) in ('firm', 'sign-in') or "sessions"."account_id" = (select nullif(current_setting('app.actor_id', true), '')::uuid))) WITH CHECK ("sessions"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and ((select nullif(current_setting('app.reach', true), '')) in ('firm', 'sign-in') or "sessions"."account_id" = (select nullif(current_setting('app.actor_id', true), '')::uuid)));--> statement-breakpoint
CREATE POLICY "sessions_gate_select" ON "sessions" AS PERMISSIVE FOR SELECT TO "portal_gate" USING (true);--> statement-breakpoint
CREATE POLICY "sessions_gate_update" ON "sessions" AS PERMISSIVE FOR UPDATE TO "portal_gate" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "staff_members_select" ON "staff_members" AS PERMISSIVE FOR SELECT TO "portal_app" USING ("staff_members"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "staff_members_insert" ON "staff_members" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK ("staff_members"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (select nullif(current_setting('app.reach', true), '')) in ('firm'));--> statement-breakpoint
CREATE POLICY "staff_members_update" ON "staff_members" AS PERMISSIVE FOR UPDATE TO "portal_app" USING ("staff_members"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (select nullif(current_setting('app.reach', true), '')) in ('firm')) WITH CHECK ("staff_members"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (select nullif(current_setting('app.reach', true), '')) in ('firm'));--> statement-breakpoint
CREATE POLICY "staff_members_gate_select" ON "staff_members" AS PERMISSIVE FOR SELECT TO "portal_gate" USING (true);--> statement-breakpoint
CREATE POLICY "memberships_select" ON "memberships" AS PERMISSIVE FOR SELECT TO "portal_app" USING ("memberships"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (((select nullif(current_setting('app.reach', true), '')) = 'firm' or ((select nullif(current_setting('app.reach', true), '')) = 'portfolio' and "memberships"."organisation_id" in (select p.organisation_id from portfolios p where p.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and p.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))) or "memberships"."account_id" = (select nullif(current_setting('app.actor_id', true), '')::uuid)));--> statement-breakpoint
CREATE POLICY "memberships_insert" ON "memberships" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK ("memberships"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (select nullif(current_setting('app.reach', true), '')) in ('firm'));--> statement-breakpoint
CREATE POLICY "memberships_update" ON "memberships" AS PERMISSIVE FOR UPDATE TO "portal_app" USING ("memberships"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (select nullif(current_setting('app.reach', true), '')) in ('firm')) WITH CHECK ("memberships"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (select nullif(current_setting('app.reach', true), '')) in ('firm'));--> statement-breakpoint
CREATE POLICY "memberships_delete" ON "memberships" AS PERMISSIVE FOR DELETE TO "portal_app" USING ("memberships"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (select nullif(current_setting('app.reach', true), '')) in ('firm'));--> statement-breakpoint
CREATE POLICY "organisations_select" ON "organisations" AS PERMISSIVE FOR SELECT TO "portal_app" USING ("organisations"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (
    (select nullif(current_setting('app.reach', true), '')) = 'firm'
    or ((select nullif(current_setting('app.reach', true), '')) = 'portfolio' and "organisations"."id" in (select p.organisation_id from portfolios p where p.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and p.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))
    or ((select nullif(current_setting('app.reach', true), '')) = 'memberships' and "organisations"."id" in (select m.organisation_id from memberships m where m.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and m.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))
    or ((select nullif(current_setting('app.reach', true), '')) = 'organisation' and "organisations"."id" = (select nullif(current_setting('app.organisation_id', true), '')::uuid) and "organisations"."id" in (select m.organisation_id from memberships m where m.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and m.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))
  ));--> statement-breakpoint
CREATE POLICY "organisations_insert" ON "organisations" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK ("organisations"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (select nullif(current_setting('app.reach', true), '')) in ('firm'));--> statement-breakpoint
CREATE POLICY "organisations_update" ON "organisations" AS PERMISSIVE FOR UPDATE TO "portal_app" USING ("organisations"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and ((select nullif(current_setting('app.reach', true), '')) = 'firm' or ((select nullif(current_setting('app.reach', true), '')) = 'portfolio' and "organisations"."id" in (select p.organisation_id from portfolios p where p.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and p.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid))))) WITH CHECK ("organisations"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and ((select nullif(current_setting('app.reach', true), '')) = 'firm' or ((select nullif(current_setting('app.reach', true), '')) = 'portfolio' and "organisations"."id" in (select p.organisation_id from portfolios p where p.firm_id = (select nullif(current_setting('app.firm_id', true), '')::uuid) and p.account_id = (select nullif(current_setting('app.actor_id', true), '')::uuid)))));--> statement-breakpoint
CREATE POLICY "portfolios_select" ON "portfolios" AS PERMISSIVE FOR SELECT TO "portal_app" USING ("portfolios"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and ((select nullif(current_setting('app.reach', true), '')) in ('firm') or "portfolios"."account_id" = (select nullif(current_setting('app.actor_id', true), '')::uuid)));--> statement-breakpoint
CREATE POLICY "portfolios_insert" ON "portfolios" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK ("portfolios"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (select nullif(current_setting('app.reach', true), '')) in ('firm'));--> statement-breakpoint
CREATE POLICY "portfolios_delete" ON "portfolios" AS PERMISSIVE FOR DELETE TO "portal_app" USING ("portfolios"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (select nullif(current_setting('app.reach', true), '')) in ('firm'));--> statement-breakpoint
CREATE POLICY "local_messages_select" ON "local_messages" AS PERMISSIVE FOR SELECT TO "portal_app" USING ("local_messages"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (select nullif(current_setting('app.reach', true), '')) in ('firm'));--> statement-breakpoint
CREATE POLICY "local_messages_insert" ON "local_messages" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK ("local_messages"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (select nullif(current_setting('app.reach', true), '')) in ('firm'));--> statement-breakpoint
CREATE POLICY "outbox_select" ON "outbox" AS PERMISSIVE FOR SELECT TO "portal_app" USING ("outbox"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and ((select nullif(current_setting('app.reach', true), '')) in ('firm', 'portfolio', 'sign-in') or "outbox"."account_id" = (select nullif(current_setting('app.actor_id', true), '')::uuid)));--> statement-breakpoint
CREATE POLICY "outbox_insert" ON "outbox" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK ("outbox"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "outbox_update" ON "outbox" AS PERMISSIVE FOR UPDATE TO "portal_app" USING ("outbox"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (select nullif(current_setting('app.reach', true), '')) in ('firm')) WITH CHECK ("outbox"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (select nullif(current_setting('app.reach', true), '')) in ('firm'));--> statement-breakpoint
CREATE POLICY "outbox_gate_select" ON "outbox" AS PERMISSIVE FOR SELECT TO "portal_gate" USING (true);--> statement-breakpoint
CREATE POLICY "outbox_gate_update" ON "outbox" AS PERMISSIVE FOR UPDATE TO "portal_gate" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "firm_keys_select" ON "firm_keys" AS PERMISSIVE FOR SELECT TO "portal_app" USING ("firm_keys"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "firm_keys_insert" ON "firm_keys" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK ("firm_keys"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (select nullif(current_setting('app.reach', true), '')) in ('firm'));--> statement-breakpoint
CREATE POLICY "firms_select" ON "firms" AS PERMISSIVE FOR SELECT TO "portal_app" USING ("firms"."id" = (select nullif(current_setting('app.firm_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "firms_insert" ON "firms" AS PERMISSIVE FOR INSERT TO "portal_app" WITH CHECK ("firms"."id" = (select nullif(current_setting('app.firm_id', true), '')::uuid) and (select nullif(current_setting('app.reach', true), '')) in ('firm'));--> statement-breakpoint
CREATE POLICY "firms_gate_select" ON "firms" AS PERMISSIVE FOR SELECT TO "portal_gate" USING (true);