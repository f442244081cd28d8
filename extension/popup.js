// The popup: whether Pikkit answers, what waits to be sent, and whether prices of this site are read.

import { settings, showStatus } from "./connection.js";
import { pending, sendPending } from "./pending.js";
import { follow, leave, scopeOf, sites, tell } from "./sites.js";

const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
const url = tab?.url?.startsWith("http") ? new URL(tab.url) : null;
const toggle = document.getElementById("follow");
const said = document.getElementById("site");

document.getElementById("dashboard").href = (await settings()).address;
document.getElementById("options").addEventListener("click", () => chrome.runtime.openOptionsPage());

toggle.addEventListener("change", async () => {
  const scope = scopeOf(url);
  const allowed = toggle.checked && (await chrome.permissions.request({ origins: [scope] }));
  await (allowed ? follow(scope) : leave(scope));
  await showSite();
});

async function showSite() {
  document.getElementById("site-form").hidden = !url;
  if (!url) {
    said.textContent = "This is no page of a site.";
    return;
  }
  document.getElementById("host").textContent = url.host;
  toggle.checked = (await sites()).includes(scopeOf(url));
  said.textContent = await reading();
}

/** What is read on this page. */
async function reading() {
  const manual = "Select a text with a price and choose «Score with Pikkit» from its menu, or press Alt+Shift+P.";
  if (!toggle.checked) return manual;
  const { book, prices } = (await tell(tab.id, 0, { kind: "knows" }).catch(() => null)) ?? {};
  return book ? `${book}: ${prices} ${prices === 1 ? "price" : "prices"} on this page.` : `No adapter knows this site. ${manual}`;
}

async function showPending() {
  await sendPending();
  const left = (await pending()).length;
  const waiting = document.getElementById("pending");
  waiting.hidden = left === 0;
  waiting.textContent = `${left} ${left === 1 ? "capture waits" : "captures wait"} to be sent.`;
}

await Promise.all([showStatus(document.getElementById("status")), showSite(), showPending()]);
