// Any selected text that ends or begins with a price: "Over 4.5 Kyrie Irving Points 1.91", "Celtics -1.5 -110", "5/2 Arsenal".

const PRICE = String.raw`(?:[+-]\d{3,5}|\d{1,4}\.\d{1,3}|\d{1,3}/\d{1,3})`;
const LAST = new RegExp(`^(?<words>.*\\s|)(?<odds>${PRICE})$`, "s");
const FIRST = new RegExp(`^(?<odds>${PRICE})\\s+(?<words>.*)$`, "s");

/** The price and the words of a text; null if it holds no price. The last price counts: the first may be a line. */
export function read(text) {
  const plain = text.replace(/[\u2212\u2013]/g, "-").replace(/\s+/g, " ").trim();
  const found = LAST.exec(plain) ?? FIRST.exec(plain);
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
