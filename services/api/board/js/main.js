// The composition root: what the page is made of, and in which order it starts.

import { Api } from "./api.js";
import { Board } from "./board.js";
import { Feed } from "./feed/feed.js";
import { businessTime } from "./flight/commands.js";
import { FlightPage } from "./flight/flight_page.js";
import { ApiError } from "./problem.js";
import { SignInFailed } from "./signin/oidc.js";
import { Session } from "./signin/session.js";
import { Store } from "./state/store.js";
import { Announcer } from "./ui/announcer.js";
import { byId } from "./ui/dom.js";
import { installShortcuts } from "./ui/shortcuts.js";
import { installTheme } from "./ui/theme.js";
import { Drill } from "./views/drill.js";
import { installHelp } from "./views/help.js";
import { LinkState } from "./views/link_state.js";
import { Pages } from "./views/pages.js";
import { showSignIn } from "./views/sign_in.js";
import { WhyDialog } from "./views/why.js";

const WRITE = "ops:write";

installTheme(byId("theme"));
const openHelp = installHelp();
const announcer = new Announcer(byId("announcer"));
void start();

async function start() {
  const link = new LinkState((text) => announcer.say(text), () => Date.now());
  const session = new Session();
  const api = new Api(document.baseURI.split(/[?#]/)[0], () => session.token());
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await enter(api, session, link);
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return signInAgain(session);
      if (error instanceof SignInFailed) return showSignIn(session, error.message);
      if (error instanceof ApiError && error.isFinal) return link.set({ state: "refused", error, attempt });
      await link.wait(attempt, error);
    }
  }
}

/**
 * @param {Api} api
 * @param {Session} session
 * @param {LinkState} link
 */
async function enter(api, session, link) {
  /** @type {import("./contract").Config} */
  const config = await api.get("board/config.json");
  byId("simulated-list").textContent = config.simulated.join(" · ");
  byId("simulated").hidden = config.simulated.length === 0;
  session.use(config.signIn);
  await session.resume();
  if (config.signIn && !session.signedIn) return showSignIn(session, null);
  /** @type {import("./contract").Me} */
  const me = await api.get("v1/me");
  byId("who").textContent = me.scopes.includes(WRITE) ? me.subject : `${me.subject} (read only)`;
  await run(api, session, link, { clock: config.clock ?? "wall", write: me.scopes.includes(WRITE) });
}

/**
 * @param {Api} api
 * @param {Session} session
 * @param {LinkState} link
 * @param {{clock: "wall" | "event", write: boolean}} as
 */
async function run(api, session, link, { clock, write }) {
  const store = new Store();
  const board = new Board(store, () => api.now(), clock);
  const flight = new FlightPage(api, { write }, ({ asOf }) => businessTime(clock, api.now(), [asOf, store.asOf]));
  const why = new WhyDialog(api, () => pages.closeWhy());
  const pages = new Pages(board, flight, why, new Drill(store));
  store.listen((kind, row, before) => {
    if (kind === "flight") announcer.flight(row, before);
    if (kind === "flight") flight.changed(row.flightKey, row.version);
    if (kind === "message" || kind === "disruption") flight.changed(row.flightKey, 0);
  });
  installShortcuts({
    "/": () => pages.onBoard(() => board.focusSearch()),
    j: () => pages.onBoard(() => board.move(1)),
    k: () => pages.onBoard(() => board.move(-1)),
    p: () => board.pause(),
    t: () => byId("theme").click(),
    "?": openHelp,
    Escape: () => pages.back(),
  });
  forgetTries();
  pages.show();
  const feed = new Feed(api, store, (state) => link.set(state));
  link.onRetry(() => feed.retry());
  addEventListener("online", () => feed.retry());
  const refused = await feed.run(new URLSearchParams(location.search).get("date"));
  if (refused?.status === 401) signInAgain(session);
}

/** It has begun: how often that was tried (early.js) is no part of its address. */
function forgetTries() {
  const query = new URLSearchParams(location.search);
  if (!query.has("try")) return;
  query.delete("try");
  history.replaceState(null, "", `${location.pathname}${query.size ? `?${query}` : ""}${location.hash}`);
}

/** @param {Session} session */
function signInAgain(session) {
  session.forget();
  showSignIn(session, "The token is not valid, or has expired.");
}
