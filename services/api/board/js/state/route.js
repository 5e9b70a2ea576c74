// Where the viewer is. The fragment names the page, the query the filters: both make a link.

/** @typedef {{page: "board" | "flight" | "drill", flightKey: string | null, notificationId: string | null}} Route */

/**
 * @param {string} hash
 * @returns {Route}
 */
export function fromHash(hash) {
  const [, page, key, more, id] = hash.split("/").map(decode);
  if (page === "flights" && key) {
    return { page: "flight", flightKey: key, notificationId: more === "notifications" ? (id ?? null) : null };
  }
  if (page === "notifications" && key) return { page: "board", flightKey: null, notificationId: key };
  return { page: page === "drill" ? "drill" : "board", flightKey: null, notificationId: null };
}

/** @param {string} flightKey */
export function flightHash(flightKey) {
  return `#/flights/${encodeURIComponent(flightKey)}`;
}

/**
 * The page that a message's reasons lie over: the flight it is looked at from, or the board.
 * @param {string} notificationId
 * @param {Route} from
 */
export function whyHash(notificationId, from) {
  const id = encodeURIComponent(notificationId);
  return from.page === "flight" && from.flightKey
    ? `${flightHash(from.flightKey)}/notifications/${id}`
    : `#/notifications/${id}`;
}

/** @param {string} part */
function decode(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // a stray % that somebody typed
  }
}
