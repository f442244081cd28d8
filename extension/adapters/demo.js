// The bundled demo sportsbook, extension/demo/index.html.

export function knows(document) {
  return document.querySelector('meta[name="sportsbook"][content="Pikkit Demo Book"]') !== null;
}

export function prices(document) {
  return [...document.querySelectorAll("[data-odds]")].map((element) => {
    const game = element.closest("[data-home]").dataset;
    const { selection, market, side, line, odds } = element.dataset;
    const bet = {
      sportsbook: "Pikkit Demo Book",
      odds,
      sport: game.sport,
      league: game.league,
      home: game.home,
      away: game.away,
      market,
      side,
      ...(line ? { line: Number(line) } : {}),
      selection: `${selection} ${game.away} @ ${game.home}`,
    };
    return { element, bet, raw: `${selection} ${odds} (${game.away} @ ${game.home})` };
  });
}
