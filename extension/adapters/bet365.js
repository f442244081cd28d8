// Bet365: a coupon has a column of fixtures and a column for each outcome; the n-th price of a column is of the n-th
// fixture. Prices are decimal, fractional or American, as the visitor chose.
// Not verified on the live site (it refuses automation): class names as published pages and browser tools quoted them.

(() => {
  const { text, texts } = pikkit.adapters;
  const PRICE = "[class*='ParticipantOddsOnly'][class*='_Odds'], [class*='ParticipantCentered'][class*='_Odds']";
  const COLUMN = ".sgl-MarketOddsExpand, .gl-Market, .rcl-MarketGroup_Column, [class*='MarketOdds']";
  const FIXTURE = "[class*='ParticipantFixtureDetails']:not([class*='_'])";
  const TEAM = "[class*='ParticipantFixtureDetailsTeam_TeamName'], [class*='FixtureDetails_Team']:not([class*='TeamName'])";

  function ofCoupon(coupon) {
    const fixtures = [...coupon.querySelectorAll(FIXTURE)].map((one) => texts(one, TEAM));
    return [...coupon.querySelectorAll(COLUMN)].flatMap((column) => {
      const heading = text(column, "[class*='MarketColumnHeader'], [class*='MarketOddsExpand_Header']");
      return [...column.querySelectorAll(PRICE)].map((price, place) => found(price, fixtures[place] ?? [], heading));
    });
  }

  function found(price, [home, away], heading) {
    const outcome = { 1: home, X: "Draw", 2: away }[heading] ?? heading;
    const element = price.parentElement;
    return {
      element,
      bet: {
        odds: pikkit.priceText.only(text(price)), home, away,
        selection: [outcome, text(element, "[class*='_Handicap']"), heading === outcome ? "" : "Moneyline", home && `${home} v ${away}`]
          .filter(Boolean).join(" "),
      },
    };
  }

  pikkit.adapters.add({
    book: "Bet365",
    hosts: ["bet365.com", "bet365.com.au", "bet365.ca", "bet365.es", "bet365.it"],
    prices: (document) => [...document.querySelectorAll(".rcl-MarketGroup, .gl-MarketGroup")].flatMap(ofCoupon),
  });
})();
