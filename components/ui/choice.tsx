"use client";

import type { ComponentProps, ReactNode } from "react";
import { useField } from "./action-form";
import { cn } from "./cn";
import { describedBy, Fault } from "./field";

/**
 * One box to tick, or one of several to choose from; the whole line is its target. After a refusal it stands as it
 * was left, with or without script.
 */
export function Choice({
  name,
  value,
  defaultChecked = false,
  children,
  className,
  ...rest
}: Omit<ComponentProps<"input">, "name" | "value"> & {
  name: string;
  value: string;
  type: "checkbox" | "radio";
  children: ReactNode;
}) {
  const { answer, value: left } = useField(name);
  const answered = answer !== null && !answer.ok && answer.values !== undefined;
  const ticked = answered ? (left ?? "").split("\n").includes(value) : defaultChecked;
  return (
    <label className={cn("flex min-h-8 items-start gap-3 py-1", className)}>
      <input
        name={name}
        value={value}
        key={String(ticked)}
        defaultChecked={ticked}
        className={cn(
          "mt-0.5 size-5 flex-none accent-brand",
          // Drawn by us: in the dark a browser fills one that is not chosen, which reads as chosen.
          rest.type === "radio" &&
            "appearance-none rounded-full border-[1.5px] border-control bg-surface checked:border-[6px] checked:border-brand",
        )}
        {...rest}
      />
      <span className="min-w-0">{children}</span>
    </label>
  );
}

/** A box that is a field of its own: what is wrong with it stands above it, and a summary leads to it. */
export function Tick({ name, ...rest }: Omit<ComponentProps<typeof Choice>, "type" | "id">) {
  const { fault } = useField(name);
  return (
    <div className={cn(fault && "border-danger border-l-4 pl-4")}>
      {fault && <Fault name={name}>{fault}</Fault>}
      <Choice
        type="checkbox"
        id={name}
        name={name}
        aria-invalid={fault ? true : undefined}
        aria-describedby={describedBy(name, null, fault)}
        {...rest}
      />
    </div>
  );
}

/** Choices that belong together, with what is wrong with them on top. */
export function Choices({
  name,
  label,
  hint,
  children,
}: {
  name: string;
  label: string;
  hint?: ReactNode;
  children: ReactNode;
}) {
  const { fault } = useField(name);
  return (
    // The bar is not the fieldset's own border, which would begin halfway down the question.
    <div className={cn(fault && "border-danger border-l-4 pl-4")}>
      <fieldset
        id={name}
        tabIndex={-1}
        aria-describedby={fault ? `${name}-fault` : undefined}
        className="outline-none"
      >
        <legend className="mb-1.5 font-[620]">{label}</legend>
        {hint && <p className="mb-2 text-ink-2 text-sm">{hint}</p>}
        {fault && <Fault name={name}>{fault}</Fault>}
        {children}
      </fieldset>
    </div>
  );
}
