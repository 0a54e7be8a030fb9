import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { demoAuthority } from "@/lib/ports/demo-authority";
import { trustedRoots } from "@/lib/ports/trusted-roots";
import { pemOf } from "@/lib/shared/pem";
import { start } from "@/lib/worker/start";
import { aCertificate } from "@/tests/support/signing/people";
import { production, withSettings } from "@/tests/support/signing/settings";

let portal: ReturnType<typeof withSettings>;
const stops: (() => void)[] = [];

beforeEach(() => {
  portal = withSettings();
});
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  portal.stop();
});

function begin(settings: Record<string, string>): void {
  stops.unshift(withSettings(settings).stop);
}

/** A file with certificates in PEM, and their DER. */
async function aBundle(name: string, ...names: string[]): Promise<{ path: string; ders: Buffer[] }> {
  const made = await Promise.all(names.map((one) => aCertificate(one, { purpose: "root" })));
  const ders = made.map(({ certificate }) => certificate);
  const path = join(portal.folder, name);
  writeFileSync(path, ders.map((der) => `uitleg\n${pemOf(der, "CERTIFICATE")}`).join(""));
  return { path, ders };
}

describe("whose signatures are trusted", () => {
  it("are the demo's own, in the demo", async () => {
    const { root } = await demoAuthority();
    expect(await trustedRoots()).toEqual({ signers: [root], timestamps: [root] });
  });

  it("are those that the settings name, in production", async () => {
    const signers = await aBundle("signers.pem", "Een", "Twee");
    const clocks = await aBundle("clocks.pem", "Klok");
    begin({ ...production, SIGNATURE_ROOTS: signers.path });
    expect(await trustedRoots()).toEqual({ signers: signers.ders, timestamps: signers.ders });
    begin({
      ...production,
      SIGNATURE_ROOTS: signers.path,
      TIMESTAMP_URL: "https://tijd.example",
      TIMESTAMP_ROOTS: clocks.path,
    });
    // Whoever gives time stamps is not believed about people.
    const both = { signers: signers.ders, timestamps: [...signers.ders, ...clocks.ders] };
    expect(await trustedRoots()).toEqual(both);
    // They are kept: what happens to the file meanwhile does not show.
    writeFileSync(signers.path, "");
    expect(await trustedRoots()).toEqual(both);
  });

  it("are nobody's in production, where none are named", async () => {
    begin(production);
    expect(await trustedRoots()).toEqual({ signers: [], timestamps: [] });
  });
});

describe("a portal that is told of a file it cannot read", () => {
  it.each(["SIGNATURE_ROOTS", "TIMESTAMP_ROOTS"])("in %s does not start, and says so", async (setting) => {
    const named = { ...production, PORTAL_WORKER: "off", TIMESTAMP_URL: "https://tijd.example" };
    const good = (await aBundle("goed.pem", "Een")).path;
    const bad = join(portal.folder, "leeg.pem");
    writeFileSync(bad, "geen certificaat");
    for (const path of [bad, join(portal.folder, "nergens.pem")]) {
      begin({ ...named, TIMESTAMP_ROOTS: good, [setting]: path });
      expect(start).toThrow(new RegExp(`^${setting}: .*${path}`));
    }
    begin({ ...named, TIMESTAMP_ROOTS: good, SIGNATURE_ROOTS: good });
    expect(start).not.toThrow();
  });
});
