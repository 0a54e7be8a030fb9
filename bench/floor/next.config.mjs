import { fileURLToPath } from "node:url";
import createNextIntlPlugin from "next-intl/plugin";

// Built in a folder of its own inside the repository's ignored ones, see bench/floor.mjs.
const root = fileURLToPath(new URL("../..", import.meta.url));

/** As the portal's own settings, where they bear on a page. */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  images: { unoptimized: true },
  // As in the portal, the page's head is whole from the first byte on.
  htmlLimitedBots: /./,
  serverExternalPackages: ["@node-rs/argon2", "pdfjs-dist", "pino", "twilio", "postgres"],
  experimental: { authInterrupts: true },
  turbopack: { root },
  outputFileTracingRoot: root,
  // The portal's own check covers these files; the floor's build only has to bundle them.
  typescript: { ignoreBuildErrors: true },
};

export default createNextIntlPlugin("./language.ts")(config);
