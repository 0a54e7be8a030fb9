import { integer, pgSchema, text, uuid } from "drizzle-orm/pg-core";

/**
 * What a client may switch to, with what waits there for this person and the firm's person for it, asked by every page.
 * A view of the gate, for the reach "memberships" of one account alone: the policies of six tables took longer to go
 * through than the rows to read. See drizzle/0013_choices.sql.
 */
export const myChoices = pgSchema("gate")
  .view("my_choices", {
    id: uuid("id").notNull(),
    slug: text("slug").notNull(),
    name: text("name").notNull(),
    kind: text("kind").$type<"company" | "person">().notNull(),
    kvkNumber: text("kvk_number"),
    streams: text("streams").array().notNull(),
    approves: text("approves").array().notNull(),
    openTasks: integer("open_tasks").notNull(),
    ready: integer("ready").notNull(),
    contactId: uuid("contact_id"),
    contactName: text("contact_name"),
    jobTitle: text("job_title"),
    availability: text("availability"),
    phone: text("phone"),
    photoFileId: uuid("photo_file_id"),
  })
  .existing();
