// Caesars: a card an event with the names of both teams, and a row of buttons, each named in its data-qa or label.
// Not verified on the live site: names of classes and data-qa as published pages and browser tools quoted them.

(() => {
  const { text, texts } = pikkit.adapters;
  const KINDS = ["Moneyline", "Spread", "Total"];
  const BUTTON = 'button.selectionContainer, [data-qa="selection-button"]';

  function found(button) {
    const event = button.closest('.EventCard, [data-qa="event-card"]');
    const [away, home] = texts(event, '.teamLabel, [data-qa="team-label"]');
    const column = button.closest('.MarketCard, [data-qa="market"]');
    const columns = [...(event?.querySelectorAll('.MarketCard, [data-qa="market"]') ?? [])];
    const kind = text(column, ".marketTitle") || KINDS[columns.indexOf(column)] || "";
    const place = [...(column?.querySelectorAll(BUTTON) ?? [])].indexOf(button);
    const who = text(button, ".selectionName") || (kind === "Total" ? "" : [away, home][place] ?? "");
    return {
      element: button,
      bet: {
        odds: pikkit.priceText.only(text(button, ".oddsNumber, .cui__market-button__odds, [data-qa='odds']")), home, away,
        selection: [who, text(button, ".lineContainer, .spreadValue"), kind, home && `${away} @ ${home}`].filter(Boolean).join(" "),
      },
    };
  }

  pikkit.adapters.add({
    book: "Caesars",
    hosts: ["sportsbook.caesars.com"],
    prices: (document) => [...document.querySelectorAll(BUTTON)].map(found),
  });
})();
