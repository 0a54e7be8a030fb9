import { boolean, jsonb, pgTable, primaryKey, real, smallint, text, unique, uuid } from "drizzle-orm/pg-core";
import { bytes, firmId, moment } from "./columns";
import { gateMay, may, reachIs } from "./policies";

/** The firms (tenants). Everything else in the database belongs to exactly one of them. */
export const firms = pgTable(
  "firms",
  {
    id: uuid("id").primaryKey(),
    slug: text("slug").notNull(),
    name: text("name").notNull(),
    hue: real("hue").notNull(),
    chroma: real("chroma").notNull(),
    mark: jsonb("mark").$type<{ d: string; opacity: number }[]>().notNull(),
    smsSender: text("sms_sender").notNull(),
    smsShowsAmount: boolean("sms_shows_amount").notNull().default(false),
    allowedCountries: text("allowed_countries").array().notNull(),
    phone: text("phone").notNull(),
    openingHours: text("opening_hours").notNull(),
    mailAddress: text("mail_address").notNull(),
    /** How many working days before the legal date the firm wants an approval. */
    approveDaysBefore: smallint("approve_days_before").notNull().default(2),
    /** Months after a year within which a yearly VAT return is due. */
    yearlyReturnMonths: smallint("yearly_return_months").notNull().default(3),
    /** Whether a signature asks for a code by text message. */
    signingCode: boolean("signing_code").notNull().default(true),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (t) => [
    unique("firms_slug").on(t.slug),
    may("select", "firms", t.id),
    may("insert", "firms", t.id, reachIs("firm")),
    may("update", "firms", t.id, reachIs("firm")),
    gateMay("select", "firms"),
  ],
);

/** Each firm's own key, wrapped by the keyring; it wraps the keys of files and seals secrets. */
export const firmKeys = pgTable(
  "firm_keys",
  {
    firmId: firmId(),
    keyId: text("key_id").notNull(),
    wrapped: bytes("wrapped").notNull(),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.firmId] }),
    may("select", "firm_keys", t.firmId),
    may("insert", "firm_keys", t.firmId, reachIs("firm")),
  ],
);
