// Adapters: where a site shows prices. README.md beside them says what one holds.

(() => {
  const all = [];
  const within = (host, hosts) => hosts.some((one) => host === one || host.endsWith(`.${one}`));

  /** A text of an element below another, on one line; "" if there is none. */
  function text(element, selector) {
    const found = selector ? element?.querySelector(selector) : element;
    return pikkit.priceText.plain(found?.textContent ?? "");
  }

  /** Texts of several, in the order of the page. */
  function texts(element, selector) {
    return [...(element?.querySelectorAll(selector) ?? [])].map((one) => text(one)).filter(Boolean);
  }

  /** A bet as the API takes it; fields of which a page says nothing are left out. */
  function bet(fields) {
    const kept = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null && value !== "");
    const made = Object.fromEntries(kept);
    if (made.selection) made.selection = made.selection.slice(0, 2000);
    return made;
  }

  /** What is offered on a page: a price for each element that one is to be shown at; those not understood are left out. */
  function offered(adapter, document) {
    return adapter.prices(document).filter((found) => found?.bet?.odds).map((found) => ({
      ...found,
      bet: bet({ sportsbook: adapter.book, ...found.bet }),
      raw: (found.raw ?? `${found.bet.selection ?? ""} ${found.bet.odds}`).slice(0, 10_000),
    }));
  }

  pikkit.adapters = {
    all,
    add: (adapter) => all.push(adapter),
    of: (document) => all.find((one) => (one.hosts ? within(document.location.hostname, one.hosts) : one.knows(document))),
    offered,
    text,
    texts,
  };
})();
