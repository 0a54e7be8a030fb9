import { isIP } from "node:net";
import { environment } from "@/lib/ports/environment";
import { type Result, refuse } from "@/lib/shared/result";
import { isPublicAddress } from "./address";

/** Where programs listen for https. Other ports belong to other services, and are not for us to knock on. */
export const webhookPorts = [443, 4443, 8443, 9443] as const;

export type TargetFault =
  | "url-invalid"
  | "url-not-https"
  | "url-credentials"
  | "url-port"
  | "url-private"
  | "url-fragment";

/**
 * Reads an address that somebody gave us to send messages to (statement 31): https, no credentials, a known port, and
 * no host that is not on the public internet. What its name resolves to is looked at when something is sent.
 */
export function parseTarget(text: string): Result<{ url: URL }, TargetFault> {
  if (text.length > 500 || !URL.canParse(text)) return refuse("url-invalid");
  const url = new URL(text);
  if (isStandIn(url)) return { ok: true, url };
  if (url.protocol !== "https:") return refuse("url-not-https");
  if (url.username || url.password) return refuse("url-credentials");
  if (url.hash) return refuse("url-fragment");
  const port = url.port === "" ? 443 : Number(url.port);
  if (!webhookPorts.some((known) => known === port)) return refuse("url-port");
  const host = hostOf(url);
  if (isIP(host) ? !isPublicAddress(host) : !isPublicName(host)) return refuse("url-private");
  return { ok: true, url };
}

/** The host as the network knows it: an IPv6 address without its brackets. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, "");
}

/** The one receiver on this machine that a demo or a test may send to; production starts with none. */
export function isStandIn(url: URL): boolean {
  const { WEBHOOK_STAND_IN } = environment();
  return WEBHOOK_STAND_IN !== undefined && url.origin === WEBHOOK_STAND_IN && !url.username && !url.password;
}

/** Names that only mean something inside a network (RFC 6761, 6762, 8375), and names without a dot. */
function isPublicName(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, "");
  return (
    name.includes(".") && !/\.(localhost|local|internal|intranet|lan|home|corp|private|arpa)$/.test(name)
  );
}
