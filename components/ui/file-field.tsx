"use client";

import { type ComponentProps, type ReactNode, useEffect, useRef, useState } from "react";
import { useField } from "./action-form";
import { buttonVariants } from "./button";
import { cn } from "./cn";
import { describedBy, FieldFrame } from "./field";

export type FilePickWords = { browse: string; noFile: string };

/**
 * A button and the name of the chosen file, in the portal's language; the browser's own control, which speaks the
 * browser's, lies over it invisibly, so that dropping a file works too.
 */
export function FilePick({
  chosen,
  words,
  fault,
  children,
}: {
  chosen: string | null;
  words: FilePickWords;
  fault: boolean;
  /** The input, with `filePickLook`. */
  children: ReactNode;
}) {
  return (
    <div
      className={cn(
        "relative flex min-h-control items-center gap-3 rounded border-[1.5px] border-control border-dashed bg-surface p-2 has-[:focus-visible]:outline-3 has-[:focus-visible]:outline-(--focus-out) has-[:focus-visible]:outline-offset-2",
        fault && "border-danger",
      )}
    >
      <span aria-hidden className={cn(buttonVariants({ variant: "secondary", size: "small" }))}>
        {words.browse}
      </span>
      <span aria-hidden className={cn("min-w-0 truncate", chosen === null && "text-ink-2")}>
        {chosen ?? words.noFile}
      </span>
      {children}
    </div>
  );
}

export const filePickLook = "absolute inset-0 size-full cursor-pointer opacity-0";

/** A file that goes along with its form. */
export function FileField({
  name,
  label,
  hint,
  words,
  ...rest
}: {
  name: string;
  label: string;
  hint?: ReactNode;
  words: FilePickWords;
} & Pick<ComponentProps<"input">, "accept">) {
  const { fault } = useField(name);
  const [chosen, setChosen] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // After an action the form is empty again.
    const form = input.current?.form;
    const forget = () => setChosen(null);
    form?.addEventListener("reset", forget);
    return () => form?.removeEventListener("reset", forget);
  }, []);
  return (
    <FieldFrame name={name} label={label} hint={hint} fault={fault}>
      <FilePick chosen={chosen} words={words} fault={fault !== null}>
        <input
          ref={input}
          id={name}
          name={name}
          type="file"
          aria-invalid={fault ? true : undefined}
          aria-describedby={describedBy(name, hint, fault)}
          onChange={(event) => setChosen(event.target.files?.[0]?.name ?? null)}
          className={filePickLook}
          {...rest}
        />
      </FilePick>
    </FieldFrame>
  );
}
