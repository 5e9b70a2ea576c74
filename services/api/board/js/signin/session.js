// The token of the moment. It lives as long as the tab (sessionStorage) and is renewed shortly before it ends, so
// that a board that is left open stays signed in.

import { begin, complete, renew } from "./oidc.js";

/** @typedef {import("./oidc").Tokens} Tokens */
/** @typedef {import("./oidc").Provider} Provider */

const KEPT = "flightpulse.tokens";
const AHEAD_MS = 60_000;

export class Session {
  /** @type {Provider | null} */
  #provider = null;
  /** @type {Tokens | null} */
  #tokens = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
  /** @type {Promise<void> | null} */
  #renewal = null;

  /** @param {import("../contract").SignIn | null} signIn null: the API asks for no token */
  use(signIn) {
    const flow = signIn?.authorizationEndpoint && signIn.tokenEndpoint && signIn.clientId;
    this.#provider = flow ? /** @type {Provider} */ (signIn) : null;
  }

  /** Whether there is a page of the issuer to sign in at; otherwise a token can be pasted. */
  get hasFlow() {
    return this.#provider !== null;
  }

  get signedIn() {
    return this.#tokens !== null;
  }

  /** Ends a sign-in that is coming back; throws SignInFailed. */
  async resume() {
    if (!this.#provider) return;
    const tokens = await complete(this.#provider);
    if (tokens) this.#keep(tokens);
  }

  /** Leaves the page for the issuer's. */
  async signIn() {
    if (this.#provider) await begin(this.#provider);
  }

  /** @param {string} token as `flightpulse token` prints it */
  paste(token) {
    this.#keep({ accessToken: token.trim().replace(/^Bearer\s+/i, ""), refreshToken: null, expiresAt: Number.MAX_SAFE_INTEGER });
  }

  forget() {
    this.#tokens = null;
    sessionStorage.removeItem(KEPT);
  }

  /** @returns {Promise<string | null>} */
  async token() {
    const { refreshToken, expiresAt } = this.#tokens ?? { refreshToken: null, expiresAt: 0 };
    if (this.#provider && refreshToken && Date.now() > expiresAt - AHEAD_MS) {
      this.#renewal ??= this.#renew(this.#provider, refreshToken);
      await this.#renewal;
    }
    return this.#tokens?.accessToken ?? null;
  }

  /**
   * One renewal for all who wait: an issuer that rotates takes a refresh token only once.
   * @param {Provider} provider
   * @param {string} refreshToken
   */
  async #renew(provider, refreshToken) {
    try {
      this.#keep(await renew(provider, refreshToken));
    } catch {
      // The token that is there goes on until the API refuses it; then the viewer signs in again.
    } finally {
      this.#renewal = null;
    }
  }

  /** @param {Tokens} tokens */
  #keep(tokens) {
    this.#tokens = tokens;
    sessionStorage.setItem(KEPT, JSON.stringify(tokens));
  }
}
