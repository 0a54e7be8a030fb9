import { execFile } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readCertificate } from "@/lib/pades/certificates/certificate";
import { setClock } from "@/lib/ports/clock";
import { demoAuthority } from "@/lib/ports/demo-authority";
import { openFolder } from "@/lib/ports/demo-authority-folder";
import { signerFromPkcs12 } from "@/lib/ports/signing-key/own-key";
import { pemOf } from "@/lib/shared/pem";
import { hasOpenssl, openssl } from "@/tests/support/signing/openssl";
import { production, withSettings } from "@/tests/support/signing/settings";

let portal: ReturnType<typeof withSettings>;

beforeEach(() => {
  portal = withSettings();
});
afterEach(() => {
  setClock(null);
  portal.stop();
});

describe("the demo's own authority", () => {
  it("is made once, for this user's eyes alone", async () => {
    const { rootPath, root } = await demoAuthority();
    const folder = join(portal.folder, "signing");
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    expect(readdirSync(portal.folder)).toEqual(["signing"]);
    expect(new X509Certificate(readFileSync(rootPath)).raw.equals(root)).toBe(true);
    // A process that starts later reads what lies there.
    expect((await openFolder(folder)).root.certificate.equals(root)).toBe(true);
  });

  it("says in its own name that it has no legal value", async () => {
    const { root, issuing } = await demoAuthority();
    const name = "Demonstratie – geen juridische waarde";
    expect(readCertificate(root).name).toMatchObject({ name, organisation: name });
    expect(readCertificate(issuing).name).toMatchObject({ organisation: name, issuer: name });
  });

  it("is one authority, also when processes start together", async () => {
    const folder = join(portal.folder, "signing");
    const script = `
      import { openFolder } from "@/lib/ports/demo-authority-folder";
      const { root, timestamps } = await openFolder(${JSON.stringify(folder)});
      console.log(root.certificate.toString("hex") + timestamps.certificate.toString("hex"));`;
    const path = join(portal.folder, "start.mts");
    writeFileSync(path, script);
    const start = () =>
      promisify(execFile)(process.execPath, ["--import", "tsx", path], {
        env: { ...process.env, TSX_TSCONFIG_PATH: join(process.cwd(), "tsconfig.json") },
      });
    const [one, two] = await Promise.all([start(), start(), openFolder(folder)]);
    expect(one.stdout).toBe(two.stdout);
    expect(one.stdout.length).toBeGreaterThan(1000);
    expect(readdirSync(portal.folder).sort()).toEqual(["signing", "start.mts"]);
  });

  it("says so when its folder is not whole, and makes nothing over it", async () => {
    const folder = join(portal.folder, "signing");
    mkdirSync(folder);
    writeFileSync(join(folder, "root.pem"), "");
    await expect(openFolder(folder)).rejects.toThrow();
    rmSync(join(folder, "root.pem"));
    writeFileSync(join(folder, "iets"), "");
    await expect(demoAuthority()).rejects.toThrow("not whole");
    expect(readdirSync(folder)).toEqual(["iets"]);
    // And is made when that was removed.
    rmSync(folder, { recursive: true });
    await demoAuthority();
  });

  it("is not there in production", async () => {
    const other = withSettings(production);
    await expect(demoAuthority()).rejects.toThrow("for the demo alone");
    expect(readdirSync(other.folder)).toEqual([]);
    other.stop();
  });
});

describe("a certificate of the demo", () => {
  it("is of a firm or of a person, and says what it is", async () => {
    const { issue } = await demoAuthority();
    const of = async (holder: Parameters<typeof issue>[0]) => {
      const read = await signerFromPkcs12(await issue(holder, "wachtwoord"), "wachtwoord", new Date());
      if (!read.ok) throw new Error(read.reason);
      expect(read.signer.chain).toHaveLength(2);
      return [read.facts.name, read.facts.organisation];
    };
    expect(await of({ name: "Jansen & Zn." })).toEqual(["Jansen & Zn. (demonstratie)", "Jansen & Zn."]);
    expect(await of({ name: "Zoë Łukasz", organisation: "Bakkerij" })).toEqual([
      "Zoë Łukasz (demonstratie)",
      "Bakkerij",
    ]);
    const [name, organisation] = await of({ name: "é".repeat(100) });
    expect([name?.length, organisation?.length]).toEqual([64, 64]);
  });

  it("is valid at the time of the story", async () => {
    const then = new Date("2025-02-03T10:00:00Z");
    setClock(() => then);
    const { issue } = await demoAuthority();
    const bytes = await issue({ name: "Kantoor" }, "wachtwoord");
    expect(await signerFromPkcs12(bytes, "wachtwoord", then)).toMatchObject({ ok: true });
  });

  it.skipIf(!hasOpenssl)("is valid for openssl, with what was revoked beside it", async () => {
    const { issue, rootPath, issuing, revocationLists } = await demoAuthority();
    const read = await signerFromPkcs12(await issue({ name: "Kantoor" }, "x"), "x", new Date());
    if (!read.ok) throw new Error(read.reason);
    const pem = (der: Uint8Array) => pemOf(der, "CERTIFICATE");
    const { ok, said } = openssl(
      [
        ...["verify", "-x509_strict", "-crl_check_all", "-CAfile", "root", "-untrusted", "issuing"],
        ...["-CRLfile", "lists", "leaf"],
      ],
      {
        root: readFileSync(rootPath),
        issuing: pem(issuing),
        leaf: pem(read.signer.certificate),
        lists: revocationLists()
          .map((list) => pemOf(list, "X509 CRL"))
          .join(""),
      },
    );
    expect(ok, said).toBe(true);
  });
});
