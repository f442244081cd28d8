// The service worker: scores and captures for the content scripts, and the menu entry for selected text.

import { call } from "./api.js";
import { remember, send, sendPending } from "./pending.js";

const handlers = {
  score: ({ bet }) => call("POST", "/v1/score", bet),
  capture: async ({ capture }) => {
    await remember(capture);
    return send(capture);
  },
};

chrome.runtime.onMessage.addListener((message, _sender, reply) => {
  const handle = Object.hasOwn(handlers, message.kind) ? handlers[message.kind] : null;
  if (!handle) return false;
  handle(message).then(
    (answer) => reply({ answer }),
    (error) => reply({ error: error.message, status: error.status }),
  );
  return true; // the reply comes later
});

chrome.runtime.onInstalled.addListener(() => {
  chrome.contextMenus.create({ id: "score", title: "Score «%s» with Pikkit", contexts: ["selection"] });
  sendPending();
});
chrome.runtime.onStartup.addListener(sendPending);

chrome.contextMenus.onClicked.addListener(async (_info, tab) => {
  await chrome.scripting.executeScript({ target: { tabId: tab.id }, files: ["content/loader.js"] });
  await chrome.tabs.sendMessage(tab.id, { kind: "selection" }).catch(() => {});
});
