import { cookies } from "next/headers";
import { getTranslations } from "next-intl/server";
import { Button } from "@/components/ui/button";
import type { FormAnswer } from "@/lib/access/action";

const themes = [
  { value: "light", name: "themeLight" },
  { value: "dark", name: "themeDark" },
  { value: "auto", name: "themeAuto" },
] as const;

export async function ThemeChoice({
  choose,
}: {
  choose: (previous: FormAnswer, form: FormData) => Promise<FormAnswer>;
}) {
  const t = await getTranslations("shell");
  const chosen = (await cookies()).get("thema")?.value ?? "auto";
  const submit = choose.bind(null, null) as unknown as (form: FormData) => Promise<void>;
  return (
    <form action={submit} className="flex flex-wrap gap-3">
      {themes.map(({ value, name }) => (
        <Button
          key={value}
          type="submit"
          name="thema"
          value={value}
          size="small"
          variant={value === chosen ? "primary" : "secondary"}
          aria-pressed={value === chosen}
        >
          {t(name)}
        </Button>
      ))}
    </form>
  );
}
