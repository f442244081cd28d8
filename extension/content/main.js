// What the content scripts do: follow the prices of a page that an adapter knows, and score a selected text.

(() => {
  /** Asks the service worker; never fails: an error is a sentence. */
  pikkit.ask = async (message) => {
    try {
      return await chrome.runtime.sendMessage(message);
    } catch {
      return { error: "The extension was updated: load this page again.", status: 0 };
    }
  };

  /** Scores the selected text; says so where it holds no price. */
  function scoreSelection(text) {
    const selected = document.getSelection();
    const said = selected.toString() || text || "";
    const found = pikkit.priceText.read(said);
    if (!found) {
      const quoted = pikkit.priceText.plain(said).slice(0, 80);
      pikkit.overlay.notice(
        quoted
          ? `There is no price in «${quoted}». Select the words and their price, such as «Celtics -1.5 -110».`
          : "Nothing is selected. Select a bet's words and their price, such as «Celtics -1.5 -110».",
      );
      return;
    }
    const bet = { sportsbook: location.hostname || "selected text", odds: found.odds };
    if (found.words) bet.selection = found.words.slice(0, 2000);
    pikkit.page.scoreOne({ element: anchor(selected), bet, raw: said.slice(0, 10_000) });
  }

  function anchor(selected) {
    if (!selected.rangeCount || selected.isCollapsed) return document.activeElement ?? document.body;
    const end = selected.getRangeAt(0).endContainer;
    return end.nodeType === Node.ELEMENT_NODE ? (end.lastElementChild ?? end) : end.parentElement;
  }

  const adapter = pikkit.adapters.of(document);
  if (adapter) pikkit.page.follow(adapter);

  chrome.runtime.onMessage.addListener((message, _sender, reply) => {
    if (message.kind === "selection") scoreSelection(message.text);
    reply({ book: adapter?.book ?? null, prices: pikkit.page.count() });
  });
})();
