// Where everything we show lives: one element beside the page's body, with a name made anew for each page and a closed
// shadow tree. Nothing is put between the page's own elements, so that neither its style nor its script meets ours.

(() => {
  const STYLE = `
    :host { all: initial; position: absolute; inset: 0 auto auto 0; width: 0; height: 0; z-index: 2147483647;
      color-scheme: light dark; font: 12px/1.4 system-ui, sans-serif; }
    .at { position: absolute; width: max-content; }
    .chip { font: 600 11px/1.3 system-ui, sans-serif; color: #fff; border: 1px solid #fff8; border-radius: 1em; padding: 1px 6px;
      min-height: 24px; cursor: pointer; background: #57606a; box-shadow: 0 1px 3px #0006; }
    .bet { background: #11632c; } .lean { background: #6b4a00; } .failed { background: #a1161c; }
    .card { position: absolute; top: calc(100% + 4px); left: 0; width: max-content; max-width: min(20rem, 90vw); padding: 8px 10px;
      border-radius: 6px; box-shadow: 0 2px 12px #0006; background: light-dark(#fff, #171d24); color: light-dark(#1b1f24, #e6edf3);
      border: 1px solid light-dark(#57606a, #9aa5b1); }
    .card p, .card ul { margin: 0 0 6px; } .card ul { padding-left: 1.2em; } .card strong { font-size: 1.1em; }
    .card button { font: inherit; font-weight: 600; padding: 4px 10px; min-height: 28px; border-radius: 4px; border: 1px solid;
      background: transparent; color: inherit; cursor: pointer; margin-right: 6px; }
    button:focus-visible { outline: 3px solid #f59e5b; outline-offset: 1px; }
    .notice { position: fixed; right: 16px; bottom: 16px; }
    .notice .card { position: static; }
  `;

  const letters = () => Array.from(crypto.getRandomValues(new Uint8Array(5 + Math.random() * 6)), (n) => String.fromCharCode(97 + (n % 26))).join("");

  let host;
  let tree;
  const placed = new Map(); // of each chip's box, the element of the page that it stands at
  const inView = new Map();
  let drawing = false;

  const watcher = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) inView.set(target, isIntersecting);
    redraw();
  });

  function shown() {
    if (!host) {
      host = document.createElement(`${letters()}-${letters()}`);
      tree = host.attachShadow({ mode: "closed" });
      tree.append(make("style", "", STYLE));
      for (const event of ["scroll", "resize"]) addEventListener(event, redraw, { capture: true, passive: true });
    }
    if (!host.isConnected) document.documentElement.append(host);
    return tree;
  }

  function make(name, style = "", text = "") {
    const made = document.createElement(name);
    if (style) made.className = style;
    made.textContent = text;
    return made;
  }

  /** Shows a box at the lower right corner of an element of the page, for as long as that is in view. */
  function place(box, element) {
    shown().append(box);
    placed.set(box, element);
    watcher.observe(element);
    redraw();
  }

  function remove(box) {
    const element = placed.get(box);
    placed.delete(box);
    box.remove();
    if (element && ![...placed.values()].includes(element)) watcher.unobserve(element);
  }

  function redraw() {
    if (drawing) return;
    drawing = true;
    requestAnimationFrame(() => {
      drawing = false;
      const base = host?.getBoundingClientRect();
      const found = [...placed].map(([box, element]) => [box, element.isConnected && inView.get(element) ? element.getBoundingClientRect() : null]);
      for (const [box, at] of found) {
        box.hidden = !at || !(at.width || at.height);
        if (!box.hidden) box.style.transform = `translate(calc(${at.right - base.left}px - 70%), calc(${at.bottom - base.top}px - 50%))`;
      }
    });
  }

  /** Says a sentence in the corner of the window; another takes its place. */
  function notice(sentence) {
    shown().querySelector(".notice")?.remove();
    const box = make("div", "notice");
    const card = make("div", "card");
    card.setAttribute("role", "alert");
    const close = make("button", "", "Close");
    close.addEventListener("click", () => box.remove());
    card.append(make("p", "", sentence), close);
    box.append(card);
    tree.append(box);
  }

  pikkit.overlay = { make, place, remove, redraw, notice };
})();
