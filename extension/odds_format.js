// How the bettor has prices written, as he chose it on the dashboard; asked for once in a while.

import { call, settings } from "./api.js";

const KEPT_MS = 30_000;
let known = { of: "", until: 0, format: "decimal" };

/** "decimal", "american" or "fractional"; as it was before where nothing answers, at first decimal. */
export async function oddsFormat() {
  const of = JSON.stringify(await settings());
  if (known.of === of && Date.now() < known.until) return known.format;
  const me = await call("GET", "/v1/me").catch(() => null);
  known = { of, until: Date.now() + KEPT_MS, format: me?.odds_format ?? known.format };
  return known.format;
}
