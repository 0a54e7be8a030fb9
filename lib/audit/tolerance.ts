/** How far the clocks of the portal and of a time stamp service may lie apart, in milliseconds. */
export const clockTolerance = 5 * 60_000;
