ALTER TABLE "filings" ADD COLUMN "released_after" uuid;--> statement-breakpoint
ALTER TABLE "filings" ADD CONSTRAINT "filings_firm_id_released_after_filings_firm_id_id_fk" FOREIGN KEY ("firm_id","released_after") REFERENCES "public"."filings"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
GRANT UPDATE ("released_after") ON "filings" TO portal_app;
