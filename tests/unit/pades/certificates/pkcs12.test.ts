import { P12Signer } from "@libpdf/core";
import { describe, expect, it } from "vitest";
import { writePkcs12 } from "@/lib/pades/certificates/pkcs12";
import { pemOf } from "@/lib/shared/pem";
import { hasOpenssl, openssl } from "@/tests/support/signing/openssl";
import { anAuthority } from "@/tests/support/signing/people";

describe.each(["RSA", "EC"] as const)("a PKCS#12 with a key of %s", (keyType) => {
  const made = async (password: string) => {
    const { root, issuing, issue } = await anAuthority({ keyType });
    const identity = await issue("Kantoor Jansen & Zn.");
    const chain = [issuing.certificate, root.certificate];
    return { identity, chain, bytes: await writePkcs12(identity, { chain, password, name: "Kantoor – é" }) };
  };

  it("is read by what signs, with its certificates byte for byte", async () => {
    const { identity, chain, bytes } = await made("wachtwoord van é €");
    const signer = await P12Signer.create(bytes, "wachtwoord van é €");
    expect(Buffer.from(signer.certificate).equals(identity.certificate)).toBe(true);
    expect(signer.certificateChain?.map((one) => Buffer.from(one))).toEqual(chain);
    await expect(P12Signer.create(bytes, "wachtwoord van e €")).rejects.toThrow("Integrity");
  });

  it("is sealed each time anew", async () => {
    const [{ identity, chain, bytes }, password] = [await made("geheim12"), "geheim12"];
    const again = await writePkcs12(identity, { chain, password, name: "Kantoor" });
    expect(again.equals(bytes)).toBe(false);
  });

  it.skipIf(!hasOpenssl)("is read by openssl", async () => {
    const { identity, bytes } = await made("geheim12");
    const shown = (password: string, ...options: string[]) =>
      openssl(["pkcs12", "-in", "file", "-passin", `pass:${password}`, ...options], { file: bytes });
    const info = shown("geheim12", "-info", "-noout").said;
    expect(info).toContain("PBES2, PBKDF2, AES-256-CBC, Iteration 10000, PRF hmacWithSHA256");
    expect(info).toContain("MAC: sha256, Iteration 10000");
    expect(shown("geheim12", "-nodes").said).toContain(
      identity.key.export({ type: "pkcs8", format: "pem" }).toString(),
    );
    expect(shown("geheim12", "-nokeys", "-clcerts").said).toContain(
      pemOf(identity.certificate, "CERTIFICATE"),
    );
    expect(shown("geheim13", "-nodes").ok).toBe(false);
  });
});
