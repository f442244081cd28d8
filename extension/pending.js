// Captures that no answer was had for: kept in the browser and sent again, under the same client key.

import { call } from "./api.js";

const PENDING = "pending";
let turn = Promise.resolve();

/** Runs one task at a time, so that two of them never write the list over each other. */
function inTurn(task) {
  const done = turn.then(task, task);
  turn = done.catch(() => {});
  return done;
}

export async function pending() {
  return (await chrome.storage.local.get(PENDING))[PENDING] ?? [];
}

export function remember(capture) {
  return inTurn(async () => {
    const others = (await pending()).filter((one) => one.client_key !== capture.client_key);
    await chrome.storage.local.set({ [PENDING]: [...others, capture] });
  });
}

function forget(key) {
  return inTurn(async () => {
    const left = (await pending()).filter((one) => one.client_key !== key);
    await chrome.storage.local.set({ [PENDING]: left });
  });
}

/** Sends a capture that is remembered already. Only an answer, or a refusal that will not change, makes us forget it. */
export async function send(capture) {
  try {
    const answer = await call("POST", "/v1/opportunities", capture);
    await forget(capture.client_key);
    return answer;
  } catch (error) {
    if ([400, 413].includes(error.status)) await forget(capture.client_key);
    throw error;
  }
}

/** Sends what is left, oldest first, until something does not answer. */
export async function sendPending() {
  for (const capture of await pending()) {
    try {
      await send(capture);
    } catch (error) {
      if (![400, 413].includes(error.status)) return;
    }
  }
}
