// The popup: whether Pikkit answers, what waits to be sent, and the settings.

import { call, settings } from "./api.js";
import { pending, sendPending } from "./pending.js";

const form = document.getElementById("settings");
const status = document.getElementById("status");

async function show() {
  const { address, key } = await settings();
  form.address.value = address;
  form.key.value = key;
  document.getElementById("dashboard").href = address;
  tell(...(await state()));
  await sendPending();
  const left = (await pending()).length;
  const waiting = document.getElementById("pending");
  waiting.hidden = left === 0;
  waiting.textContent = `${left} ${left === 1 ? "capture waits" : "captures wait"} to be sent.`;
}

async function state() {
  try {
    await call("GET", "/v1/opportunities?limit=1"); // asks for the key too, which /health does not
    return ["Connected.", "good"];
  } catch (error) {
    return [error.message, "bad"];
  }
}

function tell(sentence, kind) {
  status.textContent = sentence;
  status.className = kind;
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const address = form.address.value.trim().replace(/\/+$/, "");
  const origin = `${new URL(address).origin}/*`;
  const local = ["127.0.0.1", "localhost"].includes(new URL(address).hostname);
  if (!local && !(await chrome.permissions.request({ origins: [origin] }))) {
    tell("Without the permission to reach that address, nothing can be scored.", "bad");
    return;
  }
  await chrome.storage.local.set({ address, key: form.key.value.trim() });
  await show();
});

show();
