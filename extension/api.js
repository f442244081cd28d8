// The Pikkit API, as the service worker and our own pages call it. Content scripts never do: a page must not see the key.

export const DEFAULTS = { address: "http://127.0.0.1:8000", key: "", bettor: "" };
const ANSWER_MS = 10_000;
const NO_KEY = "Pikkit asks for a key here: `pikkit keys create` makes one (of the sample with --sample), to be entered in the settings.";

export async function settings() {
  return { ...DEFAULTS, ...(await chrome.storage.local.get(Object.keys(DEFAULTS))) };
}

/** Calls the API; throws an Error whose message is a sentence. `status` is 0 when nothing answered. */
export async function call(method, path, body) {
  const { address, key, bettor } = await settings();
  let response;
  try {
    response = await fetch(address.replace(/\/+$/, "") + path, {
      method,
      headers: {
        ...(body ? { "Content-Type": "application/json" } : {}),
        ...(key ? { Authorization: `Bearer ${key}` } : {}),
        ...(bettor ? { "X-Pikkit-Bettor": bettor } : {}),
      },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
  } catch (error) {
    const late = `${address} did not answer within ${ANSWER_MS / 1000} seconds.`;
    const said = error.name === "TimeoutError" ? late : `Nothing answers at ${address}. Is Pikkit running?`;
    throw Object.assign(new Error(said), { status: 0 });
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) {
    const { message, fields = [] } = answer.error ?? {};
    const said = response.status === 401 && !key ? NO_KEY : (message ?? `The API answered with status ${response.status}.`);
    throw Object.assign(new Error(said), { status: response.status, fields });
  }
  return answer;
}
