// The sites whose prices are read: one the user switched on, with the permission he gave for it and for no other.

const FILES = chrome.runtime.getManifest().content_scripts[0].js;

export async function sites() {
  return (await chrome.scripting.getRegisteredContentScripts()).map((one) => one.id);
}

/** What the browser is asked for to reach an address: its scheme and host, whatever the port. */
export function scopeOf(url) {
  return `${url.protocol}//${url.hostname}/*`;
}

/** Reads prices on a site's pages from now on; the permission has been given. */
export async function follow(scope) {
  if ((await sites()).includes(scope)) return;
  await chrome.scripting.registerContentScripts([
    { id: scope, matches: [scope], js: FILES, allFrames: true, matchOriginAsFallback: true, runAt: "document_idle" },
  ]);
}

export async function leave(scope) {
  if ((await sites()).includes(scope)) await chrome.scripting.unregisterContentScripts({ ids: [scope] });
  await chrome.permissions.remove({ origins: [scope] }).catch(() => false); // what every page of ours needs is kept
}

/** Tells the content scripts of a frame something; they are put there if they are not yet. Returns what they reply. */
export async function tell(tabId, frameId, message) {
  try {
    return await chrome.tabs.sendMessage(tabId, message, { frameId });
  } catch {
    await chrome.scripting.executeScript({ target: { tabId, frameIds: [frameId] }, files: FILES });
    return chrome.tabs.sendMessage(tabId, message, { frameId });
  }
}
