"use client";

import { useEffect, useRef, useState } from "react";
import { useField } from "./action-form";
import { describedBy } from "./field";

/**
 * Six drawn boxes under one real input, so that paste and "from Messages" work. No maxlength: it would cut off
 * a pasted "482 913". Never sends by itself.
 */
export function OtpField({
  label,
  hint,
  name = "code",
  begins = false,
}: {
  label: string;
  hint?: React.ReactNode;
  name?: string;
  /** The one thing to do on its page: the focus begins here. A dialog sees to its own focus. */
  begins?: boolean;
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
    });
    return () => clearTimeout(timer);
  }, [answer, fault]);
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
        <p id={`${name}-fault`} className="mt-2 font-[620] text-danger text-sm">
          {fault}
        </p>
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
