// BetMGM: elements of their own name, <ms-event> with its <div class="participant"> and <ms-option> with a name, a line
// (.option-attribute) and a price. Other brands of the same maker (bwin, Borgata, Sportingbet) use the same elements.
// Not verified on the live site: names of elements and classes as published pages and browser tools quoted them.

(() => {
  const { text, texts } = pikkit.adapters;
  const KINDS = ["Spread", "Total", "Moneyline"];

  function found(option) {
    const event = option.closest("ms-event, ms-six-pack-event");
    const [away, home] = texts(event, ".participant");
    const group = option.closest("ms-option-group");
    const groups = [...(event?.querySelectorAll("ms-option-group") ?? [])];
    const panel = text(option.closest("ms-option-panel"), ".market-name");
    const kind = panel || (groups.length === KINDS.length ? KINDS[groups.indexOf(group)] : "");
    const place = [...(group?.querySelectorAll("ms-option") ?? [])].indexOf(option);
    const named = text(option, ".name");
    const who = named || (kind === "Total" ? "" : [away, home][place] ?? "");
    const line = text(option, ".option-attribute");
    return {
      element: option,
      bet: {
        odds: pikkit.priceText.only(text(option, ".option-value, .custom-odds-value-style")), home, away,
        selection: [who, line, kind, home && `${away} @ ${home}`].filter(Boolean).join(" "),
      },
    };
  }

  pikkit.adapters.add({
    book: "BetMGM",
    hosts: ["betmgm.com", "betmgm.ca", "betmgm.co.uk"],
    prices: (document) => [...document.querySelectorAll("ms-option")].map(found),
  });
})();
