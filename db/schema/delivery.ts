import {
  bigint,
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { filingVersions, type Stream } from "./approvals";
import { bytes, firmId, moment } from "./columns";
import { organisations } from "./organisations";
import { may, reachesOrganisationAsStaff, reachesStream, reachIs } from "./policies";

/** How a firm reaches a recipient. Everything that differs from one recipient to the next stands here. */
export type ChannelSettings = {
  /** Empty in the demo: then this machine plays the recipient. */
  deliverUrl: string;
  statusUrl: string;
  /** `berichtsoort`. */
  messageType: string;
  /** `identiteitBelanghebbende` type and `rolBelanghebbende`. */
  identityType: string;
  role: string;
  recipient?: { number: string; type: string; role: string };
  authorisationAddress?: string;
  signatureAlgorithm: "rsa-sha1" | "rsa-sha256";
  digestAlgorithm: "sha1" | "sha256";
  timestampTtlSeconds: number;
  timeoutMs: number;
  /** PEM of who issued the server's certificate, and whose signature is believed. */
  serverCa?: string;
  trusted: { fingerprints?: string[]; authorities?: string; subjectSerialNumbers?: string[] };
  /** `mimeType` of a report package with inline XBRL, where the recipient wants another than application/zip. */
  packageType?: string;
  /** The status that ends the story well: 500 of Digipoort's. */
  terminalCode: string;
};

/** One recipient of one stream: the KvK, or a bank by its name. */
export const deliveryChannels = pgTable(
  "delivery_channels",
  {
    firmId: firmId(),
    id: uuid("id").notNull(),
    stream: text("stream").$type<Stream>().notNull(),
    /** The bank's name; empty where the stream has one recipient. */
    recipient: text("recipient").notNull(),
    settings: jsonb("settings").$type<ChannelSettings>().notNull(),
    /** PKIoverheid certificate of the firm, PEM; its key sealed. */
    certificate: text("certificate"),
    privateKey: bytes("private_key"),
    enabled: boolean("enabled").notNull().default(true),
    createdAt: moment("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.id] }),
    unique("delivery_channels_recipient").on(t.firmId, t.stream, t.recipient),
    may("select", "delivery_channels", t.firmId, reachIs("firm")),
    may("insert", "delivery_channels", t.firmId, reachIs("firm")),
    may("update", "delivery_channels", t.firmId, reachIs("firm")),
  ],
);

/**
 * waiting: it is to be sent. underway: taken, with a kenmerk. unknown: it may have been taken. failed: it could not
 * be sent at all. accepted and refused are the recipient's word.
 */
export type DeliveryState = "waiting" | "underway" | "accepted" | "refused" | "unknown" | "failed";

/** One attempt to hand one version over. What is sent is kept before it is sent. */
export const deliveries = pgTable(
  "deliveries",
  {
    firmId: firmId(),
    id: uuid("id").notNull(),
    organisationId: uuid("organisation_id").notNull(),
    stream: text("stream").$type<Stream>().notNull(),
    filingId: uuid("filing_id").notNull(),
    version: integer("version").notNull(),
    attempt: smallint("attempt").notNull(),
    channelId: uuid("channel_id"),
    state: text("state").$type<DeliveryState>().notNull(),
    /** `aanleverkenmerk`, ours, and `kenmerk`, theirs. */
    deliveryReference: text("delivery_reference").notNull(),
    processReference: text("process_reference"),
    /** The request as it was signed, encrypted on disk, and what proves that it was taken. */
    messageId: text("message_id"),
    requestKey: text("request_key"),
    requestFileKey: bytes("request_file_key"),
    requestBytes: bigint("request_bytes", { mode: "number" }),
    requestSha256: text("request_sha256"),
    signedAnswer: bytes("signed_answer"),
    finalAnswer: bytes("final_answer"),
    /** A fault's or status' code, or a reason of ours, and its words. */
    fault: text("fault"),
    faultText: text("fault_text"),
    /** What the recipient knows that might be this one, where nobody knows whether it arrived. */
    candidates: jsonb("candidates").$type<string[]>(),
    createdAt: moment("created_at").notNull(),
    sentAt: moment("sent_at"),
    doneAt: moment("done_at"),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.id] }),
    unique("deliveries_attempt").on(t.firmId, t.filingId, t.version, t.attempt),
    unique("deliveries_reference").on(t.firmId, t.deliveryReference),
    index("deliveries_of_process").on(t.firmId, t.processReference),
    foreignKey({
      columns: [t.firmId, t.organisationId],
      foreignColumns: [organisations.firmId, organisations.id],
    }),
    foreignKey({
      columns: [t.firmId, t.filingId, t.version],
      foreignColumns: [filingVersions.firmId, filingVersions.filingId, filingVersions.version],
    }),
    foreignKey({
      columns: [t.firmId, t.channelId],
      foreignColumns: [deliveryChannels.firmId, deliveryChannels.id],
    }),
    may("select", "deliveries", t.firmId, reachesStream(t.organisationId, t.stream)),
    may("insert", "deliveries", t.firmId, reachesOrganisationAsStaff(t.organisationId)),
    may("update", "deliveries", t.firmId, reachesOrganisationAsStaff(t.organisationId)),
  ],
);

/** What the recipient told about a delivery, each status once. */
export const deliveryStatuses = pgTable(
  "delivery_statuses",
  {
    firmId: firmId(),
    deliveryId: uuid("delivery_id").notNull(),
    organisationId: uuid("organisation_id").notNull(),
    stream: text("stream").$type<Stream>().notNull(),
    code: text("code").notNull(),
    at: moment("at").notNull(),
    description: text("description").notNull(),
    errorCode: text("error_code"),
    errorDescription: text("error_description"),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.deliveryId, t.at, t.code] }),
    foreignKey({ columns: [t.firmId, t.deliveryId], foreignColumns: [deliveries.firmId, deliveries.id] }),
    may("select", "delivery_statuses", t.firmId, reachesStream(t.organisationId, t.stream)),
    may("insert", "delivery_statuses", t.firmId, reachesOrganisationAsStaff(t.organisationId)),
  ],
);
