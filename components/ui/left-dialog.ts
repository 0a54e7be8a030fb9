const place = "dialog:left";
const here = () => window.location.pathname + window.location.search;

/** Notes that a dialog is being left for the page under it, which is loaded anew. */
export function noteLeaving(to: string): void {
  try {
    window.sessionStorage.setItem(place, JSON.stringify({ to, from: here() }));
  } catch {
    // No storage in this browser: then the page begins at its heading.
  }
}

/**
 * What opened the dialog that was left for this page: the link that leads to it, or the button that is marked with
 * `data-opens-dialog`. Once, and null on any other page.
 */
export function openerOfLeft(): HTMLElement | null {
  try {
    const left = JSON.parse(window.sessionStorage.getItem(place) ?? "null");
    window.sessionStorage.removeItem(place);
    if (left?.to !== here()) return null;
    const links = [...document.querySelectorAll<HTMLAnchorElement>("main a[href]")];
    return (
      links.find(({ pathname, search }) => pathname + search === left.from) ??
      document.querySelector<HTMLElement>("main [data-opens-dialog]")
    );
  } catch {
    return null;
  }
}
