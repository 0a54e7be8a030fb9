"use client";

import { announce } from "@/components/ui/announce";
import { Button } from "@/components/ui/button";

type Preset = "accountantFirst" | "clientFirst" | "together";

/** In which step each side signs. */
const orders: Record<Preset, Record<"client" | "accountant", string>> = {
  accountantFirst: { accountant: "1", client: "2" },
  clientFirst: { client: "1", accountant: "2" },
  together: { client: "1", accountant: "1" },
};

/** The usual orders: they fill in the step of everybody, and tick the accountant who is at it when no other is. */
export function Presets({ label, words }: { label: string; words: Record<Preset | "done", string> }) {
  const set = (preset: Preset, form: HTMLFormElement | null) => {
    if (!form) return;
    const order = orders[preset];
    const rows = [...form.querySelectorAll<HTMLElement>("[data-party]")];
    const boxOf = (row: HTMLElement) => row.querySelector<HTMLInputElement>("[name=ondertekenaar]");
    const firm = rows.filter(({ dataset }) => dataset.party === "accountant");
    if (preset !== "together" && !firm.some((row) => boxOf(row)?.checked)) {
      const box = boxOf(firm.find(({ dataset }) => dataset.self) ?? firm[0] ?? form);
      if (box?.value.startsWith("accountant:")) box.click();
    }
    for (const row of rows) {
      const step = row.querySelector("select");
      if (step) step.value = order[row.dataset.party === "accountant" ? "accountant" : "client"];
    }
    announce(words.done.replace("{order}", words[preset]));
  };
  return (
    <fieldset className="noscript:hidden">
      <legend className="mb-1 text-ink-2 text-sm">{label}</legend>
      <div className="flex flex-wrap gap-2">
        {(Object.keys(orders) as Preset[]).map((preset) => (
          <Button
            key={preset}
            variant="secondary"
            size="small"
            onClick={({ currentTarget }) => set(preset, currentTarget.form)}
          >
            {words[preset]}
          </Button>
        ))}
      </div>
    </fieldset>
  );
}
