-- What is searched for is composed (NFC): so is from now on what was written before that, with its accents apart.
ALTER TABLE "filings" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE "filings" SET "search_text" = normalize("search_text", NFC) WHERE "search_text" IS NOT NFC NORMALIZED;--> statement-breakpoint
ALTER TABLE "filings" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "organisations" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE "organisations" SET "name" = normalize("name", NFC) WHERE "name" IS NOT NFC NORMALIZED;--> statement-breakpoint
ALTER TABLE "organisations" FORCE ROW LEVEL SECURITY;
