import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { digest } from "@/lib/pades/algorithms";
import { timestamperBy } from "@/lib/pades/timestamps/timestamper";
import { pemOf } from "@/lib/shared/pem";
import { aCertificate } from "@/tests/support/signing/people";
import { production, withSettings } from "@/tests/support/signing/settings";
import { judgedToken } from "@/tests/support/signing/tokens";

let portal: ReturnType<typeof withSettings> | undefined;

beforeEach(() => vi.resetModules());
afterEach(() => portal?.stop());

/** A portal process that starts with these settings. */
async function started(settings: Record<string, string> = {}) {
  portal = withSettings(settings);
  const { forgetEnvironment } = await import("@/lib/ports/environment");
  forgetEnvironment();
  const { timestampService } = await import("@/lib/ports/timestamp/chosen");
  return timestampService();
}

describe("who gives time stamps", () => {
  it("is the demo itself, when nobody else is named", async () => {
    const service = await started();
    if (!service) throw new Error("none");
    const anchors = await service.anchors();
    const stamp = timestamperBy(service.ask, anchors, () => new Date());
    const imprint = digest("SHA-256", Buffer.from("een stuk"));
    const token = await stamp(imprint, "SHA-256");
    expect(judgedToken(token, () => imprint, anchors)).toMatchObject({
      by: "Demonstratie – tijdstempel",
      fault: null,
      distrust: null,
    });
  });

  it("is nobody in production, when nobody is named", async () => {
    expect(await started(production)).toBeNull();
  });

  it("is the service that was named, by its host", async () => {
    const named = { TIMESTAMP_URL: "https://u:geheim@tijd.example/tsa", TIMESTAMP_ROOTS: "/nergens/tsa.pem" };
    for (const settings of [named, { ...production, ...named }]) {
      vi.resetModules();
      const service = await started(settings);
      expect(service?.name).toBe("tijd.example");
      expect(JSON.stringify(service)).not.toContain("geheim");
      await expect(service?.anchors()).rejects.toThrow("ENOENT");
      portal?.stop();
    }
  });

  it("trusts the certificates in the file that was named", async () => {
    const service = await started({
      ...production,
      TIMESTAMP_URL: "https://tijd.example",
      TIMESTAMP_ROOTS: join(import.meta.dirname, "nergens.pem"),
    });
    await expect(service?.anchors()).rejects.toThrow("ENOENT");
    const { remoteTimestampService } = await import("@/lib/ports/timestamp/remote");
    const path = join(portal?.folder ?? "", "tsa.pem");
    const remote = remoteTimestampService({ url: "https://tijd.example", roots: path });
    writeFileSync(path, "niets");
    await expect(remote.anchors()).rejects.toThrow("TIMESTAMP_ROOTS");
    const roots = [
      await aCertificate("Een", { purpose: "root" }),
      await aCertificate("Twee", { purpose: "root" }),
    ];
    writeFileSync(path, roots.map(({ certificate }) => pemOf(certificate, "CERTIFICATE")).join("# uitleg\n"));
    expect(await remote.anchors()).toEqual(roots.map(({ certificate }) => certificate));
  });
});
