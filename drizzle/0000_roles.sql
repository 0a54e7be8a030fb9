-- Roles belong to the whole cluster, so another database may have made them already.
DO $$
BEGIN
  BEGIN
    CREATE ROLE portal_app NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
  END;
  BEGIN
    CREATE ROLE portal_gate NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
  END;
END $$;
--> statement-breakpoint
-- So that the migrator, who need not be a superuser, can hand the gate's functions to their owner.
GRANT portal_gate TO CURRENT_USER;
