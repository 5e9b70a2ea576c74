// Who was told what and when. The list has ids only; the masked address and the text are read one by one, as they
// come into sight, a few at a time.

import { clockSeconds } from "../state/times.js";
import { whyHash } from "../state/route.js";
import { KIND_WORDS, word } from "../state/words.js";
import { element } from "../ui/dom.js";
import { glyph } from "../ui/glyphs.js";

/** @typedef {import("../contract").NotificationLine} NotificationLine */
/** @typedef {import("../contract").Notification} Notification */

const AT_ONCE = 4;

export class ToldList {
  #api;
  #onResend;
  /** @type {Map<string, Promise<Notification>>} A message never changes once it was sent. */
  #read = new Map();
  /** @type {(() => Promise<void>)[]} */
  #queue = [];
  #running = 0;
  #sight;
  /** @type {WeakMap<Element, NotificationLine>} */
  #lines = new WeakMap();

  /**
   * @param {import("../api").Api} api
   * @param {(line: NotificationLine) => void} onResend
   */
  constructor(api, onResend) {
    this.#api = api;
    this.#onResend = onResend;
    this.#sight = new IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries) if (isIntersecting) this.#wanted(target);
    }, { rootMargin: "200px" });
  }

  /**
   * @param {NotificationLine[]} lines
   * @param {boolean} mayResend
   */
  list(lines, mayResend) {
    if (lines.length === 0) return element("p", { class: "quiet" }, "Nobody has been told anything about this flight.");
    return element("ol", { class: "told" }, ...[...lines].reverse().map((line) => this.#item(line, mayResend)));
  }

  /**
   * @param {NotificationLine} line
   * @param {boolean} mayResend
   */
  #item(line, mayResend) {
    const why = whyHash(line.notificationId, { page: "flight", flightKey: line.flightKey, notificationId: null });
    const kind = word(KIND_WORDS, line.kind);
    const item = element("li", {},
      element("time", { datetime: line.createdAt, class: "numeric" }, clockSeconds(line.createdAt)),
      element("div", {},
        element("p", {}, glyph(line.channel), element("span", { class: "channel" }, line.channel), " ",
          element("span", { class: "who" }, "…"), ` · ${kind} · no. ${line.n}`),
        element("p", { class: "quiet text" })),
      element("span", { class: "acts" },
        element("a", { href: why, "aria-label": `Why was message ${line.n} (${kind}, ${line.channel}) sent?` }, "why"),
        mayResend && element("button", { type: "button", class: "plain", "aria-label": `Send again: message ${line.n} by ${line.channel}`,
          onclick: () => this.#onResend(line) }, "send again")));
    this.#lines.set(item, line);
    this.#sight.observe(item);
    return item;
  }

  /** @param {Element} item */
  #wanted(item) {
    this.#sight.unobserve(item);
    const line = /** @type {NotificationLine} */ (this.#lines.get(item));
    this.#queue.push(async () => {
      const id = line.notificationId;
      const read = this.#read.get(id) ?? this.#api.get(`v1/notifications/${encodeURIComponent(id)}`);
      this.#read.set(id, read);
      const [who, text] = [item.querySelector(".who"), item.querySelector(".text")];
      try {
        const { contact, subject, body } = await read;
        who?.replaceChildren(contact);
        text?.replaceChildren(subject ?? body);
      } catch {
        this.#read.delete(id); // read again the next time; the reason is shown by "why"
        who?.replaceChildren("address not readable now");
      }
    });
    void this.#next();
  }

  async #next() {
    if (this.#running >= AT_ONCE) return;
    const task = this.#queue.shift();
    if (!task) return;
    this.#running += 1;
    await task();
    this.#running -= 1;
    void this.#next();
  }
}
