"use client";

import type { ReactNode } from "react";
import { useField } from "./action-form";
import { Note } from "./note";

/** What to say when the form around it went through. */
export function Saved({ children }: { children: ReactNode }) {
  const { answer } = useField("");
  if (!answer?.ok) return null;
  return (
    <Note kind="ok" role="status">
      {children}
    </Note>
  );
}
