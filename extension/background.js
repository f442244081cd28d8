// The service worker: scores and captures for the content scripts, the menu entry and the key for selected text.

import { remember, send, sendPending } from "./pending.js";
import { oddsFormat } from "./odds_format.js";
import { scoreAll } from "./scoring.js";
import { tell } from "./sites.js";

chrome.storage.local.setAccessLevel({ accessLevel: "TRUSTED_CONTEXTS" }); // the key is for us, not for content scripts

const handlers = {
  score: async ({ bets }) => {
    const [answers, format] = await Promise.all([scoreAll(bets), oddsFormat()]);
    return answers.map((one) => ({ ...one, format }));
  },
  capture: async ({ capture }) => {
    await remember(capture);
    return { answer: await send(capture) };
  },
};

chrome.runtime.onMessage.addListener((message, _sender, reply) => {
  const handle = Object.hasOwn(handlers, message.kind) ? handlers[message.kind] : null;
  if (!handle) return false;
  handle(message).then(reply, (error) => reply({ error: error.message, status: error.status }));
  return true; // the reply comes later
});

chrome.runtime.onInstalled.addListener(() => {
  chrome.contextMenus.create({ id: "score", title: "Score «%s» with Pikkit", contexts: ["selection"] });
  sendPending();
});
chrome.runtime.onStartup.addListener(sendPending);

chrome.contextMenus.onClicked.addListener((info, tab) => scoreSelection(tab.id, info.frameId ?? 0, info.selectionText));
chrome.commands.onCommand.addListener(async (_command, tab) => scoreSelection(tab.id, await selectedFrame(tab.id), ""));

/** Scores what is selected in a frame; where a page lets nobody in, the button says so. */
export async function scoreSelection(tabId, frameId, text) {
  try {
    await tell(tabId, frameId, { kind: "selection", text });
    await chrome.action.setBadgeText({ tabId, text: "" });
  } catch (error) {
    await chrome.action.setBadgeText({ tabId, text: "!" });
    await chrome.action.setTitle({ tabId, title: `Pikkit cannot read this page: ${error.message}` });
  }
}

/** The frame with a selected text; the page's own if none has one. */
async function selectedFrame(tabId) {
  const asked = { target: { tabId, allFrames: true }, func: () => String(getSelection()).trim() !== "" };
  const frames = await chrome.scripting.executeScript(asked).catch(() => []);
  return frames.find((one) => one.result)?.frameId ?? 0;
}

globalThis.scoreSelection = scoreSelection; // the menu and the keys are the browser's, out of reach of a test
