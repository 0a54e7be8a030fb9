-- A recipient can turn the same version away again, and then it has to be said again.
GRANT UPDATE ("due_at") ON "notices" TO portal_app;
