"""How pages look: light and dark, on a screen, a phone and paper."""

STYLE = """
:root { color-scheme: light dark; --text: #1b1f24; --quiet: #57606a; --line: #d8dee4; --page: #fff; --card: #f6f8fa;
  --bar: #2f6fb5; --track: #e4e9ef; --expected: #c2410c; --whisker: #1b1f24; --close: #3b7d3c; --other: #7a5195;
  --passed: #dafbe1; --on-passed: #11632c; --warned: #fff3c4; --on-warned: #6b4a00; --blocked: #ffe0dd;
  --on-blocked: #a1161c; }
@media (prefers-color-scheme: dark) { :root { --text: #e6edf3; --quiet: #9aa5b1; --line: #333c46; --page: #0f1419;
  --card: #171d24; --bar: #6aa5e8; --track: #2a333d; --expected: #f59e5b; --whisker: #e6edf3;
  --close: #7ccf86; --other: #c9a2e8;
  --passed: #12351f; --on-passed: #7ee2a0; --warned: #3d3108; --on-warned: #f3d26b; --blocked: #471a1c;
  --on-blocked: #ffb3ad; } }
* { box-sizing: border-box; }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--text); background: var(--page); margin: 0; }
main { max-width: 68rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
header { border-left: .4rem solid; border-radius: .3rem; padding: .8rem 1rem; }
header.passed { background: var(--passed); border-color: var(--on-passed); }
header.blocked { background: var(--blocked); border-color: var(--on-blocked); }
header p { margin: .2rem 0 0; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0; }
h2 { font-size: 1.15rem; margin: 2rem 0 .6rem; }
h3 { font-size: 1rem; margin: 0; font-weight: 600; }
article { background: var(--card); border: 1px solid var(--line); border-radius: .4rem; padding: .8rem 1rem;
  margin-bottom: .8rem; }
article p { margin: .3rem 0 0; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .45rem .7rem .45rem 0; border-bottom: 1px solid var(--line); }
td { overflow-wrap: break-word; }
th, td.number, td:first-child { white-space: nowrap; }
th { font-size: .8rem; color: var(--quiet); font-weight: 600; }
th.number, td.number { text-align: right; font-variant-numeric: tabular-nums; }
.samples { margin-top: .6rem; font-size: .78rem; }
.samples th { font-size: .72rem; }
.samples td { white-space: nowrap; max-width: 9.5rem; overflow: hidden; text-overflow: ellipsis; }
.samples tbody tr:last-child td { border-bottom: 0; }
code { font-size: .85rem; }
small { display: block; color: var(--quiet); overflow-wrap: anywhere; font-weight: 400; }
.verdict { display: inline-block; border-radius: .3rem; padding: 0 .5rem; font-weight: 600; font-size: .85rem;
  white-space: nowrap; }
.verdict.passed { background: var(--passed); color: var(--on-passed); }
.verdict.warned { background: var(--warned); color: var(--on-warned); }
.verdict.blocked { background: var(--blocked); color: var(--on-blocked); }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(28rem, 100%), 1fr)); gap: 1rem; }
figure { margin: 0; border: 1px solid var(--line); border-radius: .4rem; padding: .7rem .9rem; }
figcaption { font-weight: 600; margin-bottom: .4rem; }
svg { display: block; width: 100%; height: auto; }
svg text { font-size: 12px; fill: var(--quiet); }
.bar { fill: var(--bar); } .track { fill: var(--track); } .expected { fill: var(--expected); }
.axis { stroke: var(--line); } .pointed { fill: transparent; }
.pointed:hover { fill: var(--quiet); opacity: .25; } .whisker { stroke: var(--whisker); stroke-width: 1.5; }
details { margin: .6rem 0; } summary { cursor: pointer; font-weight: 600; padding: .2rem 0; }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: .8rem; margin: 1.2rem 0 0; }
.facts div { background: var(--card); border: 1px solid var(--line); border-radius: .4rem; padding: .6rem .8rem; }
.facts dt { color: var(--quiet); font-size: .8rem; } .facts dd { margin: 0; font-size: 1.35rem; font-weight: 600;
  font-variant-numeric: tabular-nums; } .facts dd small { font-size: .8rem; white-space: nowrap; }
section > h3 { margin: 1.2rem 0 .3rem; } .charts > figure:only-child { max-width: 36rem; }
.forest td:nth-child(2) { clip-path: inset(0 -3rem); }
.curve { fill: none; stroke-width: 2; stroke: var(--quiet); stroke-linejoin: round; }
.curve.even { stroke: var(--quiet); stroke-width: 1; stroke-dasharray: 5 4; }
.band { fill: var(--quiet); opacity: .16; }
.model { --own: var(--bar); } .price { --own: var(--expected); } .close { --own: var(--close); }
.other { --own: var(--other); } .even, .pruned { --own: var(--quiet); } .weak { --own: var(--on-blocked); }
.curve.model, .curve.price, .curve.close, .curve.other, .reach { stroke: var(--own); }
.band.model, .band.price, .band.close, .band.other, .dot, rect.bar.model, rect.bar.other, rect.bar.price,
  rect.bar.close { fill: var(--own); }
.reach { fill: none; stroke-width: 1.6; } .legend { margin: .2rem 0 0; font-size: .8rem; color: var(--quiet); }
.key { margin-right: 1rem; white-space: nowrap; } .key i { display: inline-block; width: .8rem; height: .8rem;
  border-radius: .2rem; margin-right: .35rem; vertical-align: -.1rem; background: var(--own); }
.key i.even { background: none; border-radius: 0; height: 0; border-top: 2px dashed var(--own); vertical-align: .2rem; }
.forest td, .forest th { padding-top: .2rem; padding-bottom: .2rem; vertical-align: middle; }
.forest tbody th { font-size: .9rem; color: var(--text); font-weight: 400; white-space: normal; min-width: 7rem;
  border-bottom: 1px solid var(--line); } .forest tbody th small { font-size: .75rem; }
.forest td:nth-child(2), .forest .drawn { width: 55%; padding-right: 1rem; padding-left: .8rem;
  min-width: 7.5rem; }
.forest td.number { font-size: .85rem; } .forest svg { height: 1.5rem; overflow: visible; }
.forest svg path { vector-effect: non-scaling-stroke; } .mark { stroke: var(--line); stroke-width: 1; }
.spot { stroke: var(--own); stroke-width: 8; stroke-linecap: round; } .forest .reach { stroke-width: 2.5; }
.marks { position: relative; height: 1rem; font-size: .75rem; color: var(--quiet); }
.marks span { position: absolute; transform: translateX(-50%); white-space: nowrap; }
.forest tr.axis td { border-bottom: 0; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
@media (max-width: 40rem) {
  .forest td:nth-child(2), .forest .drawn { width: 38%; min-width: 6rem; padding-right: 1rem; }
  .forest td.number { white-space: normal; } .forest td.tight { white-space: nowrap; } .marks { font-size: .65rem; }
  .marks .spare { display: none; } .forest th.number { white-space: normal; } .forest tbody th { min-width: 4.5rem; } }
@media print { :root { --page: #fff; --card: #fff; --text: #000; } main { max-width: none; padding: 0; }
  article, figure, tr { break-inside: avoid; }
  details::details-content { content-visibility: visible; } .charts { grid-template-columns: 1fr 1fr; }
  .wide { overflow: visible; }
  .samples td { white-space: normal; } * { print-color-adjust: exact; } }
"""
