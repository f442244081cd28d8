// DraftKings: a board has a table of events; a cell holds a label or a line, and a price, each with a test id.
// Not verified on the live site: names of classes and test ids as published pages and browser tools quoted them.

(() => {
  const { text, texts } = pikkit.adapters;
  const MARKETS = ["Spread", "Total", "Moneyline"];
  const BUTTON = '[data-testid="betting-button"], .cb-market__button, .sportsbook-outcome-cell__body';
  const PRICE = '[data-testid^="button-odds"], .sportsbook-odds';
  const LINE = '[data-testid^="button-points"], .sportsbook-outcome-cell__line';
  const LABEL = '[data-testid^="button-title"], .sportsbook-outcome-cell__label';
  const EVENT = '[data-testid="event-card"], .cb-market__template, .sportsbook-event-accordion__wrapper, tbody';
  const TEAM = '[data-testid="event-team-name"], .cb-market__label-inner, .event-cell__name-text';

  function market(button) {
    const heading = text(button.closest('[data-testid="marketTemplate"], .sportsbook-event-accordion__accordion'), "h2, h3");
    const row = [...(button.closest("tr, .cb-market__row, [data-testid='event-row']")?.querySelectorAll(BUTTON) ?? [])];
    return heading || (row.length === MARKETS.length ? MARKETS[row.indexOf(button)] : "");
  }

  function found(button) {
    const event = button.closest(EVENT);
    const [away, home] = texts(event, TEAM);
    const row = button.closest("tr, .cb-market__row, [data-testid='event-row']");
    const words = [text(button, LABEL), text(button, LINE)].filter(Boolean);
    const kind = market(button);
    const who = kind === "Total" ? "" : text(row, TEAM);
    const selection = [...(words.length && /[a-z]{2}/i.test(words[0]) ? [] : [who]), ...words, kind];
    return {
      element: button,
      bet: {
        odds: pikkit.priceText.only(text(button, PRICE)), home, away,
        selection: [...selection, home && `${away} @ ${home}`].filter(Boolean).join(" "),
      },
    };
  }

  pikkit.adapters.add({
    book: "DraftKings",
    hosts: ["sportsbook.draftkings.com"],
    prices: (document) => [...document.querySelectorAll(BUTTON)].map(found),
  });
})();
