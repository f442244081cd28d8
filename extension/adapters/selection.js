// Any selected text that ends or begins with a price: "Over 4.5 Kyrie Irving Points 1.91", "Celtics -1.5 -110", "5/2 Arsenal".

const PRICE = String.raw`(?:[+-]\d{3,5}|\d{1,4}\.\d{1,3}|\d{1,3}/\d{1,3})`;
const LAST = new RegExp(`^(?<words>.*\\s|)(?<odds>${PRICE})$`, "s");
const FIRST = new RegExp(`^(?<odds>${PRICE})\\s+(?<words>.*)$`, "s");

const SIDE = /\b(?:over|under|higher|lower|more(?: than)?|less(?: than)?|at least|o|u|line|spread|handicap|total|alt|o\/u)\s*$/i;
const MARKET = /\b(?:points?|pts|rebounds?|assists?|goals?|runs?|yards?|yds|corners?|cards?|games?|sets?|hits?|shots?|maps?|kills?)\s*$/i;

const BEFORE_SIDE = /^(?:over|under|higher|lower|o|u)\b\D*$/i; // "24.5 Over": a line before its side

/** Whether the number behind some words is their line ("Over 24.5"), not a price. */
function isLine(words, number) {
  if (!/^\d+\.\d+$/.test(number)) return false;
  if (SIDE.test(words)) return true;
  return MARKET.test(words) && !/\d/.test(words) && (Number(number) * 4) % 1 === 0;
}

/** The price and the words of a text; null if it holds no price. The last price counts: the first may be a line. */
export function read(text) {
  const plain = text.replace(/[\u2212\u2013]/g, "-").replace(/\s+/g, " ").trim();
  const last = LAST.exec(plain);
  const first = FIRST.exec(plain);
  const behind = first && !BEFORE_SIDE.test(first.groups.words) ? first : null;
  const found = last && !isLine(last.groups.words, last.groups.odds) ? last : behind;
  return found ? { odds: found.groups.odds, words: found.groups.words.trim() } : null;
}

export function prices(document) {
  const selected = document.getSelection();
  const found = selected.rangeCount ? read(selected.toString()) : null;
  if (!found) return [];
  const end = selected.getRangeAt(0).endContainer;
  const element = end.nodeType === Node.ELEMENT_NODE ? end.lastElementChild ?? end : end.parentElement;
  const bet = {
    sportsbook: document.location.hostname || "selected text",
    odds: found.odds,
    ...(found.words ? { selection: found.words.slice(0, 2000) } : {}),
  };
  return [{ element, bet, raw: selected.toString().slice(0, 10_000) }];
}
