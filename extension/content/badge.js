// A badge beside a price: what it is worth, why, and a button that captures it. It lives in a shadow tree of its own,
// so that neither the page's style nor ours leaks.

/** Nothing answered, the sample is shown, or the disk is full: the capture waits in the browser. */
const SENT_LATER = [0, 409, 503];

const STYLE = `
  :host { all: initial; display: inline-block; margin: 0 .3em; font: 12px/1.4 system-ui, sans-serif; }
  .badge { display: inline-flex; gap: .4em; align-items: center; padding: .1em .5em; border-radius: 1em; color: #fff;
    background: #57606a; }
  .bet { background: #11632c; } .lean { background: #6b4a00; } .pass { background: #57606a; } .failed { background: #a1161c; }
  button { font: inherit; color: inherit; background: transparent; border: 1px solid; border-radius: 1em; padding: 0 .5em;
    cursor: pointer; }
  button:disabled { cursor: default; opacity: .8; }
  button:focus-visible { outline: 2px solid #f59e5b; }
`;

const ask = (message) => chrome.runtime.sendMessage(message);
const percent = (value) => `${value > 0 ? "+" : ""}${(100 * value).toFixed(1)} %`;

/** Puts a badge after `found.element`; `found.bet` is what the API scores, `found.raw` what the page said. */
export async function badge({ element, bet, raw }) {
  const host = document.createElement("pikkit-badge");
  const tree = host.attachShadow({ mode: "open" });
  const body = make("span", "badge", "…");
  body.setAttribute("role", "status");
  tree.append(make("style", "", STYLE), body);
  element.after(host);
  const { answer, error } = await ask({ kind: "score", bet });
  host.dataset.state = error ? "failed" : "scored";
  if (error) return show(body, "failed", "not scored", error);
  const why = [...answer.reasons, ...answer.warnings].map((said) => said.replace(/\.?$/, ".")).join(" ");
  show(body, answer.verdict, `${answer.verdict} ${percent(answer.ev)}`, why);
  body.append(captureButton(host, bet, raw));
}

function captureButton(host, bet, raw) {
  const button = make("button", "", "Capture");
  button.type = "button";
  button.addEventListener("click", async () => {
    button.disabled = true;
    const capture = { ...bet, raw, client_key: await clientKey(bet, raw) };
    const { error, status } = await ask({ kind: "capture", capture });
    host.dataset.state = error ? (SENT_LATER.includes(status) ? "kept" : "refused") : "captured";
    button.textContent = { captured: "Captured", kept: "Kept, sent later", refused: "Refused" }[host.dataset.state];
    button.title = error ?? "";
    button.disabled = host.dataset.state !== "refused";
  });
  return button;
}

function show(body, kind, text, why) {
  body.className = `badge ${kind}`;
  body.replaceChildren(make("span", "", text));
  body.title = why;
  body.setAttribute("aria-label", why ? `${text}: ${why}` : text);
}

function make(name, style, text) {
  const made = document.createElement(name);
  if (style) made.className = style;
  made.textContent = text;
  return made;
}

/** The same price of the same selection on the same day is one capture, however often it is clicked. */
async function clientKey(bet, raw) {
  const said = JSON.stringify([new Date().toISOString().slice(0, 10), location.origin, raw, bet]);
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(said)));
  return Array.from(bytes.slice(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
