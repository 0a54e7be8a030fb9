import { describe, expect, it } from "vitest";
import { der, NULL } from "@/lib/pades/asn1/der";
import { readCertificate, readCertificates } from "@/lib/pades/certificates/certificate";
import { distrustOf } from "@/lib/pades/certificates/trust";
import {
  aCertificate,
  aRevocationList,
  extension,
  KEYS,
  type Made,
  nameOf,
  text,
} from "@/tests/support/pades/certificates";
import { CLOCK, FIRM, NOW, ROOT } from "@/tests/support/pades/people";

type Asked = Partial<{
  pool: Made[];
  anchors: Made[];
  at: Date;
  crls: Buffer[];
  purpose: "document" | "timestamp";
}>;

function distrust(
  of: Made,
  { pool = [], anchors = [ROOT], at = NOW, crls = [], purpose = "document" }: Asked = {},
) {
  return distrustOf(readCertificate(of.der), {
    pool: readCertificates(pool.map((one) => one.der)),
    anchors: anchors.map((one) => one.der),
    at,
    crls,
    purpose,
  });
}

const under = (issuer: Made, more: Partial<Parameters<typeof aCertificate>[0]> = {}) =>
  aCertificate({ name: "Onder", issuer, key: KEYS.p384, ...more });
const between = (more: Partial<Parameters<typeof aCertificate>[0]> = {}) =>
  aCertificate({ name: "Tussen", issuer: ROOT, key: KEYS.other, authority: { allowed: true }, ...more });

describe("a certificate", () => {
  it("is trusted under a root, at once or with others between, and by itself", () => {
    const issuer = between();
    const second = aCertificate({ name: "Tweede", issuer, key: KEYS.p521, authority: { allowed: true } });
    expect(distrust(FIRM)).toBeNull();
    expect(distrust(under(issuer), { pool: [issuer] })).toBeNull();
    expect(distrust(under(second), { pool: [second, issuer] })).toBeNull();
    expect(distrust(FIRM, { anchors: [FIRM] })).toBeNull();
  });

  it("is not without a root, or without what is between", () => {
    expect(distrust(FIRM, { anchors: [] })).toBe("no-root");
    expect(distrust(under(between()))).toBe("no-root");
    expect(distrust(FIRM, { pool: [ROOT], anchors: [] })).toBe("no-root");
  });

  it("is not under another with the root's name", () => {
    const false_ = aCertificate({ name: "Wortel", key: KEYS.p384 });
    expect(distrust(under(false_), { pool: [false_] })).toBe("no-root");
  });

  it.each([
    ["that is no authority", { authority: { allowed: false } }],
    ["that does not say that it is one", { authority: null }],
    ["that may not sign certificates", { usage: 0x80 }],
    ["that is for servers alone", { purposes: ["1.3.6.1.5.5.7.3.1"] }],
    ["with what nobody understands", { more: [extension("1.2.3.4.5", NULL, true)] }],
    ["with limits on names, which are not looked at", { more: [extension("2.5.29.30", der(0x30), true)] }],
    [
      "with limits on names that it should have called critical",
      { more: [extension("2.5.29.30", der(0x30))] },
    ],
  ])("is not under one %s", (_, more) => {
    const issuer = between(more);
    expect(distrust(under(issuer), { pool: [issuer] })).toBe("no-root");
  });

  it("is not under one that is trusted by itself and no authority", () => {
    const plain = under(ROOT, { key: KEYS.other });
    expect(distrust(plain, { anchors: [plain] })).toBeNull();
    expect(distrust(under(plain), { anchors: [plain] })).toBe("no-root");
  });

  it("is not when more stand between than the root lets", () => {
    const root = aCertificate({ name: "Kort", key: KEYS.p256, authority: { allowed: true, longest: 0 } });
    const issuer = between({ issuer: root });
    expect(distrust(under(root), { anchors: [root] })).toBeNull();
    expect(distrust(under(issuer), { anchors: [root], pool: [issuer] })).toBe("no-root");
  });

  it("is valid in its time only, and so is what stands above it", () => {
    const past = under(ROOT, { to: "2026-01-01" });
    expect(distrust(past)).toBe("expired");
    expect(distrust(past, { at: new Date("2025-06-01") })).toBeNull();
    expect(distrust(under(ROOT, { from: "2030-01-01" }))).toBe("not-yet");
    const issuer = between({ to: "2026-01-01" });
    expect(distrust(under(issuer), { pool: [issuer] })).toBe("expired");
  });

  it.each([
    [{ usage: 0x20 }, "not-for-this"],
    [{ usage: 0x40 }, null],
    [{ purposes: ["1.3.6.1.5.5.7.3.1"] }, "not-for-this"],
    [{ purposes: ["1.3.6.1.5.5.7.3.8"] }, "not-for-this"],
    [{ purposes: ["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.4"] }, null],
    [{ purposes: ["1.3.6.1.5.5.7.3.36"] }, null],
    [{ more: [extension("1.2.3.4.5", NULL, true)] }, "not-for-this"],
    [{ more: [extension("1.2.3.4.5", NULL, false)] }, null],
  ])("with %o is for documents: %s", (more, expected) => {
    expect(distrust(under(ROOT, more))).toBe(expected);
  });

  it("is for time stamps when it says so and nothing else", () => {
    const purpose = "timestamp" as const;
    const stamping = "1.3.6.1.5.5.7.3.8";
    expect(distrust(CLOCK, { purpose })).toBeNull();
    expect(distrust(FIRM, { purpose })).toBe("not-for-this");
    expect(distrust(under(ROOT, { purposes: [stamping], authority: { allowed: true } }), { purpose })).toBe(
      "not-for-this",
    );
    expect(distrust(under(ROOT, { purposes: [stamping, "1.3.6.1.5.5.7.3.4"] }), { purpose })).toBe(
      "not-for-this",
    );
  });
});

