// Messages as they leave, newest first; each can be asked why it was sent.

import { flightHash, whyHash } from "../state/route.js";
import { clockSeconds } from "../state/times.js";
import { KIND_WORDS, designatorOf, word } from "../state/words.js";
import { byId, element } from "../ui/dom.js";
import { glyph } from "../ui/glyphs.js";
import { showKeyed } from "./keyed.js";

/** @typedef {import("../contract").MessageRow} MessageRow */

const SHOWN = 40;

export class Messages {
  #list = byId("message-list");
  #empty = byId("message-empty");

  /** @param {MessageRow[]} rows newest first */
  show(rows) {
    this.#empty.hidden = rows.length > 0;
    showKeyed(this.#list, rows.slice(0, SHOWN), (row) => row.notificationId, make, () => {});
  }
}

/** @param {MessageRow} row nothing of a message changes once it was sent */
function make({ notificationId, flightKey, kind, channel, source, at }) {
  const designator = designatorOf(flightKey);
  const why = whyHash(notificationId, { page: "board", flightKey: null, notificationId: null });
  return element(
    "li",
    { class: "message" },
    element("time", { datetime: at, class: "numeric" }, clockSeconds(at)),
    glyph(channel),
    element("span", { class: "channel" }, channel),
    element("a", { href: flightHash(flightKey) }, designator),
    element("span", { class: "what", title: source ? `text: ${source}` : null }, word(KIND_WORDS, kind)),
    element("a", { href: why, class: "why", "aria-label": `Why was ${designator} told by ${channel}?` }, "why"),
  );
}
