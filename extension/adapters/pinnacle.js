// Pinnacle: a row a matchup with two participants, and groups of market buttons, each with a label (the line) and a price.
// Not verified on the live site: class names and test ids as published pages and browser tools quoted them.

(() => {
  const { text, texts } = pikkit.adapters;
  const KINDS = ["Moneyline", "Handicap", "Total"];
  const BUTTON = "button.market-btn, button[class*='market-btn']";

  function found(button) {
    const row = button.closest("[data-test-id='Event.Row'], .row, [class*='style_row']");
    const [home, away] = texts(row, "[data-test-id='Event.Participant'], .event-row-participant, [class*='participant']");
    const group = button.closest("[data-test-id='Event.MarketGroup'], .buttons, [class*='style_buttons']");
    const groups = [...(row?.querySelectorAll("[data-test-id='Event.MarketGroup'], .buttons, [class*='style_buttons']") ?? [])];
    const kind = KINDS[groups.indexOf(group)] ?? "";
    const buttons = [...(group?.querySelectorAll(BUTTON) ?? [])];
    const place = buttons.indexOf(button);
    const sides = kind === "Total" ? ["Over", "Under"] : buttons.length === 3 ? [home, "Draw", away] : [home, away];
    const line = text(button, "[class*='label']").replace(/^[ou](?=\s|\d)/i, "");
    return {
      element: button,
      bet: {
        odds: pikkit.priceText.only(text(button, "[class*='price']")), home, away,
        selection: [sides[place], line, kind, home && `${home} vs ${away}`].filter(Boolean).join(" "),
      },
    };
  }

  pikkit.adapters.add({
    book: "Pinnacle",
    hosts: ["pinnacle.com", "pinnacle.ca", "pinnacle.se"],
    prices: (document) => [...document.querySelectorAll(BUTTON)].map(found),
  });
})();
