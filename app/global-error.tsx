"use client";

import ErrorPage from "./error";
import "./globals.css";

/** When even the frame of the page could not be made. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="nl" data-theme="auto">
      <body>
        <ErrorPage error={error} />
      </body>
    </html>
  );
}
