// BetRivers and other books on Kambi's page: the outcome of a bet offer is a button with a label, a line and a price.
// Not verified on the live sites: class names as published pages and browser tools quoted them.

(() => {
  const { text, texts } = pikkit.adapters;

  function found(button) {
    const event = button.closest(".KambiBC-event-item, .KambiBC-event-page-component");
    const [first, second] = texts(event, ".KambiBC-event-participants__name, .KambiBC-event-item__participant");
    const kind = text(button.closest(".KambiBC-bet-offer-subcategory, .KambiBC-bet-offer"), "h3, .KambiBC-bet-offer__title");
    const words = [text(button, ".KambiBC-betty-outcome__label, [class*='OutcomeLabel']"), text(button, "[class*='OutcomeLine']"), kind];
    return {
      element: button,
      bet: {
        odds: pikkit.priceText.only(text(button, ".KambiBC-betty-outcome__odds, [class*='OddsText']")),
        selection: [...words, first && `${first} vs ${second}`].filter(Boolean).join(" "),
      },
    };
  }

  for (const [book, hosts] of [
    ["BetRivers", ["betrivers.com", "betrivers.net"]],
    ["Unibet", ["unibet.com", "unibet.co.uk", "unibet.nl"]],
  ]) {
    pikkit.adapters.add({
      book,
      hosts,
      prices: (document) => [...document.querySelectorAll("button.KambiBC-betty-outcome, button[class*='BettyOutcome']")].map(found),
    });
  }
})();
