// Content scripts are no modules; this one loads the module that does the work, once a page.

if (!globalThis.pikkitLoaded) {
  globalThis.pikkitLoaded = import(chrome.runtime.getURL("content/main.js"));
  chrome.runtime.onMessage.addListener((message) => {
    if (message.kind === "selection") globalThis.pikkitLoaded.then(({ scoreSelection }) => scoreSelection());
  });
}
