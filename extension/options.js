// The page of settings: where Pikkit answers and whose bets it is asked about, which sites are read, what was captured.

import { call } from "./api.js";
import { settings, showStatus } from "./connection.js";
import { pending } from "./pending.js";
import { leave, scopeOf, sites } from "./sites.js";

const form = document.getElementById("settings");
const status = document.getElementById("status");
const SHOWN = 50;

async function show() {
  const known = await settings();
  for (const [name, value] of Object.entries(known)) form[name].value = value;
  const me = await showStatus(status);
  const options = (me?.bettors ?? []).map((bettor) => Object.assign(document.createElement("option"), { value: bettor }));
  document.getElementById("bettors").replaceChildren(...options);
  await Promise.all([showSites(), showCaptures(me)]);
}

async function showSites() {
  const rows = (await sites()).map((origin) => {
    const row = document.createElement("li");
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Stop reading" });
    button.setAttribute("aria-label", `Stop reading ${origin}`);
    button.addEventListener("click", async () => { await leave(origin); await showSites(); });
    row.append(`${origin} `, button);
    return row;
  });
  const none = Object.assign(document.createElement("li"), { textContent: "None: open a sportsbook's page and switch it on in the popup." });
  document.getElementById("sites").replaceChildren(...(rows.length ? rows : [none]));
}

async function showCaptures(me) {
  const sent = me ? (await call("GET", `/v1/opportunities?limit=${SHOWN}`).catch(() => ({ opportunities: [] }))).opportunities : [];
  const rows = [
    ...(await pending()).map((one) => ["not sent yet", one.sportsbook, one.raw ?? one.selection ?? "", String(one.odds), "", "waits"]),
    ...sent.map((one) => [
      new Date(one.captured_at).toLocaleString(), one.sportsbook, one.raw || one.subject || "",
      pikkit.priceWritten(one.odds, me.odds_format), worth(one), one.status,
    ]),
  ];
  document.getElementById("none").hidden = rows.length > 0;
  const table = document.getElementById("captures");
  table.hidden = rows.length === 0;
  table.tBodies[0].replaceChildren(...rows.map(line));
}

/** What a capture was worth, where something judged it: a price alone is no judgement. */
function worth({ ev, model_version: model }) {
  if (ev === null || ev === undefined) return "";
  return model === "price-only" && !ev ? "price only" : (100 * ev).toFixed(1).replace("-", "\u2212");
}

function line(cells) {
  const row = document.createElement("tr");
  cells.forEach((text, at) => { row.insertCell().textContent = text; if (at === 3 || at === 4) row.cells[at].className = "number"; });
  return row;
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const url = read(form.address.value.trim());
  if (!url) return tell("That is no address; one looks like 192.168.1.20:8000 or https://pikkit.example.org.");
  const address = url.href.replace(/\/+$/, "");
  const local = ["127.0.0.1", "localhost"].includes(url.hostname);
  if (!local && !(await chrome.permissions.request({ origins: [scopeOf(url)] }))) {
    return tell("Without the permission to reach that address, nothing can be scored.");
  }
  await chrome.storage.local.set({ address, key: form.key.value.trim(), bettor: form.bettor.value.trim() });
  await show();
});

/** An address as a URL, http where it names no scheme; null if it is none. */
function read(said) {
  const whole = /^[a-z]+:\/\//i.test(said) ? said : `http://${said}`;
  const url = !/\s/.test(said) && URL.canParse(whole) ? new URL(whole) : null;
  return url && ["http:", "https:"].includes(url.protocol) && !url.username ? url : null;
}

function tell(sentence) {
  status.textContent = sentence;
  status.className = "bad";
}

await show();
