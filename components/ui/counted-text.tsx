"use client";

import { type ComponentProps, useState } from "react";
import { useField } from "./action-form";
import { TextArea } from "./field";

/** Some lines of text, with what is left of the room for them. Nothing is cut off: too much is said in words. */
export function CountedText({
  most,
  left,
  locale,
  ...rest
}: Omit<ComponentProps<typeof TextArea>, "below"> & {
  most: number;
  /** Such as "U kunt nog {count} tekens gebruiken". */
  left: string;
  /** How this language writes numbers. */
  locale: string;
}) {
  const { value } = useField(rest.name);
  const [length, setLength] = useState(value?.length ?? 0);
  return (
    <TextArea
      {...rest}
      onChange={(event) => setLength(event.target.value.length)}
      below={
        <p className="mt-1.5 text-ink-2 text-sm">
          {left.replace("{count}", (most - length).toLocaleString(locale))}
        </p>
      }
    />
  );
}
