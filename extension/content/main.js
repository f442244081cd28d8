// Finds prices on the page by the first adapter that knows it, and puts a badge at each of them.

import * as demo from "../adapters/demo.js";
import * as selection from "../adapters/selection.js";
import { badge } from "./badge.js";

const ADAPTERS = [demo];
const seen = new WeakSet();
const SETTLE_MS = 200;

function look(adapter) {
  for (const found of adapter.prices(document)) {
    if (seen.has(found.element)) continue;
    seen.add(found.element);
    badge(found);
  }
}

const adapter = ADAPTERS.find((one) => one.knows(document));
if (adapter) {
  look(adapter);
  let waiting;
  new MutationObserver(() => {
    clearTimeout(waiting);
    waiting = setTimeout(() => look(adapter), SETTLE_MS);
  }).observe(document.body, { childList: true, subtree: true });
}

/** Scores the text that is selected: the menu entry. */
export function scoreSelection() {
  for (const found of selection.prices(document)) badge(found);
}
