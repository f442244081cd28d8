// William Hill: every price is a bet button that carries the selection's name and its price as attributes.
// Not verified on the live site: names of attributes as published pages and browser tools quoted them.

(() => {
  const { text } = pikkit.adapters;

  function found(button) {
    const event = text(button.closest(".event, [data-test-id='event']"), ".btmarket__name, .event__name, [data-test-id='event-name']");
    const kind = text(button.closest(".market, [data-test-id='market']"), ".market__name, h2");
    return {
      element: button,
      bet: {
        odds: pikkit.priceText.only(button.dataset.odds ?? text(button, ".betbutton__odds")),
        selection: [button.dataset.name ?? text(button, ".betbutton__name"), kind || "Moneyline", event].filter(Boolean).join(" "),
      },
    };
  }

  pikkit.adapters.add({
    book: "William Hill",
    hosts: ["williamhill.com", "williamhill.it", "williamhill.es"],
    prices: (document) => [...document.querySelectorAll("button.betbutton, button[data-odds][data-name]")].map(found),
  });
})();
