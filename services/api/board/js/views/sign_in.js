// The page for who has no token that counts: a way to the issuer, or a field for a token.

import { byId, setText } from "../ui/dom.js";

/**
 * @param {import("../signin/session").Session} session
 * @param {string | null} problem why it is shown, where there is more to say than "sign in"
 */
export function showSignIn(session, problem) {
  byId("board-view").hidden = true;
  byId("flight-view").hidden = true;
  byId("sign-in-view").hidden = false;
  byId("sign-in-problem").hidden = problem === null;
  setText(byId("sign-in-problem"), problem ?? "");
  byId("sign-in-flow").hidden = !session.hasFlow;
  byId("sign-in-paste").hidden = session.hasFlow;
  byId("sign-in-button").addEventListener("click", () => void session.signIn());
  byId("sign-in-paste").addEventListener("submit", (event) => {
    event.preventDefault();
    const token = /** @type {HTMLTextAreaElement} */ (byId("token")).value;
    if (token.trim() === "") return;
    session.paste(token);
    location.reload();
  });
  document.body.dataset.link = "signed-out";
  setText(byId("link"), "Signed out");
}
