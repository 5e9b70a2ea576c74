// The authorization code flow with PKCE, without a library: two addresses, three secrets, one exchange.

import { challengeOf, randomText, wrongWith } from "./pkce.js";

/** @typedef {{issuer: string, authorizationEndpoint: string, tokenEndpoint: string, clientId: string, scopes: string[]}} Provider */
/** @typedef {{accessToken: string, refreshToken: string | null, expiresAt: number}} Tokens */

const STARTED = "flightpulse.sign-in";

export class SignInFailed extends Error {}

/** The address that the issuer sends the browser back to: the page's own, without query and fragment. */
function redirectUri() {
  return new URL(".", location.href).href;
}

/** @param {Provider} provider leaves the page */
export async function begin(provider) {
  const started = { verifier: randomText(), state: randomText(), nonce: randomText(), from: location.search + location.hash };
  sessionStorage.setItem(STARTED, JSON.stringify(started));
  const query = new URLSearchParams({
    response_type: "code",
    client_id: provider.clientId,
    redirect_uri: redirectUri(),
    scope: [...new Set(["openid", ...provider.scopes])].join(" "),
    state: started.state,
    nonce: started.nonce,
    code_challenge: await challengeOf(started.verifier),
    code_challenge_method: "S256",
  });
  location.assign(`${provider.authorizationEndpoint}?${query}`);
}

/**
 * Ends a sign-in where the issuer has just sent the browser back; the address is cleaned of its traces.
 * @param {Provider} provider
 * @returns {Promise<Tokens | null>} null: no sign-in is coming back
 */
export async function complete(provider) {
  const query = new URLSearchParams(location.search);
  const started = JSON.parse(sessionStorage.getItem(STARTED) ?? "null");
  if (!query.has("state") || !(query.has("code") || query.has("error"))) return null;
  sessionStorage.removeItem(STARTED);
  history.replaceState(null, "", redirectUri() + (started?.from ?? ""));
  if (!started || query.get("state") !== started.state) {
    throw new SignInFailed("The answer of the sign-in page belongs to no sign-in that was started here.");
  }
  if (query.has("error")) {
    throw new SignInFailed(query.get("error_description") ?? query.get("error") ?? "The sign-in was refused.");
  }
  const answer = await exchange(provider, {
    grant_type: "authorization_code",
    code: query.get("code") ?? "",
    redirect_uri: redirectUri(),
    code_verifier: started.verifier,
  });
  const wrong = wrongWith(answer.id_token ?? "", { ...provider, nonce: started.nonce }, Date.now());
  if (wrong) throw new SignInFailed(`The sign-in cannot be trusted: ${wrong}.`);
  return tokensOf(answer, null);
}

/**
 * @param {Provider} provider
 * @param {string} refreshToken
 */
export async function renew(provider, refreshToken) {
  return tokensOf(await exchange(provider, { grant_type: "refresh_token", refresh_token: refreshToken }), refreshToken);
}

/**
 * @param {Provider} provider
 * @param {Record<string, string>} form
 */
async function exchange({ tokenEndpoint, clientId }, form) {
  const body = new URLSearchParams({ client_id: clientId, ...form });
  const response = await fetch(tokenEndpoint, { method: "POST", body, credentials: "omit" });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new SignInFailed(`The issuer refused it: ${answer.error_description ?? answer.error ?? response.status}.`);
  return answer;
}

/**
 * @param {{access_token: string, refresh_token?: string, expires_in?: number}} answer
 * @param {string | null} refreshToken kept where the issuer sends no new one
 * @returns {Tokens}
 */
function tokensOf(answer, refreshToken) {
  return {
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token ?? refreshToken,
    expiresAt: Date.now() + (answer.expires_in ?? 3600) * 1000,
  };
}
