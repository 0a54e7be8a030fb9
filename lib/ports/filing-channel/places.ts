import { environment } from "@/lib/ports/environment";

type Place = { deliverUrl: string; statusUrl: string };

const WUS = "wus/2.0";
const digipoort = (host: string): Place => ({
  deliverUrl: `https://${host}/${WUS}/aanleverservice/1.2`,
  statusUrl: `https://${host}/${WUS}/statusinformatieservice/1.2`,
});

/** Where Digipoort lives since 2026. */
export const places = {
  productie: digipoort("wus.digipoort.logius.nl"),
  preproductie: digipoort("wus.preproductie.digipoort.logius.nl"),
} as const satisfies Record<string, Place>;

/** Hosts that an administrator may point a channel at; the banks' portal among them. PORTAL_DELIVERY_HOSTS adds to them. */
const known: readonly string[] = [
  ...Object.values(places).map(({ deliverUrl }) => new URL(deliverUrl).host),
  "btt-frcportaal.nl",
  "frcportaal.nl",
];

/**
 * Why a channel may not be pointed there; null when it may. Accounts and a firm's signature go to this address: only
 * https, and only hosts that whoever runs the portal knows.
 */
export function faultOfAddress(
  address: string,
): "address" | "address-not-https" | "address-unknown-host" | null {
  if (!URL.canParse(address)) return "address";
  const { protocol, host, username, password, search, hash } = new URL(address);
  if (protocol !== "https:") return "address-not-https";
  if (username || password || search || hash) return "address";
  return known.includes(host) || environment().PORTAL_DELIVERY_HOSTS.includes(host)
    ? null
    : "address-unknown-host";
}
