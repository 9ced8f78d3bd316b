// The words of the glossary: one sentence each, found where they stand, and all in use.

import assert from "node:assert/strict"
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import test from "node:test"
import { makeFinder, wordsOn } from "../../seqdemo/web/glossary/finding.js"
import { WORDS } from "../../seqdemo/web/glossary/words.js"

const ROOT = new URL("../../seqdemo", import.meta.url).pathname
const find = makeFinder(WORDS)
const found = text => find(text).map(({ word, at, length }) => [word, text.slice(at, at + length)])

test("each word has one sentence, of a length one reads while somebody talks", () => {
  for (const [word, sentence] of WORDS) {
    assert.match(sentence, /^[A-Z].*[a-z.%1]\.$/, word)
    assert.ok(sentence.length < 175, `${word}: ${sentence.length} characters`)
    assert.doesNotMatch(sentence.slice(0, -1), /\. [A-Z]/, `${word} has more than one sentence`)
  }
  assert.equal(new Set(WORDS.map(([word]) => word)).size, WORDS.length)
})

test("the longest word that fits is found, and no part of another word", () => {
  assert.deepEqual(found("The forget gate of an LSTM, and gates"), [
    ["forget gate", "forget gate"],
    ["LSTM", "LSTM"],
    ["gate", "gates"],
  ])
  assert.deepEqual(found("Hidden\n state, units"), [
    ["hidden state", "Hidden\n state"],
    ["unit", "units"],
  ])
  assert.deepEqual(found("steppe, sunset, unity, instep, gateau, a rnn of tops"), [])
})

test("a text that is there again is not searched again", () => {
  assert.equal(find("The cell of an LSTM"), find("The cell of an LSTM"))
  for (let n = 0; n < 2000; n++) find(`gate ${n}`)
  assert.deepEqual(found("a gate"), [["gate", "gate"]])
})

test("where a text stands is asked only of texts with words", t => {
  const asked = []
  const texts = ["A gate.", "0.31", "Nothing", "The gate"].map(data => ({
    data,
    parentElement: {
      closest: () => null,
      getClientRects: () => {
        asked.push(data)
        return data === "A gate." ? [] : [1]
      },
    },
  }))
  const walk = { nextNode: () => (walk.currentNode = texts.shift()), currentNode: undefined }
  Object.assign(globalThis, {
    NodeFilter: { SHOW_TEXT: 4 },
    document: { createTreeWalker: () => walk },
    Range: class {
      setStart(text) {
        this.text = text
      }
      setEnd() {}
    },
  })
  t.after(() => {
    for (const name of ["NodeFilter", "document", "Range"]) delete globalThis[name]
  })
  const { all, places } = wordsOn(["the page"], find)
  assert.deepEqual(asked, ["A gate.", "The gate"])
  assert.deepEqual([...all], ["gate"])
  assert.deepEqual(
    places.map(({ range }) => range.text.data),
    ["The gate"],
  )
})

test("everyday words are no technical ones", () => {
  assert.deepEqual(found("a bit late, in bits, a little bit"), [["bit", "in bits"]])
  assert.deepEqual(found("6.76 bits and 1 bit"), [
    ["bit", "bits"],
    ["bit", "bit"],
  ])
})

/** What a source shows to visitors: its strings, without docstrings and names of things. */
const shownBy = (path, source) => {
  if (path.endsWith(".html")) return source
  const long = path.endsWith(".py") ? [...source.matchAll(/= """([\s\S]*?)"""/g)] : []
  const strings = source
    .replaceAll(/"""[\s\S]*?"""/g, "")
    .matchAll(/"((?:\\.|[^"\\\n])*)"|`([^`]*)`/g)
  return [...long, ...strings]
    .map(([, one, other]) => one ?? other)
    .filter(text => /[A-Z ]/.test(text))
    .join("\n")
}

test("every word is used on some page", () => {
  const files = readdirSync(ROOT, { recursive: true, encoding: "utf8" }).filter(
    path => /(^app|page|^web)\/.*\.(py|js|html)$/.test(path) && !path.includes("glossary"),
  )
  const used = new Set()
  for (const path of files)
    for (const { word } of find(shownBy(path, readFileSync(join(ROOT, path), "utf8"))))
      used.add(word)
  const unused = WORDS.map(([word]) => word).filter(word => !used.has(word))
  assert.deepEqual(unused, [])
})

test("a step of a lesson is no step of a network: where a room counts them no word is marked", () => {
  const markup = name => readFileSync(join(ROOT, "demos/room/page", name), "utf8")
  const free = (html, part) => new RegExp(`class="${part}[^>]*data-words="none"`).test(html)
  for (const part of ["place", "bar"]) assert.ok(free(markup("blackboard/blackboard.html"), part))
  for (const part of ["where", "behind"]) assert.ok(free(markup("seat/seat.html"), part))
})
