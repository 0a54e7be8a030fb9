import { useLocale, useTranslations } from "next-intl";
import { cn } from "@/components/ui/cn";
import type { FormAnswer } from "@/lib/access/action";

const languages = [
  { code: "nl", name: "NL, Nederlands" },
  { code: "en", name: "EN, English" },
] as const;

/** The language of the screens, at the top right of every page; works without script. */
export function LanguageSwitch({
  choose,
}: {
  choose: (previous: FormAnswer, form: FormData) => Promise<FormAnswer>;
}) {
  const current = useLocale();
  const t = useTranslations("shell");
  const submit = choose.bind(null, null) as unknown as (form: FormData) => Promise<void>;
  return (
    <form
      action={submit}
      aria-label={t("language")}
      className="inline-flex flex-none overflow-hidden rounded border-[1.5px] border-control"
    >
      {languages.map(({ code, name }) => (
        <button
          key={code}
          type="submit"
          name="taal"
          value={code}
          lang={code}
          aria-label={name}
          aria-pressed={current === code}
          className={cn(
            "min-h-10 min-w-11 font-[640] text-[0.875rem] focus-visible:-outline-offset-4",
            current === code ? "bg-sunken text-ink" : "text-ink-2 hover:bg-tint",
          )}
        >
          {code.toUpperCase()}
        </button>
      ))}
    </form>
  );
}
