"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { useField } from "./action-form";
import { Note } from "./note";

/**
 * What to say when the form around it went through: beside its button, which is where one looks. On a phone the top of
 * a long form is off the screen by then.
 */
export function Saved({ children }: { children: ReactNode }) {
  const { answer } = useField("");
  const said = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (answer?.ok) said.current?.scrollIntoView({ block: "nearest" });
  }, [answer]);
  return (
    // There before it says anything, or screen readers do not listen to it.
    <div ref={said} role="status">
      {answer?.ok && (
        <Note kind="ok" className="py-2.5">
          {children}
        </Note>
      )}
    </div>
  );
}
