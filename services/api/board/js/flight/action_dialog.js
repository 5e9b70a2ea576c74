// The dialog of an action: what will be said, a second look before it is sent, then what became of it.

import { inWords } from "../problem.js";
import { byId, element } from "../ui/dom.js";
import { follow } from "./follow.js";

/** @typedef {import("./commands").Command} Command */
/**
 * @typedef {object} Action
 * @property {string} title
 * @property {string} verb on the button that sends it
 * @property {boolean} grave many people are told, and it cannot be unsaid
 * @property {Node[]} fields
 * @property {string} consequence
 * @property {(fields: Record<string, string>) => Command} command
 * @property {(location: string) => Promise<any>} look
 * @property {(answer: any) => boolean} isDone
 * @property {(answer: any) => string} outcome
 */

export class ActionDialog {
  #api;
  #onDone;
  #dialog = /** @type {HTMLDialogElement} */ (byId("action"));
  #form = /** @type {HTMLFormElement} */ (byId("action-form"));
  #progress = byId("action-progress");
  #send = /** @type {HTMLButtonElement} */ (byId("action-send"));
  /** @type {Action | null} */
  #action = null;
  /** One key for one decision: sent again after an error it cannot take effect twice. */
  #key = "";
  #sent = "";

  /**
   * @param {import("../api").Api} api
   * @param {() => void} onDone
   */
  constructor(api, onDone) {
    this.#api = api;
    this.#onDone = onDone;
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.#action) void this.#submit(this.#action);
    });
    byId("action-close").addEventListener("click", () => this.#dialog.close());
  }

  /** @param {Action} action */
  open(action) {
    this.#action = action;
    this.#key = crypto.randomUUID();
    this.#sent = "";
    byId("action-title").textContent = action.title;
    byId("action-fields").replaceChildren(...action.fields);
    byId("action-consequence").textContent = action.consequence;
    this.#progress.replaceChildren();
    this.#send.textContent = action.verb;
    this.#send.classList.toggle("grave", action.grave);
    this.#send.hidden = false;
    this.#lock(false);
    byId("action-close").textContent = "Do nothing";
    this.#dialog.showModal();
  }

  /** @param {Action} action */
  async #submit(action) {
    const command = action.command(this.#fields());
    // Another body is another decision, and the API would refuse it under the same key.
    const said = JSON.stringify({ ...Object(command.body), occurredAt: null });
    if (this.#sent && this.#sent !== said) this.#key = crypto.randomUUID();
    this.#sent = said;
    this.#lock(true);
    this.#progress.replaceChildren(step("Sending", "now"));
    try {
      const { location } = await this.#api.command(command.path, command.body, this.#key);
      this.#progress.replaceChildren(step("Accepted: it is in the log and cannot be lost", "done"), step("Waiting for it to be applied", "now"));
      this.#send.hidden = true;
      byId("action-close").textContent = "Close";
      const answer = await follow(() => action.look(location), action.isDone);
      this.#progress.lastElementChild?.replaceWith(answer === null
        ? step("Not applied within a minute. It may still be; the history of the flight will show it.", "late")
        : step(action.outcome(answer), "done"));
      this.#onDone();
    } catch (error) {
      this.#refused(error);
    }
  }

  /** @param {unknown} error */
  #refused(error) {
    const { title, detail, expected, correlationId } = inWords(error);
    this.#lock(false);
    this.#send.textContent = "Try again";
    this.#progress.replaceChildren(
      element("li", { class: "problem", role: "alert" },
        element("strong", {}, title), detail && ` ${detail}`,
        expected && element("span", { class: "quiet" }, ` Right would be: ${expected}.`),
        correlationId && element("code", {}, ` ${correlationId}`)),
    );
  }

  #fields() {
    const entries = [...new FormData(this.#form)].map(([name, value]) => [name, String(value).trim()]);
    return Object.fromEntries(entries);
  }

  /** @param {boolean} locked */
  #lock(locked) {
    /** @type {HTMLFieldSetElement} */ (byId("action-fields")).disabled = locked;
    this.#send.disabled = locked;
  }
}

/**
 * @param {string} text
 * @param {string} state
 */
function step(text, state) {
  return element("li", { "data-step": state }, text);
}
