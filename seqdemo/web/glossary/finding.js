// Where words of the glossary stand in a text, and on a page.

/** Words of which pages mean something only in capitals, and those that are also everyday words. */
const EXACT = /^[A-Z]+$/
const AS_WORDS = {
  bit: "(?<=\\d )bits?|(?<!a )(?<!little )bits(?! of)|in bits",
  loss: "loss(?:es)?",
}

const escaped = text => text.replace(/[.*+?^${}()|[\]\\-]/g, "\\$&").replaceAll(" ", "\\s+")

/** Texts of which is kept what was found: a page says most of what it says again. */
const KEPT = 500

/** A function (text): [{ word, at, length }] in order, each place the longest word that fits. */
export const makeFinder = words => {
  const forms = words.flatMap(([word, , others]) =>
    [word, ...(others ?? [])].map(form => [form, word]),
  )
  forms.sort(([a], [b]) => b.length - a.length)
  const patterns = forms
    .filter(([form, word]) => !(word in AS_WORDS) || form === word)
    .map(([form, word]) => ({
      word,
      pattern: new RegExp(
        `(?<![\\w-])(?:${AS_WORDS[word] ?? escaped(form)})(?![\\w])`,
        EXACT.test(word) ? "g" : "gi",
      ),
    }))
  const search = text => {
    const found = []
    for (const { word, pattern } of patterns)
      for (const { index, 0: said } of text.matchAll(pattern)) {
        const free = found.every(
          one => index + said.length <= one.at || index >= one.at + one.length,
        )
        if (free) found.push({ word, at: index, length: said.length })
      }
    return found.sort((a, b) => a.at - b.at)
  }
  const known = new Map()
  return text => {
    const before = known.get(text)
    if (before) return before
    const found = search(text)
    if (known.size >= KEPT) known.clear()
    known.set(text, found)
    return found
  }
}

/** What visitors and networks write, as against what the page says. */
const CONTENT =
  "style, script, textarea, input, code, .text, .rows, .columns, .bars, .guess, .sentence, .places, .letters, .tip, .player, [data-words=none]"
/** What a click is for something else. */
const BUSY = "button, a, summary, select, svg, [role=radio], [role=tab], [role=option]"
const BLOCK = "p, li, td, th, h1, h2, h3, h4, label, .note, .says, .row-name, div"

/** What each word has. */
const LETTERS = /[a-z]{2}/i

const isShown = element => element.getClientRects().length > 0

/** Texts in which words are found; only of those it is asked where they stand: that takes longer. */
const textsIn = (root, find) => {
  const found = []
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const text = /** @type {Text} */ (walker.currentNode),
      parent = text.parentElement
    if (!LETTERS.test(text.data) || !parent || parent.closest(CONTENT)) continue
    if (find(text.data).length && isShown(parent)) found.push(text)
  }
  return found
}

/**
 * Words on a page: `all` by name, and `places`, ranges that can be tapped, the first in each block.
 *
 * @param {any[]} roots The page, and the shadow roots of its components.
 */
export const wordsOn = (roots, find) => {
  const all = new Set(),
    places = [],
    seen = new WeakMap()
  for (const text of roots.flatMap(root => textsIn(root, find))) {
    const block = text.parentElement.closest(BLOCK) ?? text.parentElement,
      busy = text.parentElement.closest(BUSY)
    if (!seen.has(block)) seen.set(block, new Set())
    for (const { word, at, length } of find(text.data)) {
      all.add(word)
      if (busy || seen.get(block).has(word)) continue
      seen.get(block).add(word)
      const range = new Range()
      range.setStart(text, at)
      range.setEnd(text, at + length)
      places.push({ word, range })
    }
  }
  return { all, places }
}
