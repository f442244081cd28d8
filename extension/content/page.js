// The prices of a page: each found once, all new and changed ones scored by one request, those that went forgotten.

(() => {
  const SETTLE_MS = 200;
  const MOST = 500; // bets in a request
  const chips = new Map(); // by element

  function look(adapter) {
    const changed = [];
    const here = new Set();
    for (const found of pikkit.adapters.offered(adapter, document)) {
      here.add(found.element);
      const chip = chips.get(found.element);
      if (chip && JSON.stringify(chip.found.bet) === JSON.stringify(found.bet)) continue;
      if (chip) chip.ask(found);
      else chips.set(found.element, new pikkit.Chip(found));
      changed.push(chips.get(found.element));
    }
    for (const [element, chip] of chips) {
      if (here.has(element)) continue;
      chip.remove();
      chips.delete(element);
    }
    for (let at = 0; at < changed.length; at += MOST) score(changed.slice(at, at + MOST));
    pikkit.overlay.redraw();
  }

  async function score(asked) {
    const bets = asked.map((chip) => chip.found.bet);
    const answers = await pikkit.ask({ kind: "score", bets });
    for (const [at, chip] of asked.entries()) {
      if (chip.found.bet === bets[at]) chip.tell(answers[at] ?? answers); // else its price changed meanwhile, and was asked anew
    }
  }

  /** Scores what is there now, and what comes and changes: elements, texts, attributes. */
  function follow(adapter) {
    look(adapter);
    let waiting = false;
    new MutationObserver(() => {
      if (waiting) return; // a page that never rests is looked at all the same
      waiting = true;
      setTimeout(() => { waiting = false; look(adapter); }, SETTLE_MS);
    }).observe(document.documentElement, { childList: true, subtree: true, characterData: true, attributes: true });
  }

  /** Scores one thing that was pointed at. */
  function scoreOne(found) {
    const chip = new pikkit.Chip(found);
    chips.get(found.element)?.remove();
    chips.set(found.element, chip);
    score([chip]);
    return chip;
  }

  pikkit.page = { follow, scoreOne, count: () => chips.size };
})();
