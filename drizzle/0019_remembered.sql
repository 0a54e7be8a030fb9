ALTER TABLE "outbox" ADD COLUMN "remembered" jsonb;--> statement-breakpoint
-- A job is written once; what changes is how far it is, and this is part of that.
GRANT UPDATE (remembered) ON outbox TO portal_app;
