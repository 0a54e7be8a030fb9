/** Present from the first paint, or screen readers do not listen to them; filled by `announce`. */
export function LiveRegions() {
  return (
    <>
      <div id="status" role="status" className="sr-only" />
      <div id="alert" role="alert" className="sr-only" />
    </>
  );
}
