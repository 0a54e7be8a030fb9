"use client";

import { usePathname } from "next/navigation";
import type { ReactNode } from "react";

/** A link of the menu that knows whether one is there; `exact` when pages below it have a link of their own. */
export function NavLink({
  href,
  exact,
  className,
  children,
}: {
  href: string;
  exact?: boolean;
  className: string;
  children: ReactNode;
}) {
  const path = usePathname();
  const current = exact ? path === href : path === href || path.startsWith(`${href}/`);
  return (
    <a href={href} aria-current={current ? "page" : undefined} className={className}>
      {children}
    </a>
  );
}
