import type { Delivery } from "@/lib/ports/filing-channel/channel";
import type { WusConfig } from "@/lib/ports/filing-channel/config";
import type { DigipoortServer } from "../digipoort-server";
import { SERVICE_NUMBER } from "./certificates";

/** What a firm has to set up to deliver to the stand-in. */
export function configFor(server: DigipoortServer, other: Partial<WusConfig> = {}): WusConfig {
  const { authority, client } = server.certificates;
  return {
    deliverUrl: server.deliverUrl,
    statusUrl: server.statusUrl,
    clientCertificate: client,
    serverCa: authority,
    signatureAlgorithm: "rsa-sha1",
    digestAlgorithm: "sha1",
    timestampTtlSeconds: 300,
    timeoutMs: 5000,
    trustedResponseSigners: { authorities: authority, subjectSerialNumbers: [SERVICE_NUMBER] },
    ...other,
  };
}

/** Filing accounts with everything that can be filled in. */
export function aDelivery(other: Partial<Delivery> = {}): Delivery {
  return {
    messageType: "Jaarrekening_AV",
    deliveryReference: "Publicatie 2025 & meer",
    interestedParty: { number: "12345678", type: "kvk" },
    interestedPartyRole: "Intermediair",
    recipient: { number: "00000003812345678900", type: "OIN" },
    content: { mimeType: "application/xml", fileName: "jaarrekening.xbrl", bytes: Buffer.from("<xbrl/>") },
    attachments: [
      { mimeType: "application/pdf", fileName: "controleverklaring.pdf", bytes: Buffer.from("%PDF-1.7") },
      { mimeType: "application/xml", fileName: "handtekening.xml", bytes: Buffer.from("<Signature/>") },
    ],
    authorisationAddress: "http://geenausp.nl",
    ...other,
  };
}
