// Whether Pikkit answers, in a sentence: for the popup and the page of settings.

import { call, settings } from "./api.js";

/** The state of the connection, and what /v1/me says of the caller (null where it does not answer). */
export async function connection() {
  try {
    const me = await call("GET", "/v1/me");
    const whose = me.bettor === "*" ? "everybody" : me.bettor;
    return { me, sentence: `Connected. Scores for ${whose}${me.sample ? ", of the bundled sample" : ""}.`, kind: "good" };
  } catch (error) {
    return { me: null, sentence: error.message, kind: "bad" };
  }
}

export async function showStatus(element) {
  const { me, sentence, kind } = await connection();
  element.textContent = sentence;
  element.className = kind;
  return me;
}

export { settings };
