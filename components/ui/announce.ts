/** Says something to those who do not see it, through the live regions that the shell puts on every page. */
export function announce(text: string, urgent = false): void {
  const region = document.getElementById(urgent ? "alert" : "status");
  if (!region) return;
  region.textContent = "";
  // A region that gets the same text again would stay silent.
  setTimeout(() => {
    region.textContent = text;
  }, 50);
}
