import { describe, expect, it } from "vitest";
import { parseEnvironment } from "@/lib/ports/environment";
import { production as whatProductionAsks } from "@/tests/support/signing/settings";

const demo = {
  PORTAL_MODE: "demo",
  DATABASE_URL: "postgres://portal_login:hunter2secret@127.0.0.1:5432/portal",
  DATA_DIR: "/var/lib/portal",
  PORTAL_DOMAIN: "localhost:3000",
};
const production = { ...demo, ...whatProductionAsks };

/** The names of the settings that the message complains about. */
function complaints(settings: Record<string, string | undefined>): string[] {
  try {
    parseEnvironment(settings);
    return [];
  } catch (error) {
    const { message } = error as Error;
    for (const secret of [
      "hunter2secret",
      "twilio-secret",
      "re_secret",
      "stempelgeheim",
      production.PORTAL_KEYRING,
    ])
      expect(message).not.toContain(secret);
    const [first, ...lines] = message.split("\n");
    expect(first).toBe("The portal cannot start with these settings:");
    return lines.map((line) => /^ {2}([A-Z_]+): \S/.exec(line)?.[1] ?? line);
  }
}

describe("the settings of the demo", () => {
  it("are few; the rest is filled in", () => {
    expect(parseEnvironment(demo)).toMatchObject({
      PORTAL_ORIGIN_SCHEME: "http",
      PORTAL_WORKER: "on",
      TRUSTED_PROXY_HOPS: 1,
    });
  });

  it.each(["localhost", "localhost:3000", "portal.localhost:80"])("may be at %s", (PORTAL_DOMAIN) => {
    expect(complaints({ ...demo, PORTAL_DOMAIN })).toEqual([]);
  });

  it.each(["portaal.example", "localhost.evil.example", "evillocalhost", "192.168.1.4:3000", "localhost:"])(
    "may not be at %s, where others can see it",
    (PORTAL_DOMAIN) => {
      expect(complaints({ ...demo, PORTAL_DOMAIN })[0]).toBe("PORTAL_DOMAIN");
    },
  );
});

describe("what is sent a second", () => {
  const paceOf = (settings: Record<string, string>) => {
    const { MAIL_PER_SECOND: mail, SMS_PER_SECOND: sms } = parseEnvironment({ ...production, ...settings });
    return [mail, sms];
  };

  it("may be set, for each kind of message", () => {
    expect(paceOf({})).toEqual([undefined, undefined]);
    expect(paceOf({ MAIL_PER_SECOND: "", SMS_PER_SECOND: "0.5" })).toEqual([undefined, 0.5]);
  });

  it.each(["0", "-1", "two", "Infinity", "1001", "NaN"])("is not %s", (MAIL_PER_SECOND) => {
    expect(complaints({ ...production, MAIL_PER_SECOND })).toEqual(["MAIL_PER_SECOND"]);
  });

  it("is gathered for so many seconds, from none to an hour", () => {
    const window = (NOTICE_WINDOW_SECONDS: string) =>
      parseEnvironment({ ...production, NOTICE_WINDOW_SECONDS }).NOTICE_WINDOW_SECONDS;
    expect([window(""), window("0"), window("3600")]).toEqual([undefined, 0, 3600]);
    for (const NOTICE_WINDOW_SECONDS of ["-1", "3601", "1.5", "five"])
      expect(complaints({ ...production, NOTICE_WINDOW_SECONDS })).toEqual(["NOTICE_WINDOW_SECONDS"]);
  });

  it("and who may ask for it is a secret of some length", () => {
    expect(complaints({ ...production, CRON_SECRET: "x".repeat(15) })).toEqual(["CRON_SECRET"]);
    expect(complaints({ ...production, CRON_SECRET: "x".repeat(16) })).toEqual([]);
    expect(complaints({ ...production, CRON_SECRET: "" })).toEqual([]);
  });
});

describe("the settings of production", () => {
  it("are complete, and https", () => {
    expect(parseEnvironment(production)).toMatchObject({ PORTAL_ORIGIN_SCHEME: "https" });
  });

  it("take SMTP in the place of Resend", () => {
    const SMTP_URL = "smtps://mail.example";
    expect(complaints({ ...production, RESEND_API_KEY: undefined, SMTP_URL })).toEqual([]);
  });

  it.each([
    ["PORTAL_KEYRING", ["PORTAL_KEYRING"]],
    ["TWILIO_ACCOUNT_SID", ["TWILIO_ACCOUNT_SID"]],
    ["TWILIO_AUTH_TOKEN", ["TWILIO_ACCOUNT_SID"]],
    ["RESEND_API_KEY", ["RESEND_API_KEY"]],
  ])("lead to nothing local when %s is missing or empty", (name, named) => {
    expect(complaints({ ...production, [name]: undefined })).toEqual(named);
    expect(complaints({ ...production, [name]: "" })).toEqual(named);
  });

  it("do not send cookies and passwords over http", () => {
    expect(complaints({ ...production, PORTAL_ORIGIN_SCHEME: "http" })).toEqual(["PORTAL_ORIGIN_SCHEME"]);
  });
});

describe("a service for time stamps", () => {
  const [TIMESTAMP_URL, TIMESTAMP_ROOTS] = [
    "https://u:stempelgeheim@tijd.example/tsa",
    "/etc/portal/tsa.pem",
  ];

  it("is named together with whom it leads to, or not at all", () => {
    for (const mode of [demo, production]) {
      expect(complaints({ ...mode, TIMESTAMP_URL: "", TIMESTAMP_ROOTS: "" })).toEqual([]);
      expect(complaints({ ...mode, TIMESTAMP_URL, TIMESTAMP_ROOTS })).toEqual([]);
      expect(complaints({ ...mode, TIMESTAMP_URL })).toEqual(["TIMESTAMP_ROOTS"]);
      expect(complaints({ ...mode, TIMESTAMP_ROOTS })).toEqual(["TIMESTAMP_URL"]);
    }
  });

  it.each([
    ["TIMESTAMP_URL", "http://u:stempelgeheim@tijd.example/tsa"],
    ["TIMESTAMP_URL", "tijd.example"],
    ["TIMESTAMP_ROOTS", "tsa.pem"],
  ])("is asked over https alone: %s is not %s", (name, value) => {
    expect(complaints({ ...production, TIMESTAMP_URL, TIMESTAMP_ROOTS, [name]: value })).toEqual([name]);
  });
});

describe("settings that are wrong", () => {
  it("are all named at once", () => {
    expect(complaints({})).toEqual(["PORTAL_MODE", "DATABASE_URL", "DATA_DIR", "PORTAL_DOMAIN"]);
  });

  it.each([
    ["PORTAL_MODE", "development"],
    ["PORTAL_MODE", "Production"],
    ["DATABASE_URL", "mysql://127.0.0.1/portal"],
    ["DATA_DIR", "data"],
    ["PORTAL_DOMAIN", "https://portaal.example"],
    ["PORTAL_DOMAIN", "portaal.example/nl"],
    ["PORTAL_DOMAIN", ""],
    ["PORTAL_ORIGIN_SCHEME", "ftp"],
    ["PORTAL_WORKER", "yes"],
    ["TRUSTED_PROXY_HOPS", "-1"],
    ["TRUSTED_PROXY_HOPS", "0"],
    ["TRUSTED_PROXY_HOPS", "1.5"],
    ["TRUSTED_PROXY_HOPS", "many"],
  ])("are named: %s as %j", (name, value) => {
    expect(complaints({ ...production, [name]: value })).toEqual([name]);
  });
});
