// Time as the member has it: a browser's own clock may say anything.

/** For how long records are kept, in milliseconds; 0 for ever. */
const retention = Number(document.documentElement.dataset.retention) * 1000;
/** Records expire in steps, the same at all members. */
const STEPS = 64;
const SHORTEST_STEP = 1000;
/** Answers say their time in whole seconds, and take some to arrive. */
const NOTICEABLE = 2000;
let ahead = 0;

/** Takes note of what an answer's `Date` says. */
export function heard(date) {
  const measured = Date.parse(date) - Date.now();
  if (Math.abs(measured - ahead) > NOTICEABLE) {
    ahead = measured;
  }
}

/** In milliseconds since 1970. */
export function now() {
  return Date.now() + ahead;
}

/** What was said before this has expired. */
export function cutoff() {
  if (retention === 0) {
    return -Infinity;
  }
  const step = Math.max(SHORTEST_STEP, retention / STEPS);
  return Math.floor((now() - retention) / step) * step;
}

/** How long ago, in words. */
export function ago(time) {
  const seconds = Math.round((now() - time) / 1000);
  if (seconds < 0) {
    return `in ${-seconds} s`;
  }
  return seconds < 120 ? `${seconds} s ago`
    : seconds < 7200 ? `${Math.round(seconds / 60)} min ago`
      : seconds < 172_800 ? `${Math.round(seconds / 3600)} h ago` : new Date(time).toISOString().slice(0, 10);
}
