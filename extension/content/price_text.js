// A price in a text: "Over 4.5 Kyrie Irving Points 1.91", "Celtics -1.5 -110", "5/2 Arsenal".
//
// Content scripts are no modules and this extension has nothing that a page could load, so that no page can ask for it.
// The files share one object, `pikkit`, in the world of content scripts, which pages do not see.

globalThis.pikkit ??= {};

(() => {
  const PRICE = String.raw`(?:[+-]\d{3,5}|\d{1,4}\.\d{1,3}|\d{1,3}/\d{1,3}|EVENS?|EVS)`;
  const ALONE = new RegExp(`^${PRICE}$`, "i");
  const LAST = new RegExp(`^(?<words>.*\\s|)(?<odds>${PRICE})$`, "is");
  const FIRST = new RegExp(`^(?<odds>${PRICE})\\s+(?<words>.*)$`, "is");

  const SIDE = /\b(?:over|under|higher|lower|more(?: than)?|less(?: than)?|at least|o|u|line|spread|handicap|total|alt|o\/u)\s*$/i;
  const MARKET = /\b(?:points?|pts|rebounds?|assists?|goals?|runs?|yards?|yds|corners?|cards?|games?|sets?|hits?|shots?|maps?|kills?)\s*$/i;
  const BEFORE_SIDE = /^(?:over|under|higher|lower|o|u)\b\D*$/i; // "24.5 Over": a line before its side

  /** A text with plain signs and single blanks. */
  function plain(text) {
    return text.replace(/[\u2212\u2013]/g, "-").replace(/\s+/g, " ").trim();
  }

  /** Evens is a price without a number. */
  function number(odds) {
    return /^ev/i.test(odds) ? "1/1" : odds;
  }

  /** Whether the number behind some words is their line ("Over 24.5"), not a price. */
  function isLine(words, odds) {
    if (!/^\d+\.\d+$/.test(odds)) return false;
    if (SIDE.test(words)) return true;
    return MARKET.test(words) && !/\d/.test(words) && (Number(odds) * 4) % 1 === 0;
  }

  /** The price and the words of a text; null if it holds no price. The last price counts: the first may be a line. */
  function read(text) {
    const said = plain(text);
    const last = LAST.exec(said);
    const first = FIRST.exec(said);
    const behind = first && !BEFORE_SIDE.test(first.groups.words) ? first : null;
    const found = last && !isLine(last.groups.words, last.groups.odds) ? last : behind;
    return found ? { odds: number(found.groups.odds), words: found.groups.words.trim() } : null;
  }

  /** A text that is a price and nothing else, or null. */
  function only(text) {
    const said = plain(text ?? "");
    return ALONE.test(said) ? number(said) : null;
  }

  pikkit.priceText = { plain, read, only };
})();
