import type { ReactNode } from "react";
import { Card, CardBody } from "@/components/ui/card";

/** One card of the page, under its heading. */
export function Section({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <Card aria-labelledby={id}>
      <CardBody>
        <h2 id={id} className="mb-2 text-lg">
          {title}
        </h2>
        {children}
      </CardBody>
    </Card>
  );
}

/** A name and what stands behind it. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex justify-between gap-4 border-line border-b py-1.5 last:border-b-0">
      <dt className="text-ink-2">{name}</dt>
      <dd className="min-w-0 break-words text-right">{children}</dd>
    </div>
  );
}
