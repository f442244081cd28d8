// Scores of all prices of a page by one request; bets that the API refuses are told so, and the others scored.

import { call } from "./api.js";

const PLACE = /^bets\[(\d+)\]/;

/** An answer or an error for each bet, in order. */
export async function scoreAll(bets) {
  const answers = new Array(bets.length);
  let left = bets.map((_bet, at) => at);
  while (left.length) {
    try {
      const { scores } = await call("POST", "/v1/score/batch", { bets: left.map((at) => bets[at]) });
      left.forEach((at, place) => { answers[at] = { answer: scores[place] }; });
      return answers;
    } catch (error) {
      const wrong = refused(error);
      for (const [place, at] of left.entries()) {
        if (!wrong.size || wrong.has(place)) answers[at] = { error: wrong.get(place) ?? error.message, status: error.status };
      }
      left = wrong.size ? left.filter((_at, place) => !wrong.has(place)) : [];
    }
  }
  return answers;
}

/** What the API says of each bet it refuses, by its place in the request. */
function refused(error) {
  const wrong = new Map();
  for (const { field, message } of error.fields ?? []) {
    const place = PLACE.exec(field);
    if (place) wrong.set(Number(place[1]), `${field.slice(place[0].length + 1)} ${message}`.trim());
  }
  return wrong;
}
