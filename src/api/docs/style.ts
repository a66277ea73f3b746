/** The look of the API page: light and dark, from 390 pixels up. */
export const docsStyle = `
:root { color-scheme: light dark; --ground: #f3f4f6; --card: #fff; --ink: #111827; --soft: #545d6b; --line: #d9dde3; --accent: #0b57b0; --code: #eef1f5 }
@media (prefers-color-scheme: dark) { :root { --ground: #12151a; --card: #1c2128; --ink: #e8eaed; --soft: #a2abb8; --line: #323943; --accent: #7db2ff; --code: #14181e } }
* { box-sizing: border-box }
html { scroll-padding-top: 3.5rem }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, sans-serif }
a { color: var(--accent) } a:focus-visible, button:focus-visible, input:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
.skip { position: absolute; left: -999rem } .skip:focus { left: .5rem; top: .5rem; background: var(--card); padding: .5rem; z-index: 3 }
.top { position: sticky; top: 0; z-index: 2; display: flex; flex-wrap: wrap; gap: .2rem 1rem; align-items: baseline; padding: .55rem 1rem; background: var(--card); border-bottom: 1px solid var(--line) }
.top h1 { font-size: 1.1rem; margin: 0 } .top span { color: var(--soft) } .top #other-language { margin-left: auto }
.columns { display: grid; grid-template-columns: 17rem minmax(0, 1fr); gap: 1.5rem; max-width: 78rem; margin: 0 auto; padding: 1rem }
nav { position: sticky; top: 3.5rem; align-self: start; max-height: calc(100vh - 4.5rem); overflow: auto; scrollbar-width: thin; padding: 3px .6rem 3px 3px }
nav input { width: 100%; font: inherit; padding: .45rem .6rem; border: 1px solid var(--line); border-radius: .4rem; background: var(--card); color: inherit }
nav p { margin: .3rem 0; color: var(--soft); font-size: .85rem } nav h2 { font-size: .8rem; margin: .8rem 0 .2rem; color: var(--soft) }
nav ul { list-style: none; margin: 0; padding: 0 } nav li a { display: block; padding: .15rem 0; text-decoration: none; color: inherit; overflow-wrap: anywhere; font-size: .85rem } nav li a:hover { color: var(--accent) }
main > p { max-width: 60rem; color: var(--soft) } main h2 { margin: 1.6rem 0 .6rem; font-size: 1.15rem }
article, details.schema { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; margin-bottom: .8rem }
article > details > summary, details.schema > summary { cursor: pointer; padding: .6rem .8rem; display: flex; flex-wrap: wrap; gap: .2rem .7rem; align-items: baseline }
summary b { font: 600 .78rem/1.4 ui-monospace, monospace; min-width: 3.6rem; color: var(--accent) } summary code { overflow-wrap: anywhere } summary span { color: var(--soft); flex-basis: 18rem; flex-grow: 1 }
.inside { padding: 0 .8rem .8rem } h3 { font-size: .9rem; margin: 1rem 0 .35rem } .inside > p { margin: .2rem 0; color: var(--soft) }
.code { position: relative } code, pre { font: .85rem/1.5 ui-monospace, SFMono-Regular, Menlo, monospace } pre { margin: 0; padding: .6rem .7rem; background: var(--code); border-radius: .4rem; overflow: auto; max-height: 26rem }
.scroll { overflow-x: auto } table { border-collapse: collapse; width: 100%; font-size: .88rem } th { text-align: left; color: var(--soft); font-weight: 500 } th, td { padding: .25rem .6rem .25rem 0; vertical-align: top; border-bottom: 1px solid var(--line) } td:first-child code { white-space: nowrap } td small { color: var(--soft) }
.copy + pre { padding-top: 2.1rem } .copy { position: absolute; right: 1.2rem; top: .4rem; z-index: 1; font: inherit; font-size: .8rem; padding: .1rem .5rem; margin: .1rem 0; border: 1px solid var(--line); border-radius: .35rem; background: var(--card); color: inherit; cursor: pointer }
ul.plain { list-style: none; padding: 0; margin: 0 } ul.plain li { margin: .15rem 0 }
[hidden] { display: none !important }
@media (max-width: 760px) { html { scroll-padding-top: 5rem } .columns { grid-template-columns: minmax(0, 1fr); padding: .7rem; gap: .3rem } nav { position: static; max-height: none; padding: 0; overflow: visible } nav #contents { display: none } summary b { min-width: 0 } summary code { flex: 1 1 70% } table, tbody, tr, td { display: block } thead { display: none } td { border: 0; padding: 0 } tr { border-bottom: 1px solid var(--line); padding: .35rem 0 } }
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth } }`
