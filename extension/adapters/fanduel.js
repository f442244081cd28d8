// FanDuel: class names are made anew with each release, but every price is a button whose accessible name tells all:
// "Moneyline, Boston Celtics, -180 Odds", "Spread Betting, Boston Celtics, -4.5, -110 Odds", "Total, Over 221.5, -108 Odds".
// Not verified on the live site: the form of the names as accessibility tools read them out.

(() => {
  const { texts } = pikkit.adapters;
  const NAME = /^(?<words>.+?),?\s+(?<odds>[+\-\u2212]\d{3,5}|\d+\.\d+|\d+\/\d+)(?:\s+odds)?$/i;
  const KIND = /^(?:moneyline|spread betting|spread|run line|puck line|total|total points|total match points)$/i;

  function found(button) {
    const name = NAME.exec(pikkit.priceText.plain(button.getAttribute("aria-label")));
    if (!name) return null;
    const parts = name.groups.words.split(",").map((part) => part.trim());
    const kind = parts.find((part) => KIND.test(part));
    const words = [...parts.filter((part) => part !== kind), kind?.replace(/ betting$/i, "")];
    const [away, home] = texts(button.closest("li, [data-event]"), "[data-team], span[role='text']");
    return {
      element: button,
      bet: {
        odds: pikkit.priceText.only(name.groups.odds), home, away,
        selection: [...words, home && `${away} @ ${home}`].filter(Boolean).join(" "),
      },
      raw: button.getAttribute("aria-label"),
    };
  }

  pikkit.adapters.add({
    book: "FanDuel",
    hosts: ["sportsbook.fanduel.com"],
    prices: (document) => [...document.querySelectorAll('[role="button"][aria-label], button[aria-label]')].map(found),
  });
})();
