import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import { getLocale } from "next-intl/server";
import type { ReactNode } from "react";
import { LiveRegions } from "@/components/layout/live-regions";
import { firmOrNull } from "@/lib/access/request";
import "./globals.css";

export async function generateMetadata(): Promise<Metadata> {
  const firm = await firmOrNull().catch(() => null);
  const name = firm?.name ?? "Portaal";
  return { title: { default: name, template: `%s · ${name}` }, robots: { index: false, follow: false } };
}

export const viewport: Viewport = { width: "device-width", initialScale: 1, viewportFit: "cover" };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  // While the database is away the page that says so still opens.
  const firm = await firmOrNull().catch(() => null);
  const chosen = (await cookies()).get("thema")?.value;
  const theme = chosen === "light" || chosen === "dark" ? chosen : "auto";
  return (
    <html lang={await getLocale()} data-theme={theme}>
      <body>
        {firm && (
          <style nonce={nonce} suppressHydrationWarning>
            {`html[data-theme]{--brand-h:${Number(firm.hue)};--brand-c:${Number(firm.chroma)}}`}
          </style>
        )}
        {children}
        <LiveRegions />
      </body>
    </html>
  );
}
