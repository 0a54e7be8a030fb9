import { randomUUID } from "node:crypto";
import { now } from "@/lib/ports/clock";
import { type Answer, readAnswer } from "./answer";
import type { DeliveryRefusal, FilingChannel, NotSent, Refused, Unknown } from "./channel";
import { type Checked, checkConfig, type WusConfig } from "./config";
import { deliveryAnswer } from "./deliver-answer";
import { deliverRequest, type RequestBody, statusRequest } from "./delivery";
import { signedEnvelope } from "./envelope";
import { OPERATIONS, type Operation } from "./names";
import { messageTypesIn, plainStatus, processesIn, statusesIn } from "./status-answer";
import { post } from "./transport";
import type { XmlElement } from "./xml";

type Asked = { element: XmlElement; signedAnswer: Buffer };
type NoAnswer = Refused | NotSent | Unknown;

/**
 * The WUS client: Digipoort, and the banks' portal, which speaks the same.
 * @throws when a setting cannot work (see checkConfig); what it makes never throws for what others do
 */
export function viaWus(settings: WusConfig): FilingChannel {
  const config = checkConfig(settings);
  const ask = (operation: Operation, question: Parameters<typeof statusRequest>[1]) =>
    asked(operation, statusRequest(operation.request, question), config);

  return {
    prepareDelivery(delivery, { id, at }) {
      const body = deliverRequest(delivery);
      if (!body.ok) return body;
      const { messageType, deliveryReference, processReference, interestedParty } = delivery;
      const message = addressed(OPERATIONS.deliver, config.deliverUrl, id, at, config);
      const about = {
        messageType,
        interestedParty,
        ...(deliveryReference === undefined ? {} : { deliveryReference }),
        ...(processReference === undefined ? {} : { processReference }),
      };
      const { messageId, expiresAt } = message;
      const xml = signedEnvelope(message, body, config);
      return { ok: true, prepared: { messageId, xml, expiresAt, about } };
    },

    async deliver({ messageId, xml, expiresAt, about }) {
      if (now() >= expiresAt) return { outcome: "not-sent", reason: "expired" };
      const posted = await post(config.deliverUrl, OPERATIONS.deliver.action, xml, config);
      if ("outcome" in posted) return posted;
      const answer = readAnswer(posted, { messageId, operation: OPERATIONS.deliver, at: now() }, config);
      return deliveryAnswer(answer, about, posted.body);
    },

    async statuses(question) {
      return ofProcess(await ask(OPERATIONS.statuses, question), question);
    },
    async newStatuses(question) {
      return ofProcess(await ask(OPERATIONS.newStatuses, question), question);
    },
    async newStatusesOfParty(question) {
      const answer = await ask(OPERATIONS.newStatusesOfParty, question);
      if ("outcome" in answer) return answer;
      const statuses = statusesIn(answer.element, { interestedParty: question.interestedParty });
      if (!Array.isArray(statuses)) return unusable(statuses);
      return { outcome: "statuses", statuses, signedAnswer: answer.signedAnswer };
    },
    async processes(question) {
      const answer = await ask(OPERATIONS.processes, question);
      if ("outcome" in answer) return answer;
      const processes = processesIn(answer.element, question);
      return Array.isArray(processes) ? { outcome: "processes", processes } : unusable(processes);
    },
    async messageTypes(question) {
      const answer = await ask(OPERATIONS.messageTypes, question);
      if ("outcome" in answer) return answer;
      const messageTypes = messageTypesIn(answer.element);
      return messageTypes ? { outcome: "message-types", messageTypes } : unusable(null);
    },
  };
}

function addressed({ action }: Operation, to: string, id: string, at: Date, config: Checked) {
  const expiresAt = new Date(at.getTime() + config.timestampTtlSeconds * 1000);
  return { to, action, messageId: `urn:uuid:${id}`, createdAt: at, expiresAt };
}

/** Asks the status service, which changes nothing there but what counts as new. */
async function asked(
  operation: Operation,
  body: ({ ok: true } & RequestBody) | DeliveryRefusal,
  config: Checked,
): Promise<Asked | NoAnswer> {
  if (!body.ok) return { outcome: "not-sent", reason: "invalid", detail: `${body.field} ${body.reason}` };
  const message = addressed(operation, config.statusUrl, randomUUID(), now(), config);
  const posted = await post(
    config.statusUrl,
    operation.action,
    signedEnvelope(message, body, config),
    config,
  );
  if ("outcome" in posted) return posted;
  const answer = readAnswer(posted, { messageId: message.messageId, operation, at: now() }, config);
  return answer.kind === "response"
    ? { element: answer.element, signedAnswer: posted.body }
    : withoutResponse(answer);
}

/** A fault of the status service answers the question only: it says nothing of the delivery that was asked after. */
function withoutResponse(answer: Exclude<Answer, { kind: "response" }>): Refused | Unknown {
  if (answer.kind === "fault")
    return { outcome: "refused", faultCode: answer.code, description: answer.description };
  const { reason, detail } = answer;
  return { outcome: "unknown", reason, ...(detail ? { detail } : {}) };
}

function ofProcess(answer: Asked | NoAnswer, question: { processReference: string }) {
  if ("outcome" in answer) return answer;
  const statuses = statusesIn(answer.element, { processReference: question.processReference });
  if (!Array.isArray(statuses)) return unusable(statuses);
  const { signedAnswer } = answer;
  return { outcome: "statuses" as const, statuses: statuses.map(plainStatus), signedAnswer };
}

function unusable(reason: "other-process" | null): Unknown {
  return { outcome: "unknown", reason: reason ?? "not-an-answer" };
}
