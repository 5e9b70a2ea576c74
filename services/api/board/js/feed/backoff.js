// How long to wait before the next try: longer each time, and never the same for everybody.

const FIRST_SECONDS = 1;
const LONGEST_SECONDS = 30;

/**
 * Seconds before try number `attempt` (1: the first after a failure). Half of it is certain and half is drawn,
 * so that a thousand boards do not come back in the same second after a restart.
 * @param {number} attempt
 * @param {number | null} retryAfter what the server asked for, seconds
 * @param {() => number} random
 */
export function waitSeconds(attempt, retryAfter = null, random = Math.random) {
  const longest = Math.min(LONGEST_SECONDS, FIRST_SECONDS * 2 ** (attempt - 1));
  return Math.max(retryAfter ?? 0, longest / 2 + (longest / 2) * random());
}
