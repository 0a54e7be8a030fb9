"use client";

import { type ComponentProps, type ReactNode, useState } from "react";
import { useField } from "./action-form";
import { Button } from "./button";
import { cn } from "./cn";

export const inputLook =
  "block w-full min-h-control rounded border-[1.5px] border-control bg-surface px-3.5 py-2 text-[max(16px,var(--t-base))] text-ink in-data-[density=compact]:text-base aria-invalid:border-2 aria-invalid:border-danger";

/** What is wrong with a field: in red, and by a mark for who sees no red. */
export function Fault({
  name,
  className,
  role,
  children,
}: {
  name: string;
  className?: string;
  role?: "alert" | undefined;
  children: string;
}) {
  return (
    <p
      id={`${name}-fault`}
      role={role}
      className={cn("my-1.5 flex gap-1.5 font-[620] text-danger text-sm", className)}
    >
      {/* lucide's CircleAlert, drawn here: in the browser its library would weigh as much as all of this. */}
      <svg
        aria-hidden
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth={2}
        strokeLinecap="round"
        className="mt-[0.15em] size-[1.2em] flex-none"
      >
        <circle cx={12} cy={12} r={10} />
        <path d="M12 8v4m0 4h.01" />
      </svg>
      <span className="min-w-0">{children}</span>
    </p>
  );
}

/**
 * Label, hint, fault, control and what stands below it, in that order; `id` and `name` are the same, so that a summary can
 * link here.
 */
export function FieldFrame({
  name,
  label,
  hint,
  fault,
  children,
}: {
  name: string;
  label: string;
  hint?: ReactNode;
  fault: string | null;
  children: ReactNode;
}) {
  return (
    <div className={cn(fault && "border-danger border-l-4 pl-4")}>
      <label htmlFor={name} className="mb-1.5 block font-[620]">
        {label}
      </label>
      {hint && (
        <p id={`${name}-hint`} className="mb-2 text-ink-2 text-sm wrap-anywhere">
          {hint}
        </p>
      )}
      {fault && <Fault name={name}>{fault}</Fault>}
      {children}
    </div>
  );
}

export function describedBy(name: string, hint: unknown, fault: string | null): string | undefined {
  return [hint ? `${name}-hint` : "", fault ? `${name}-fault` : ""].filter(Boolean).join(" ") || undefined;
}

type FieldProps = Omit<ComponentProps<"input">, "name"> & { name: string; label: string; hint?: ReactNode };

export function Field({ name, label, hint, className, defaultValue, ...rest }: FieldProps) {
  const { fault, value } = useField(name);
  return (
    <FieldFrame name={name} label={label} hint={hint} fault={fault}>
      <input
        id={name}
        name={name}
        // A new default after a refusal needs a new field: React resets forms after an action.
        key={value}
        defaultValue={value ?? defaultValue}
        aria-invalid={fault ? true : undefined}
        aria-describedby={describedBy(name, hint, fault)}
        className={cn(inputLook, className)}
        {...rest}
      />
    </FieldFrame>
  );
}

/** Text of more than one line; `below` is about it as well. */
export function TextArea({
  name,
  label,
  hint,
  below,
  className,
  defaultValue,
  ...rest
}: Omit<ComponentProps<"textarea">, "name"> & {
  name: string;
  label: string;
  hint?: ReactNode;
  below?: ReactNode;
}) {
  const { fault, value } = useField(name);
  return (
    <FieldFrame name={name} label={label} hint={hint} fault={fault}>
      <textarea
        id={name}
        name={name}
        key={value}
        rows={3}
        defaultValue={value ?? defaultValue}
        aria-invalid={fault ? true : undefined}
        aria-describedby={describedBy(name, hint, fault)}
        className={cn(inputLook, className)}
        {...rest}
      />
      {below}
    </FieldFrame>
  );
}

/** One of a list that is too long for choices beside each other. */
export function SelectField({
  name,
  label,
  hint,
  className,
  defaultValue,
  children,
  ...rest
}: Omit<ComponentProps<"select">, "name"> & { name: string; label: string; hint?: ReactNode }) {
  const { fault, value } = useField(name);
  return (
    <FieldFrame name={name} label={label} hint={hint} fault={fault}>
      <select
        id={name}
        name={name}
        key={value}
        defaultValue={value ?? defaultValue}
        aria-invalid={fault ? true : undefined}
        aria-describedby={describedBy(name, hint, fault)}
        className={cn(inputLook, className)}
        {...rest}
      >
        {children}
      </select>
    </FieldFrame>
  );
}

/** A password, with a button to see what is typed. */
export function PasswordField({ show, hide, ...props }: FieldProps & { show: string; hide: string }) {
  const { name, label, hint, className, ...rest } = props;
  const { fault } = useField(name);
  const [shown, setShown] = useState(false);
  return (
    <FieldFrame name={name} label={label} hint={hint} fault={fault}>
      <div className="relative">
        <input
          id={name}
          name={name}
          type={shown ? "text" : "password"}
          aria-invalid={fault ? true : undefined}
          aria-describedby={describedBy(name, hint, fault)}
          autoCapitalize="none"
          spellCheck={false}
          className={cn(inputLook, "pr-28", className)}
          {...rest}
        />
        <Button
          variant="ghost"
          size="small"
          aria-pressed={shown}
          aria-controls={name}
          onClick={() => setShown(!shown)}
          className="absolute top-1/2 right-1 -translate-y-1/2"
        >
          {shown ? hide : show}
        </Button>
      </div>
    </FieldFrame>
  );
}
