// A price's chip: its expected value at a glance, and a card that says why and captures it, by mouse, key or finger.

(() => {
  const { make } = pikkit.overlay;
  /** Nothing answered, the sample is shown, or the disk is full: the capture waits in the browser. */
  const SENT_LATER = [0, 409, 503];
  const PRICE_ONLY = "price-only"; // the version that the API names while no model can be asked
  const DONE = { captured: "Captured", kept: "Kept, sent later", refused: "Refused" };

  const percent = (value) => `${value > 0 ? "+" : value < 0 ? "\u2212" : ""}${Math.abs(100 * value).toFixed(1)} %`;
  const chance = (value) => `${(100 * value).toFixed(1)} %`;
  const sentence = (said) => said.replace(/\.?$/, ".");

  class Chip {
    /** `found` is what an adapter found: the element, the bet, and what the page said. */
    constructor(found) {
      this.box = make("div", "at");
      this.button = make("button", "chip", "…");
      this.button.type = "button";
      this.button.setAttribute("aria-expanded", "false");
      this.button.addEventListener("click", () => this.toggle());
      this.box.addEventListener("keydown", (event) => {
        if (event.key !== "Escape" || !this.card) return;
        this.close();
        this.button.focus(); // it may have been on the card, which is gone
      });
      this.box.append(this.button);
      this.ask(found);
      pikkit.overlay.place(this.box, found.element);
    }

    /** Waits for the score of a bet, which may be another than before. */
    ask(found) {
      this.close();
      this.found = found;
      this.answer = null;
      this.say("asked", "", "…", "Asking Pikkit");
    }

    tell({ answer, error, format }) {
      this.answer = answer;
      this.written = (odds) => pikkit.priceWritten(odds, format);
      this.error = error;
      if (error) return this.say("failed", "failed", "not scored", `Not scored: ${error}`);
      if (answer.model_version === PRICE_ONLY) return this.say("scored", "", "price only", "Price only: no model scored this bet");
      const worth = `EV ${percent(answer.ev)}`;
      this.say("scored", answer.verdict, worth, `${answer.verdict}, ${worth} of the stake`);
    }

    say(state, style, text, label) {
      this.box.dataset.state = state;
      this.button.className = `chip ${style}`;
      this.button.textContent = text;
      this.button.setAttribute("aria-label", label);
    }

    toggle() {
      if (this.card) return this.close();
      this.card = make("div", "card");
      this.card.setAttribute("role", "dialog");
      this.card.setAttribute("aria-label", "What Pikkit thinks of this price");
      this.card.append(...(this.answer ? this.opinion() : [make("p", "", this.error ? sentence(this.error) : "Asking…")]));
      this.box.append(this.card);
      this.box.style.zIndex = 1;
      this.button.setAttribute("aria-expanded", "true");
      const over = this.card.getBoundingClientRect().right - document.documentElement.clientWidth;
      if (over > 0) this.card.style.left = `${-over - 4}px`;
    }

    close() {
      this.card?.remove();
      this.card = null;
      this.box.style.zIndex = "";
      this.button.setAttribute("aria-expanded", "false");
    }

    opinion() {
      const { answer, written } = this;
      const list = make("ul");
      for (const said of [...answer.reasons, ...answer.warnings]) list.append(make("li", "", sentence(said)));
      const better = answer.better ? [make("p", "better", betterAt(answer.better, written))] : [];
      return [...(answer.model_version === PRICE_ONLY ? withoutModel(answer, written) : withModel(answer, written)), ...better, list, this.captureButton()];
    }

    captureButton() {
      const button = make("button", "", "Capture");
      button.type = "button";
      button.addEventListener("click", async () => {
        button.disabled = true;
        const { bet, raw } = this.found; // as it is now
        const capture = { ...bet, raw, client_key: await clientKey(bet, raw) };
        const { error, status } = await pikkit.ask({ kind: "capture", capture });
        this.box.dataset.state = error ? (SENT_LATER.includes(status) ? "kept" : "refused") : "captured";
        button.textContent = DONE[this.box.dataset.state];
        if (error) this.card?.append(make("p", "", sentence(error)));
        button.disabled = this.box.dataset.state !== "refused";
      });
      return button;
    }

    remove() {
      pikkit.overlay.remove(this.box);
    }
  }

  /** Where the same selection pays more, and how long ago that was seen. */
  function betterAt({ sportsbook, odds, observed_at }, written) {
    const minutes = Math.max(0, Math.round((Date.now() - Date.parse(observed_at)) / 60_000));
    const ago = minutes < 1 ? "just now" : minutes === 1 ? "1 minute ago" : `${minutes} minutes ago`;
    return `Better at ${sportsbook}: ${written(odds)}, seen ${ago}.`;
  }

  function withModel({ verdict, ev, p_win, interval: [low, high], odds, p_market, fair_odds, kelly, stake }, written) {
    return [
      make("strong", "", `${verdict}: EV ${percent(ev)} of the stake`),
      make("p", "", `Wins ${chance(p_win)} (${chance(low)} to ${chance(high)}); the price ${written(odds)} says ${chance(p_market)}. Fair odds ${written(fair_odds)}.`),
      make("p", "", stake?.sentence || (kelly > 0 ? `Stake ${chance(kelly)} of the bankroll.` : "Stake nothing.")),
    ];
  }

  function withoutModel({ odds, p_win }, written) {
    return [make("strong", "", "Price only"), make("p", "", `At ${written(odds)}, prices alone say ${chance(p_win)}; whether the bet is worth it needs a model.`)];
  }

  /** The same price of the same selection on the same day is one capture, however often it is clicked. */
  async function clientKey(bet, raw) {
    const said = JSON.stringify([new Date().toISOString().slice(0, 10), location.origin, raw, bet]);
    const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(said)));
    return Array.from(bytes.slice(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  pikkit.Chip = Chip;
})();
