import type { Result } from "@/lib/shared/result";

/** Who something is about or goes to: `nummer` (35) and `type` (20), such as 12345678 and kvk. */
export type Identity = { number: string; type: string };

/** `berichtInhoudType`: at most 20,971,520 bytes, before base64; a name of 80 characters. */
export type Content = { mimeType: string; fileName: string; bytes: Uint8Array };

/** What is delivered; the fields of `aanleverRequest`, which delivery.ts puts in their order. */
export type Delivery = {
  /** `kenmerk`: only of a process that goes on already. */
  processReference?: string;
  /** `berichtsoort`. */
  messageType: string;
  /** `aanleverkenmerk`: ours, returned unchanged. */
  deliveryReference?: string;
  /** `eerderAanleverkenmerk`. */
  earlierDeliveryReference?: string;
  /** `identiteitBelanghebbende` and `rolBelanghebbende`. */
  interestedParty: Identity;
  interestedPartyRole: string;
  /** `identiteitOntvanger` and `rolOntvanger`. */
  recipient?: Identity;
  recipientRole?: string;
  content: Content;
  /** `berichtBijlagen`. */
  attachments?: readonly Content[];
  /** `autorisatieAdres`. */
  authorisationAddress?: string;
};

/** Why a delivery is not even signed. `field` is the path in `Delivery`, `limit` in characters or bytes. */
export type DeliveryRefusal = {
  ok: false;
  reason: "missing" | "too-long" | "not-plain-text" | "empty" | "too-large";
  field: string;
  limit?: number;
};

/**
 * A delivery that only has to be sent. Keep all of it before sending: `xml` is what goes out, byte for byte, and
 * `about` is what the answer has to repeat. From `expiresAt` on the recipient refuses it, and so does `deliver`.
 */
export type PreparedDelivery = { messageId: string; xml: Buffer; expiresAt: Date; about: About };
export type About = Pick<
  Delivery,
  "messageType" | "deliveryReference" | "processReference" | "interestedParty"
>;

/** Nothing left this machine that the other side could act on. */
export type NotSent = {
  outcome: "not-sent";
  reason:
    | "expired"
    | "invalid"
    | "address-unknown"
    | "no-connection"
    | "connect-timeout"
    | "tls-failed"
    | "certificate-refused";
  detail?: string;
};

/** The request may have been taken and may not have been: ask before anything is sent again. */
export type Unknown = { outcome: "unknown"; reason: UnknownReason; detail?: string };
export type UnknownReason =
  | "timeout"
  | "connection-lost"
  | "too-large"
  | "http-status"
  | "unreadable"
  | "not-an-answer"
  | "unsigned"
  | "bad-signature"
  | "untrusted-signer"
  | "expired-answer"
  | "other-message"
  | "other-process"
  | "fault";

/** A SOAP fault that says so: the request was not taken. */
export type Refused = { outcome: "refused"; faultCode: string; description: string };

/** `signedAnswer`: the bytes that prove it. */
export type DeliveryAnswer =
  | { outcome: "accepted"; processReference: string; deliveredAt: Date; signedAnswer: Buffer }
  | Refused
  | NotSent
  | Unknown;

export type Status = {
  code: string;
  at: Date;
  description: string;
  errorCode?: string;
  errorDescription?: string;
  details?: string;
};
export type ProcessStatus = Status & { processReference: string; interestedParty: Identity };
export type Process = { processReference: string; messageType: string; recipient?: Identity };

/** In order of time, each one once. */
export type StatusAnswer =
  | { outcome: "statuses"; statuses: Status[]; signedAnswer: Buffer }
  | Refused
  | NotSent
  | Unknown;
export type NewStatusAnswer =
  | { outcome: "statuses"; statuses: ProcessStatus[]; signedAnswer: Buffer }
  | Refused
  | NotSent
  | Unknown;
export type ProcessesAnswer = { outcome: "processes"; processes: Process[] } | Refused | NotSent | Unknown;
export type MessageTypesAnswer =
  | { outcome: "message-types"; messageTypes: string[] }
  | Refused
  | NotSent
  | Unknown;

/** Digipoort wants `autorisatieAdres` wherever the interested party is another than who asks. */
type Authorised = { authorisationAddress?: string };
type Period = { since?: Date; until?: Date };
export type ProcessQuestion = { processReference: string } & Authorised & Period;
export type PartyQuestion = { messageType: string; interestedParty: Identity } & Authorised;

/** A recipient of filings that speaks WUS: Digipoort for the KvK, the banks' portal for credit reports. */
export type FilingChannel = {
  /** Checks, writes and signs; sends nothing. The same input gives the same bytes. `id` is a uuid of ours. */
  prepareDelivery(
    delivery: Delivery,
    as: { id: string; at: Date },
  ): Result<{ prepared: PreparedDelivery }> | DeliveryRefusal;
  /** Sends once, and says precisely what is known. Never throws for what the network or the answer does. */
  deliver(prepared: PreparedDelivery): Promise<DeliveryAnswer>;
  /** Every status of a process. May be asked again as often as one likes. */
  statuses(question: ProcessQuestion): Promise<StatusAnswer>;
  /** What was never told before; an answer that gets lost is not told again, so `statuses` is the safe one. */
  newStatuses(question: ProcessQuestion): Promise<StatusAnswer>;
  newStatusesOfParty(question: PartyQuestion & Period): Promise<NewStatusAnswer>;
  /** The processes of a party: where a delivery whose answer never came can be looked for. */
  processes(question: PartyQuestion): Promise<ProcessesAnswer>;
  messageTypes(question: Omit<PartyQuestion, "messageType">): Promise<MessageTypesAnswer>;
};
