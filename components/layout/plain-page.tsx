import type { ReactNode } from "react";

/** A page that has only one thing to say. */
export function PlainPage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main
      id="inhoud"
      className="mx-auto flex min-h-dvh max-w-[36rem] flex-col justify-center gap-4 px-6 py-12"
    >
      <h1>{title}</h1>
      <div className="space-y-5 text-ink-2 text-lg">{children}</div>
    </main>
  );
}
