type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
type Kept = { name: string; value: string; checked?: boolean };

/** Under the person's id: in the same tab somebody else may sign in next. */
const placeOf = (who: string) => `typed:${who}:${window.location.pathname}${window.location.search}`;

/** Keeps what was typed into this page's forms in this tab, while one signs in again. Never a password or a code. */
export function keepTyped(who: string): void {
  const kept: Kept[] = fields()
    .filter(wasChanged)
    .map((field) => ({
      name: field.name,
      value: field.value,
      ...(isMark(field) ? { checked: field.checked } : {}),
    }));
  try {
    if (kept.length > 0) window.sessionStorage.setItem(placeOf(who), JSON.stringify(kept));
  } catch {
    // No room, or no storage in this browser: then there is nothing to give back.
  }
}

/** Gives it back, once. */
export function giveBackTyped(who: string): void {
  try {
    const kept = JSON.parse(window.sessionStorage.getItem(placeOf(who)) ?? "[]") as Kept[];
    window.sessionStorage.removeItem(placeOf(who));
    for (const { name, value, checked } of kept) {
      const same = fields().filter((field) => field.name === name);
      const field = checked === undefined ? same[0] : same.find((one) => one.value === value);
      if (field && isMark(field) && checked !== undefined) field.checked = checked;
      else if (field) field.value = value;
    }
  } catch {
    // What cannot be read is not given back.
  }
}

const secret = /wachtwoord|code|token/i;
const other = ["password", "hidden", "file", "submit", "button", "reset"];

function fields(): Field[] {
  const all = document.querySelectorAll<Field>("form input, form select, form textarea");
  return [...all].filter(({ name, type }) => name && !secret.test(name) && !other.includes(type));
}

function isMark(field: Field): field is HTMLInputElement {
  return field.type === "checkbox" || field.type === "radio";
}

function wasChanged(field: Field): boolean {
  if (isMark(field)) return field.checked !== field.defaultChecked;
  if ("options" in field) return [...field.options].some((one) => one.selected !== one.defaultSelected);
  return field.value !== field.defaultValue;
}
