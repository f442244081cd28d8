// The bundled demo sportsbook, extension/demo/index.html.

pikkit.adapters.add({
  book: "Pikkit Demo Book",
  knows: (document) => document.querySelector('meta[name="sportsbook"][content="Pikkit Demo Book"]') !== null,
  prices: (document) =>
    [...document.querySelectorAll("[data-odds]")].map((element) => {
      const { sport, league, home, away } = element.closest("[data-home]").dataset;
      const { selection, market, side, line, odds } = element.dataset;
      return {
        element,
        bet: {
          odds, sport, league, home, away, market, side,
          line: line ? Number(line) : undefined,
          selection: `${selection} ${away} @ ${home}`,
        },
        raw: `${selection} ${odds} (${away} @ ${home})`,
      };
    }),
});
