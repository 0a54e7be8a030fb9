import { isAbsolute, join } from "node:path";
import { z } from "zod";

const optional = z
  .string()
  .optional()
  .transform((text) => text || undefined);

const secret = optional.refine((text) => !text || text.length >= 16, "must have 16 characters or more");

/** How many messages a second a provider takes, from us all together. */
const pace = optional.transform((text, issues) => {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (number >= 0.1 && number <= 1000) return number;
  issues.addIssue({ code: "custom", message: "must be a number from 0.1 to 1000" });
  return z.NEVER;
});

/** Host names, with the port if it is another than 443, comma separated. */
const hosts = optional.transform((text, issues) => {
  const list = (text ?? "")
    .toLowerCase()
    .split(",")
    .map((one) => one.trim())
    .filter(Boolean);
  if (list.every((one) => /^[a-z0-9.-]+(:\d{1,5})?$/.test(one))) return list;
  issues.addIssue({ code: "custom", message: "must be host names, comma separated" });
  return z.NEVER;
});

const seconds = optional.transform((text, issues) => {
  if (text === undefined) return undefined;
  if (/^\d{1,4}$/.test(text) && Number(text) <= 3600) return Number(text);
  issues.addIssue({ code: "custom", message: "must be a whole number from 0 to 3600" });
  return z.NEVER;
});

/** Credentials may stand in it: they go to that host and no other, so only over https. */
const secureUrl = optional.refine(
  (text) => !text || (URL.canParse(text) && new URL(text).protocol === "https:"),
  "must be an https address",
);

const absolutePath = optional.refine((text) => !text || isAbsolute(text), "must be an absolute path");

const schema = z
  .object({
    PORTAL_MODE: z.enum(["demo", "production"]),
    /** The restricted login role that migrating makes; never the owner of the database. */
    DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, "must start with postgres://"),
    DATA_DIR: z.string().refine(isAbsolute, "must be an absolute path"),
    /** What firms' host names end in, with the port if there is one: <slug>.PORTAL_DOMAIN. */
    PORTAL_DOMAIN: z.string().regex(/^[a-z0-9.-]+(:\d+)?$/, "must be a host name"),
    PORTAL_ORIGIN_SCHEME: z.enum(["http", "https"]).optional(),
    PORTAL_KEYRING: optional,
    PORTAL_WORKER: z.enum(["on", "off"]).default("on"),
    /** Opens /api/cron, for places where no process lives. */
    CRON_SECRET: secret,
    MAIL_PER_SECOND: pace,
    SMS_PER_SECOND: pace,
    NOTICE_WINDOW_SECONDS: seconds,
    /** Hosts that channels may deliver to, beside Digipoort's and the banks' own. */
    PORTAL_DELIVERY_HOSTS: hosts,
    /** Demo and tests: the one receiver on this machine that webhooks may go to, over http. */
    WEBHOOK_STAND_IN: optional.refine(
      (text) => !text || /^http:\/\/127\.0\.0\.1:\d{1,5}$/.test(text),
      "must be http://127.0.0.1 with a port",
    ),
    /** A service for time stamps (RFC 3161); user:password in it is sent as basic authentication. */
    TIMESTAMP_URL: secureUrl,
    /** The certificates that its time stamps must lead to, in PEM. */
    TIMESTAMP_ROOTS: absolutePath,
    /** The certificates that signatures in files which anybody brings are trusted by, in PEM. */
    SIGNATURE_ROOTS: absolutePath,
    TRUSTED_PROXY_HOPS: z.coerce.number().int().min(1).max(10).default(1),
    TWILIO_ACCOUNT_SID: optional,
    TWILIO_AUTH_TOKEN: optional,
    TWILIO_API_BASE: optional,
    RESEND_API_KEY: optional,
    SMTP_URL: optional,
  })
  .superRefine((env, issues) => {
    const demand = (ok: unknown, path: string, message: string) => {
      if (!ok) issues.addIssue({ code: "custom", path: [path], message });
    };
    demand(!env.TIMESTAMP_URL || env.TIMESTAMP_ROOTS, "TIMESTAMP_ROOTS", "is needed with TIMESTAMP_URL");
    demand(env.TIMESTAMP_URL || !env.TIMESTAMP_ROOTS, "TIMESTAMP_URL", "is needed with TIMESTAMP_ROOTS");
    const local = /^([a-z0-9.-]+\.)?localhost(:\d+)?$/.test(env.PORTAL_DOMAIN);
    if (env.PORTAL_MODE === "demo") {
      demand(local, "PORTAL_DOMAIN", "the demo runs on localhost alone");
      return;
    }
    demand(
      env.PORTAL_KEYRING,
      "PORTAL_KEYRING",
      "is needed in production: id:base64 of 32 bytes, comma separated",
    );
    demand(
      env.TWILIO_ACCOUNT_SID && env.TWILIO_AUTH_TOKEN,
      "TWILIO_ACCOUNT_SID",
      "and TWILIO_AUTH_TOKEN are needed in production",
    );
    demand(!env.WEBHOOK_STAND_IN, "WEBHOOK_STAND_IN", "is for the demo alone");
    demand(env.RESEND_API_KEY || env.SMTP_URL, "RESEND_API_KEY", "or SMTP_URL is needed in production");
    demand(
      local || env.PORTAL_ORIGIN_SCHEME !== "http",
      "PORTAL_ORIGIN_SCHEME",
      "is https in production: over http browsers keep no cookie of ours",
    );
  })
  .transform((env) => ({
    ...env,
    PORTAL_ORIGIN_SCHEME:
      env.PORTAL_ORIGIN_SCHEME ?? (env.PORTAL_MODE === "demo" ? ("http" as const) : ("https" as const)),
  }));

export type Environment = z.output<typeof schema>;
let read: Environment | undefined;

/** The portal's settings, checked once. @throws one message that names every setting that is wrong */
export function environment(): Environment {
  read ??= parseEnvironment(process.env);
  return read;
}

export function parseEnvironment(from: Record<string, string | undefined>): Environment {
  const parsed = schema.safeParse(from);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(({ path, message }) => `  ${path.join(".")}: ${message}`);
  throw new Error(`The portal cannot start with these settings:\n${lines.join("\n")}`);
}

/** Tests point the portal at another database or service. */
export function forgetEnvironment(): void {
  read = undefined;
}

/**
 * How many messages a second may be begun, by all processes together; null: as many as there are. Without a setting
 * what the providers take by themselves: Resend two requests of one team, Twilio ten of an alphanumeric sender.
 */
export function sendingPace(): { mail: number | null; sms: number | null } {
  const env = environment();
  const mail = env.RESEND_API_KEY || env.SMTP_URL ? 2 : null;
  const sms = env.TWILIO_ACCOUNT_SID ? 10 : null;
  return { mail: env.MAIL_PER_SECOND ?? mail, sms: env.SMS_PER_SECOND ?? sms };
}

/**
 * For so many seconds what is published for one person is gathered into one mail. In the demo, where one looks for the
 * mail at once, it is not.
 */
export function noticeWindow(): number {
  const env = environment();
  return env.NOTICE_WINDOW_SECONDS ?? (env.PORTAL_MODE === "demo" ? 0 : 300);
}

export function fileStoreDir(): string {
  return join(environment().DATA_DIR, "files");
}
