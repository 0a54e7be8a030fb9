"use client";

import { useField } from "@/components/ui/action-form";

/** The file that was chosen in the step before, with what stands in the way of signing it: a summary leads here. */
export function AttachmentFault({ name, label }: { name: string; label: string }) {
  const { fault } = useField("bijlage");
  return (
    <p
      id="bijlage"
      tabIndex={-1}
      className={fault ? "border-danger border-l-4 pl-4 outline-none" : "outline-none"}
      aria-describedby={fault ? "bijlage-fault" : undefined}
    >
      <span className="font-[620]">{label}:</span> <span className="break-all">{name}</span>
      {fault && (
        <span id="bijlage-fault" className="block font-[620] text-danger text-sm">
          {fault}
        </span>
      )}
    </p>
  );
}
