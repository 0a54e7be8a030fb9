ALTER TABLE "outbox" ADD COLUMN "subject" text;--> statement-breakpoint
CREATE INDEX "outbox_about" ON "outbox" USING btree ("firm_id","subject");