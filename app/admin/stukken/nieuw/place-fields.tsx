"use client";

import { useEffect, useRef, useState } from "react";
import { useField } from "@/components/ui/action-form";
import { Fault, inputLook } from "@/components/ui/field";
import type { Place } from "@/lib/pades/shapes";
import { type PickerWords, PlacePicker } from "./place-picker";
import { fieldOf, type PageSize, parsed, type Spot, written } from "./places";

export type PlaceWords = PickerWords & Record<"fieldsText" | "fieldFor" | "onPage", string>;

type Props = {
  url: string;
  pdf: { pages: PageSize[]; fields: { name: string; place: Place }[] };
  spots: Spot[];
  words: PlaceWords;
};

/**
 * Where each signs, as far as that is chosen: in which field of the PDF, or at which place on a page. It looks at the
 * form for who signs and how; without script the fields are taken in the order of who signs.
 */
export function PlaceFields({ url, pdf, spots, words }: Props) {
  const root = useRef<HTMLDivElement>(null);
  const { answer } = useField("plaats");
  const kept = answer && !answer.ok ? answer.values : undefined;
  const [where, setWhere] = useState(kept?.plaats ?? "");
  const [chosen, setChosen] = useState<string[]>((kept?.ondertekenaar ?? "").split("\n"));
  const [places, setPlaces] = useState(
    () => new Map(spots.map((spot) => [fieldOf(spot), parsed(kept?.[fieldOf(spot)])])),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each answer the form stands as it was left
  useEffect(() => {
    const form = root.current?.closest("form");
    if (!form) return;
    const look = () => {
      const ticked = (name: string) =>
        [...form.querySelectorAll<HTMLInputElement>(`[name=${name}]:checked`)].map(({ value }) => value);
      setWhere(ticked("plaats")[0] ?? "");
      setChosen(ticked("ondertekenaar"));
    };
    look();
    form.addEventListener("change", look);
    return () => form.removeEventListener("change", look);
  }, [answer]);
  const asked = spots.filter(({ value }) => chosen.includes(value));
  const set = (spot: Spot, place: Place) => setPlaces((before) => new Map(before).set(fieldOf(spot), place));
  return (
    <div ref={root} className="space-y-3 empty:hidden">
      {where === "velden" && <FieldChoices {...{ asked, fields: pdf.fields, places, set, words }} />}
      {where === "klik" && (
        <>
          {asked.map((spot) => {
            const place = places.get(fieldOf(spot));
            const name = fieldOf(spot);
            return <input key={name} type="hidden" name={name} value={place ? written(place) : ""} />;
          })}
          <PlacePicker {...{ url, pages: pdf.pages, asked, places, set, words }} />
        </>
      )}
    </div>
  );
}

/** Which of the fields that the PDF has is whose: in order, unless it is chosen otherwise. */
function FieldChoices({
  asked,
  fields,
  places,
  set,
  words,
}: {
  asked: Spot[];
  fields: Props["pdf"]["fields"];
  places: Map<string, Place | null>;
  set: (spot: Spot, place: Place) => void;
  words: PlaceWords;
}) {
  const texts = fields.map(({ place }) => written(place));
  return (
    <>
      <p className="text-ink-2 text-sm">{words.fieldsText}</p>
      {asked.map((spot, index) => {
        const name = fieldOf(spot);
        const place = places.get(name);
        const own = place ? written(place) : "";
        const value = texts.includes(own) ? own : (texts[index] ?? "");
        return (
          <div key={name}>
            <input type="hidden" name={name} value={value} />
            <label htmlFor={name} className="mb-1 block font-[620] text-sm">
              {words.fieldFor.replace("{name}", spot.label)}
            </label>
            <FaultOf name={name} />
            <select
              id={name}
              key={value}
              defaultValue={value}
              onChange={(event) => {
                const next = parsed(event.target.value);
                if (next) set(spot, next);
              }}
              className={inputLook}
            >
              {value === "" && <option value="">–</option>}
              {fields.map((field) => (
                <option key={field.name} value={written(field.place)}>
                  {words.onPage.replace("{field}", field.name).replace("{page}", String(field.place.page))}
                </option>
              ))}
            </select>
          </div>
        );
      })}
    </>
  );
}

function FaultOf({ name }: { name: string }) {
  const { fault } = useField(name);
  return fault ? <Fault name={name}>{fault}</Fault> : null;
}