describe("a certificate that was taken back", () => {
  const listed = (at: string, reason?: number) => aRevocationList(ROOT, [{ of: FIRM, at, reason }]);

  it("is not trusted from then on", () => {
    expect(distrust(FIRM, { crls: [listed("2026-05-01")] })).toBe("revoked");
    expect(distrust(FIRM, { crls: [listed("2026-07-01")] })).toBeNull();
    expect(distrust(FIRM, { crls: [listed("2026-05-01", 8)] })).toBeNull();
    expect(distrust(FIRM, { crls: [aRevocationList(ROOT, [])] })).toBeNull();
    expect(distrust(FIRM, { crls: [aRevocationList(ROOT, [{ of: CLOCK, at: "2026-05-01" }])] })).toBeNull();
  });

  it("takes what it issued with it", () => {
    const issuer = between();
    const crls = [aRevocationList(ROOT, [{ of: issuer, at: "2026-05-01" }])];
    expect(distrust(under(issuer), { pool: [issuer], crls })).toBe("revoked");
  });

  it("is not by a list that somebody else signed, or that cannot be read", () => {
    const forged = aRevocationList(ROOT, [{ of: FIRM, at: "2026-05-01" }], KEYS.p384);
    const cut = listed("2026-05-01").subarray(0, -40);
    expect(distrust(FIRM, { crls: [forged, cut, Buffer.alloc(0)] })).toBeNull();
  });

  it("stamps no time at all, unless its key is said to be safe", () => {
    const asked = (reason?: number) => ({
      purpose: "timestamp" as const,
      crls: [aRevocationList(ROOT, [{ of: CLOCK, at: "2026-07-01", reason }])],
    });
    expect([undefined, 1, 2, 0, 3, 4, 5].map((reason) => distrust(CLOCK, asked(reason)))).toEqual([
      "revoked",
      "revoked",
      "revoked",
      null,
      null,
      null,
      null,
    ]);
  });
});

describe("a pool that was made to keep us busy", () => {
  it("of a thousand that issue each other is left soon", () => {
    const first = aCertificate({ name: "Kring", key: KEYS.p384, authority: { allowed: true } });
    const keys = [KEYS.p256, KEYS.p384, KEYS.p521, KEYS.other];
    const pool = Array.from({ length: 1000 }, (_, index) =>
      aCertificate({
        name: "Kring",
        issuer: { ...first, key: KEYS.p384 },
        key: keys[index % 4],
        authority: { allowed: true },
      }),
    );
    expect(distrust(under(first), { pool: [...pool, first] })).toBe("no-root");
  });

  it("of two that go round in a circle too", () => {
    const a = aCertificate({ name: "A", key: KEYS.p256 });
    const b = aCertificate({ name: "B", issuer: a, key: KEYS.p521, authority: { allowed: true } });
    const back = aCertificate({ name: "A", issuer: b, key: KEYS.p256, authority: { allowed: true } });
    expect(distrust(under(b), { pool: [a, b, back] })).toBe("no-root");
  });
});

describe("the name of a certificate", () => {
  const named = (...parts: Parameters<typeof nameOf>) => {
    const issuer = { ...ROOT, name: nameOf(...parts) };
    return readCertificate(aCertificate({ name: "Onder", issuer, key: KEYS.p256 }).der).name.issuer;
  };

  it.each([
    ["UTF8String", der(0x0c, Buffer.from("Bäckerei Ł"))],
    ["BMPString", der(0x1e, Buffer.from("Bäckerei Ł", "utf16le").swap16())],
  ])("is read from a %s", (_, value) => expect(named(["2.5.4.3", value])).toBe("Bäckerei Ł"));

  it.each([
    ["PrintableString", 0x13],
    ["T61String", 0x14],
    ["IA5String", 0x16],
  ])("is read from a %s", (_, tag) => expect(named(["2.5.4.3", text("Bakker", tag)])).toBe("Bakker"));

  it("is the whole of it where it has no common name", () => {
    expect(named(["2.5.4.6", text("NL", 0x13)], ["2.5.4.10", text("Bakker")])).toBe("C=NL, O=Bakker");
  });

  it("is the whole of it where nothing can be read in its common name", () => {
    const blank = der(0x0c, Buffer.from("\u2800\u2800"));
    expect(named(["2.5.4.10", text("Bakker")], ["2.5.4.3", blank])).toBe("O=Bakker, CN=\u2800\u2800");
  });

  it("keeps to one line", () => {
    expect(named(["2.5.4.3", text("Bak\nker\0")])).toBe("Bak ker");
  });

  it("has its number in capitals", () => {
    const { name } = readCertificate(aCertificate({ name: "Getal", serial: 0xabcdef }).der);
    expect(name.serial).toBe("ABCDEF");
  });
});
