// A price as the bettor has prices written: decimal 1.91, American −110 or fractional 10/11; the same rules as the
// dashboard's (pikkit/money/figure_writing.py), to which a test compares it. Pages of ours load it as well.

globalThis.pikkit ??= {};

(() => {
  const LARGEST = 100; // denominator that a bookmaker would write

  /** To the nearest whole number; halves to the even one. */
  function rounded(size) {
    const up = Math.round(size);
    return size % 1 === 0.5 && up % 2 ? up - 1 : up;
  }

  function american(odds) {
    const net = odds - 1;
    return net >= 1 ? `+${rounded(100 * net)}` : `\u2212${rounded(100 / net)}`;
  }

  /** The nearest fraction whose denominator is at most LARGEST, by continued fractions. */
  function fractional(odds) {
    const net = odds - 1;
    let [p0, q0, p1, q1] = [0, 1, 1, 0];
    for (let left = net; ; left = 1 / (left % 1)) {
      const whole = Math.floor(left);
      if (q0 + whole * q1 > LARGEST) break;
      [p0, q0, p1, q1] = [p1, q1, p0 + whole * p1, q0 + whole * q1];
      if (left === whole) return `${p1}/${q1}`;
    }
    const more = Math.floor((LARGEST - q0) / q1);
    const [top, under] = [p0 + more * p1, q0 + more * q1];
    return Math.abs(p1 / q1 - net) <= Math.abs(top / under - net) ? `${p1}/${q1}` : `${top}/${under}`;
  }

  const decimal = (odds) => odds.toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const WAYS = { american, fractional, decimal };

  pikkit.priceWritten = (odds, format) => (WAYS[format] ?? decimal)(odds);
})();
