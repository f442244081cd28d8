"""What the pages of the dashboard look like beyond all pages of the project."""

DASHBOARD_STYLE = """
.skip { position: absolute; left: -999rem; } .skip:focus { left: .5rem; top: .5rem; background: var(--page);
  padding: .5rem; z-index: 2; }
.top { border-bottom: 1px solid var(--line); background: var(--card); }
.top > div { max-width: 68rem; margin: 0 auto; padding: .6rem 1rem; display: flex; flex-wrap: wrap; gap: .4rem 1.2rem;
  align-items: center; }
.top strong { font-size: 1.1rem; } .top nav { flex: 1 1 auto; min-width: 0; }
.top nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .1rem .2rem; margin: 0; padding: 0; }
.top nav a { display: block; padding: .3rem .55rem; border-radius: .3rem; text-decoration: none; color: var(--text); }
.top nav a:hover { background: var(--track); } .top nav a[aria-current] { background: var(--bar); color: var(--page);
  font-weight: 600; }
.top form { margin: 0; display: flex; gap: .3rem; align-items: center; }
a { color: var(--bar); } main > h1 { margin: 0 0 .8rem; } main > p.lead { margin: 0 0 1rem; color: var(--quiet); }
:focus-visible { outline: 3px solid var(--expected); outline-offset: 2px; }
input, select, button, textarea { font: inherit; color: var(--text); background: var(--page);
  border: 1px solid var(--quiet); border-radius: .3rem; padding: .3rem .5rem; max-width: 100%; }
button { cursor: pointer; background: var(--card); } button.main { background: var(--bar); color: var(--page);
  border-color: var(--bar); font-weight: 600; }
.filters { display: flex; flex-wrap: wrap; gap: .6rem .8rem; align-items: end; margin: 0 0 1rem;
  background: var(--card); border: 1px solid var(--line); border-radius: .4rem; padding: .7rem .9rem; }
.filters label { display: block; font-size: .8rem; color: var(--quiet); } .filters label > * { display: block;
  font-size: .95rem; min-width: 7rem; } .filters label > select { max-width: 13rem; }
.tabs { display: flex; flex-wrap: wrap; gap: .3rem; margin: 0 0 .8rem; padding: 0; list-style: none; }
.tabs a { display: block; padding: .25rem .7rem; border: 1px solid var(--line); border-radius: 1rem;
  text-decoration: none; color: var(--text); } .tabs a[aria-current] { background: var(--text); color: var(--page); }
.empty + .filters, .actions + .empty { margin-top: 1rem; }
.note + .empty { margin-top: .8rem; }
.empty { border: 2px dashed var(--line); border-radius: .5rem; padding: 1.5rem 1rem; text-align: center; }
.empty p { margin: .3rem auto; max-width: 36rem; }
.note { color: var(--quiet); font-size: .88rem; margin: .4rem 0; }
.actions { display: flex; flex-wrap: wrap; gap: .4rem; align-items: center; }
.actions form, td form { display: inline-flex; gap: .3rem; flex-wrap: wrap; margin: 0; }
.good { color: var(--on-passed); } .bad { color: var(--on-blocked); }
.said { border-left: .3rem solid var(--bar); background: var(--card); padding: .5rem .8rem; margin: 0 0 1rem; }
.raw { display: grid; grid-template-columns: max-content 1fr; gap: .1rem .8rem; font-size: .85rem; margin: .4rem 0; }
.raw dt { color: var(--quiet); } .raw dd { margin: 0; overflow-wrap: anywhere; }
header h2, article h2 { margin: 0 0 .2rem; font-size: 1rem; } header h2 { font-size: 1.15rem; }
table caption { text-align: left; font-weight: 600; padding-bottom: .3rem; }
td.number, th.number { padding-left: .9rem; } tbody th { font-weight: 400; font-size: .95rem; color: var(--text);
  text-align: left; border-bottom: 1px solid var(--line); }
figure + figure { margin-top: 1rem; } .charts figure + figure { margin-top: 0; } .lone { margin: 1rem 0; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: .3rem 0; font: .85rem/1.4 ui-monospace, monospace; }
progress { width: 100%; height: 1rem; }
footer { max-width: 68rem; margin: 0 auto; padding: 0 1rem 2rem; color: var(--quiet); font-size: .85rem; }
.facts dd small { white-space: normal; } .band.weak { fill: var(--own); opacity: .4; }
.on-phone { display: none; }
@media (max-width: 40rem) { main { padding-top: 1rem; } .facts { grid-template-columns: 1fr 1fr; }
  .facts dd { font-size: 1.15rem; } .filters { display: grid; grid-template-columns: 1fr 1fr; }
  .filters label > *, .filters label > select { width: 100%; min-width: 0; max-width: none; }
  .filters label:has(> input[type=file], > .whole), .filters > .note { grid-column: 1 / -1; }
  .top nav a { padding: .3rem .4rem; } }
.log { max-height: 20rem; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere; background: var(--card);
  border: 1px solid var(--line); padding: .6rem; margin: .4rem 0; } .log:empty { display: none; }
.result { white-space: pre-wrap; overflow-wrap: anywhere; }
.timeline { list-style: none; margin: 0; padding: 0 0 0 .9rem; border-left: 2px solid var(--line); }
.timeline li { position: relative; margin: 0 0 .9rem; } .timeline small { display: block; color: var(--quiet); }
.timeline li::before { content: ""; position: absolute; left: -1.28rem; top: .4rem; width: .65rem; height: .65rem;
  border-radius: 50%; background: var(--quiet); } .timeline li.passed::before { background: var(--on-passed); }
.timeline li.blocked::before { background: var(--on-blocked); } .timeline time { color: var(--quiet); }
.sorted th a { color: inherit; white-space: nowrap; } .when { white-space: nowrap; }
.wide td.name { white-space: normal; min-width: 7rem; } .wide td.whole { min-width: 9rem; }
.short { width: 5.5rem; }
.square { max-width: 36rem; }
.shares { display: flex; max-width: 24rem; margin: .2rem 0; gap: 2px; } .shares b { background: var(--track);
  font-weight: 400; font-size: .8rem; padding: .05rem .4rem; white-space: nowrap; min-width: min-content; }
.term { font: inherit; color: inherit; background: none; border: 0; border-radius: 0; padding: .2rem 0;
  margin: -.2rem 0; cursor: help;
  text-align: inherit; text-decoration: underline dotted; text-underline-offset: .2em; }
.meaning { max-width: min(24rem, calc(100vw - 2rem)); color: var(--text); background: var(--card); font-size: .9rem;
  border: 1px solid var(--quiet); border-radius: .4rem; padding: .6rem .9rem; box-shadow: 0 .2rem 1rem #0005; }
.meaning p { margin: 0 0 .3rem; }
@supports (position-area: bottom) { .meaning { inset: auto; margin: .3rem; position-area: bottom span-right;
  position-try-fallbacks: flip-inline, flip-block, flip-inline flip-block; } }
.unit { font-weight: 400; } .range { margin: 0 0 1rem; font-size: .9rem; }
.glossary dt { font-weight: 600; margin-top: .9rem; scroll-margin-top: 1rem; }
.glossary dt small { display: inline; margin-left: .5rem; } .glossary dd { margin: 0; max-width: 44rem; }
.glossary dt:target { background: var(--warned); color: var(--on-warned); }
.months { display: flex; flex-wrap: wrap; gap: .3rem 1rem; align-items: baseline; justify-content: space-between; }
.months h2 { margin: .3rem 0; } .calendar { table-layout: fixed; } .calendar abbr { text-decoration: none; }
.calendar th, .calendar td { padding: .25rem; border: 1px solid var(--line); text-align: left; white-space: normal; }
.calendar td { height: 4.2rem; font-variant-numeric: tabular-nums; } .calendar b { font-weight: 400; display: block;
  font-size: .75rem; color: var(--quiet); } .calendar td a { display: block; height: 100%; color: inherit;
  text-decoration: none; } .calendar span { font-weight: 600; } .calendar td.good { background: var(--passed); }
.calendar td.bad { background: var(--blocked); } .calendar td.good :is(b, small), .calendar td.bad :is(b, small) {
  color: inherit; } .more { margin: 0 0 .8rem; } .more .filters { margin-top: .4rem; }
@media (max-width: 40rem) { .calendar span { font-size: .8rem; } .calendar small { font-size: .62rem; } }
.filters details { min-width: 0; margin: 0; } .filters .inner { border: 0; padding: .4rem 0 0; margin: 0; }
@media (max-width: 40rem) { .filters details { grid-column: 1 / -1; } .compared thead tr, .compared tbody tr {
  display: grid; grid-template-columns: repeat(3, 1fr); border-bottom: 1px solid var(--line); padding: .3rem 0; }
  .compared :is(th, td) { border: 0; padding: .1rem 0; white-space: normal; }
  .compared :is(th:first-child, td:last-child, th:last-child) { grid-column: 1 / -1; } .compared td:empty,
  .compared thead th:first-child { display: none; } .compared td.number { padding-left: .3rem; }
  .compared td small { font-size: .68rem; } .on-screen { display: none; } .on-phone { display: block; }
  .key { white-space: normal; }
  .wide > table:not(.compared, .forest) { display: block; }
  .wide > table:not(.compared, .forest) :is(tbody, thead, td, th) { display: block; border: 0; padding: 0;
    text-align: left; white-space: normal; min-width: 0; }
  .wide > table:not(.compared, .forest) tbody tr { display: grid; gap: .35rem .7rem; padding: .6rem 0;
    grid-template-columns: repeat(auto-fill, minmax(6.2rem, 1fr)); border-bottom: 1px solid var(--line); }
  .wide > table:not(.compared, .forest) tbody tr:has(> td:nth-child(2):last-child) { grid-template-columns: 3fr 2fr; }
  .wide > table:not(.compared, .forest) :is(td, tbody th)::before { content: attr(data-label); display: block;
    font-size: .72rem; color: var(--quiet); line-height: 1.2; }
  .wide > table:not(.compared, .forest) :is(td:has(> a, > form, > ul), tbody th) { grid-column: 1 / -1; }
  .wide > table:not(.compared, .forest) :is(td:has(> a), tbody th) { order: -1; font-weight: 600; }
  .wide > table:not(.compared, .forest) :is(td:has(> a), tbody th)::before { display: none; }
  .wide > table:not(.compared, .forest) :is(td.name, td.whole) { grid-column: 1 / -1; order: -1; }
  .wide > table:not(.compared, .forest) td.name { font-weight: 600; }
  .wide > table:not(.compared, .forest) td.name::before { display: none; }
  .wide > table:not(.compared, .forest) thead tr { display: flex; flex-wrap: wrap; gap: .1rem .9rem; }
  .wide > table:not(.compared, .forest) :is(thead th:not(:has(a, button)), .unit) { display: none; } }
"""
