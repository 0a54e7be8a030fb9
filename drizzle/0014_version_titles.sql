-- What a version is called and what it is about belongs to what was approved: a later one may say another.
ALTER TABLE "filing_versions" ADD COLUMN "label" text;--> statement-breakpoint
ALTER TABLE "filing_versions" ADD COLUMN "period_start" date;--> statement-breakpoint
ALTER TABLE "filing_versions" ADD COLUMN "period_end" date;--> statement-breakpoint
ALTER TABLE "filing_versions" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "filings" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE "filing_versions" v SET "label" = f."label", "period_start" = f."period_start", "period_end" = f."period_end"
FROM "filings" f WHERE f."firm_id" = v."firm_id" AND f."id" = v."filing_id";--> statement-breakpoint
ALTER TABLE "filings" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "filing_versions" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "filing_versions" ALTER COLUMN "period_start" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "filing_versions" ALTER COLUMN "period_end" SET NOT NULL;
