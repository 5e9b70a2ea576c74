// "Why was this sent?": the message, what it rests on, and what this contact knew before.

import { inWords } from "../problem.js";
import { clockSeconds } from "../state/times.js";
import { ASPECT_WORDS, KIND_WORDS, designatorOf, eventWords, word } from "../state/words.js";
import { byId, element } from "../ui/dom.js";
import { glyph } from "../ui/glyphs.js";

/** @typedef {import("../contract").Notification} Notification */

/** services/core/telling/rule.py has the rules. */
const RULES = /** @type {Record<string, string>} */ ({
  "telling.differs-from-told": "What is announced differs from what this contact was last told.",
  "telling.first-off-baseline": "This contact was never told anything, and the flight is no longer as booked.",
  "telling.resend-asked": "Somebody asked to have it sent again.",
});
const SOURCES = /** @type {Record<string, string>} */ ({
  template: "from a template", model: "worded by the model, and checked", cached: "worded by the model before, and checked",
  repaired: "worded by the model, repaired, and checked",
});

export class WhyDialog {
  #dialog = /** @type {HTMLDialogElement} */ (byId("why"));
  #body = byId("why-body");
  #api;
  #shown = "";

  /**
   * @param {import("../api").Api} api
   * @param {() => void} onClose
   */
  constructor(api, onClose) {
    this.#api = api;
    this.#dialog.addEventListener("close", onClose);
  }

  /** @param {string | null} notificationId null: none */
  async show(notificationId) {
    if (notificationId === null) {
      this.#shown = "";
      this.#dialog.close();
      return;
    }
    if (notificationId === this.#shown) return;
    this.#shown = notificationId;
    this.#body.replaceChildren(element("p", { class: "quiet" }, "Looking it up…"));
    if (!this.#dialog.open) this.#dialog.showModal();
    const content = await this.#content(notificationId);
    if (this.#shown === notificationId) this.#body.replaceChildren(...content);
  }

  /** @param {string} id */
  async #content(id) {
    try {
      return reasons(await this.#api.get(`v1/notifications/${encodeURIComponent(id)}`));
    } catch (error) {
      const { title, detail } = inWords(error);
      return [element("p", { class: "problem" }, title), element("p", { class: "quiet" }, detail)];
    }
  }
}

/** @param {Notification} told */
function reasons(told) {
  const { why, text } = told;
  const row = (/** @type {string} */ name, /** @type {(Node | string | null)[]} */ ...value) =>
    element("div", {}, element("dt", {}, name), element("dd", {}, ...value));
  const made = SOURCES[text.source] ?? text.source;
  return [
    element("div", { class: "letter" },
      element("p", { class: "letter-head" }, glyph(told.channel), `${told.channel} to ${told.contact}`,
        element("time", { datetime: told.createdAt, class: "numeric" }, `${clockSeconds(told.createdAt)} UTC`)),
      told.subject && element("p", { class: "letter-subject" }, told.subject),
      element("p", { class: "letter-body", lang: told.locale }, told.body)),
    element("dl", { class: "facts" },
      row("Flight", `${designatorOf(told.flightKey)}, message ${told.n} to this contact about it`),
      row("Because", RULES[why.ruleId] ?? why.ruleId),
      row("It states", why.aspects.map((name) => word(ASPECT_WORDS, name)).join(", "), ` (${word(KIND_WORDS, told.kind)})`),
      row("Told before", why.toldBefore ? factList(why.toldBefore) : "nothing"),
      row("Text", text.modelId ? `${made}, ${text.modelId}` : made),
      row("Rests on", `version ${why.stateVersion} of the flight`)),
    element("details", {}, element("summary", {}, "All facts and ids"),
      factList(why.facts),
      element("dl", { class: "facts ids" },
        row("Event", why.eventId), row("Correlation", told.correlationId), row("Facts, SHA-256", why.factsHash),
        row("Text, SHA-256", text.hash), row("Rules", why.rulesVersion), row("Notification", told.notificationId))),
  ];
}

/**
 * Facts of any shape, one under the other.
 * @param {Record<string, unknown>} facts
 * @returns {HTMLElement}
 */
export function factList(facts) {
  const known = Object.entries(facts).filter(([, value]) => value !== null && value !== undefined);
  return element("ul", { class: "fact-list" }, ...known.map(([name, value]) =>
    element("li", {}, element("span", { class: "fact-name" }, eventWords(word(ASPECT_WORDS, name))), " ", factValue(value))));
}

/**
 * @param {unknown} value
 * @returns {Node | string}
 */
function factValue(value) {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return factList(/** @type {Record<string, unknown>} */ (value));
  }
  if (Array.isArray(value)) return value.join(", ");
  if (typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value)) return `${value.slice(5, 16).replace("T", " ")} UTC`;
  return String(value);
}
