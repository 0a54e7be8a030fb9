import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { forgetEnvironment } from "@/lib/ports/environment";

/** Has this process be a portal with these settings, in a folder of its own. Answers the folder and how to stop. */
export function withSettings(settings: Record<string, string> = {}): { folder: string; stop(): void } {
  const before = { ...process.env };
  const folder = mkdtempSync(join(tmpdir(), "portal-signing-"));
  Object.assign(process.env, {
    PORTAL_MODE: "demo",
    DATABASE_URL: "postgres://nobody@127.0.0.1:1/none",
    PORTAL_DOMAIN: "localhost:3000",
    DATA_DIR: folder,
    ...settings,
  });
  forgetEnvironment();
  return {
    folder,
    stop() {
      process.env = { ...before };
      forgetEnvironment();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What production asks for beside what signing is about. */
export const production = {
  PORTAL_MODE: "production",
  PORTAL_DOMAIN: "portaal.example",
  PORTAL_KEYRING: `k1:${Buffer.alloc(32, 7).toString("base64")}`,
  TWILIO_ACCOUNT_SID: "AC0123",
  TWILIO_AUTH_TOKEN: "twilio-secret",
  RESEND_API_KEY: "re_secret",
};
