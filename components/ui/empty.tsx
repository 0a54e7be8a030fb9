import type { ReactNode } from "react";
import { Card } from "./card";

/** What a list shows when there is nothing in it: that this is right, and what can be done. */
export function Empty({ title, children, icon }: { title: string; children?: ReactNode; icon?: ReactNode }) {
  return (
    <Card className="px-card py-10 text-center">
      {icon && (
        <div className="mx-auto mb-4 grid size-12 place-items-center rounded-full bg-success-tint text-success [&_svg]:size-6">
          {icon}
        </div>
      )}
      <h2>{title}</h2>
      {children && <div className="mx-auto mt-2 max-w-[46ch] text-ink-2">{children}</div>}
    </Card>
  );
}
