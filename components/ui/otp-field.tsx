"use client";

import { useEffect, useRef, useState } from "react";
import { useField } from "./action-form";
import { describedBy, Fault } from "./field";

/**
 * Six drawn boxes under one real input, so that paste and "from Messages" work. No maxlength: it would cut off
 * a pasted "482 913". Never sends by itself.
 */
export function OtpField({
  label,
  hint,
  name = "code",
  begins = false,
  alone = false,
}: {
  label: string;
  hint?: React.ReactNode;
  name?: string;
  /** The one thing to do on its page: the focus begins here. A dialog sees to its own focus. */
  begins?: boolean;
  /** That what is wrong with it is said here and nowhere else: see `ActionForm`. */
  alone?: boolean;
}) {
  const { fault, answer } = useField(name);
  const input = useRef<HTMLInputElement>(null);
  const [digits, setDigits] = useState("");
  useEffect(() => {
    if (begins) input.current?.focus();
  }, [begins]);
  useEffect(() => {
    // After each refusal of the code: the value stays and is selected, so that typing on replaces it.
    if (!answer || !fault) return;
    const timer = setTimeout(() => {
      input.current?.focus();
      input.current?.select();
      // In a dialog on a phone: what one can do about it stands below, and comes in sight as well.
      if (alone) input.current?.scrollIntoView({ block: "center" });
    });
    return () => clearTimeout(timer);
  }, [answer, fault, alone]);
  return (
    <div>
      <label htmlFor={name} className="mb-1.5 block font-[620]">
        {label}
      </label>
      {hint && (
        <p id={`${name}-hint`} className="mb-3 text-ink-2 text-sm">
          {hint}
        </p>
      )}
      <div className="otp" data-error={fault ? true : undefined}>
        {[0, 1, 2].map((place) => (
          <Box key={place} digit={digits[place]} on={place === digits.length} />
        ))}
        <span className="gap" aria-hidden="true">
          –
        </span>
        {[3, 4, 5].map((place) => (
          <Box key={place} digit={digits[place]} on={place === digits.length} />
        ))}
        <input
          ref={input}
          id={name}
          name={name}
          value={digits}
          onChange={(event) => setDigits(event.target.value.normalize("NFKC").replace(/\D/g, "").slice(0, 6))}
          inputMode="numeric"
          autoComplete="one-time-code"
          aria-invalid={fault ? true : undefined}
          aria-describedby={describedBy(name, hint, fault)}
        />
      </div>
      {fault && (
        <Fault name={name} className="mt-3 mb-0" role={alone ? "alert" : undefined}>
          {fault}
        </Fault>
      )}
    </div>
  );
}

function Box({ digit, on }: { digit: string | undefined; on: boolean }) {
  return (
    <span aria-hidden="true" className={on ? "on" : undefined}>
      {digit}
    </span>
  );
}
