/** Starts nothing. Without this file Next finds the portal's own, further up, and its worker with it. */
export function register(): void {}
