export const DAY_MS = 86_400_000;
/** Markets that never close: every day counts. */
export const DAYS_PER_YEAR = 365;
export const YEAR_MS = DAYS_PER_YEAR * DAY_MS;
