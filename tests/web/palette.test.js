import assert from "node:assert/strict"
import { test } from "node:test"
import { surprising } from "../../seqdemo/demos/shakespeare/page/text_unroll/colours.js"
import {
  colourTable,
  contrast,
  divergingScale,
  markOf,
  mixed,
  openScale,
  tint,
} from "../../seqdemo/web/shared/palette.js"

const scale = divergingScale(["#0000ff", "#ffffff", "#ff8000"])

test("a signed value lies between the middle and its own end", () => {
  assert.equal(scale(0), "rgb(255,255,255)")
  assert.equal(scale(-1), "rgb(0,0,255)")
  assert.equal(scale(1), "rgb(255,128,0)")
  assert.equal(scale(-0.5), "rgb(128,128,255)")
})

test("values beyond the ends are shown as the ends", () => {
  assert.equal(scale(-7), scale(-1))
  assert.equal(scale(1e9), scale(1))
})

test("a table of levels holds the scale's own colours", () => {
  const { colours, most } = colourTable(scale, 2.5)
  assert.equal(most, 2.5)
  assert.deepEqual([...colours.slice(0, 3)], [0, 0, 255])
  assert.deepEqual([...colours.slice(3 * 127, 3 * 127 + 3)], [255, 255, 255])
  assert.deepEqual([...colours.slice(3 * 254)], [255, 128, 0])
})

test("text on a colour is dark on light and light on dark", () => {
  assert.deepEqual(tint("rgb(10, 20, 30)"), ["rgb(10,20,30)", "#fff"])
  assert.deepEqual(tint("#fafafa"), ["rgb(250,250,250)", "#000"])
})

test("an open gate is darker than a shut one on paper, and lighter at night", () => {
  const sum = colour =>
    colour
      .match(/\d+/g)
      .map(Number)
      .reduce((a, b) => a + b)
  assert.ok(sum(openScale(false)(1)) < sum(openScale(false)(0)))
  assert.ok(sum(openScale(true)(1)) > sum(openScale(true)(0)))
})

test("a letter can be read on the colour of any surprise, light and dark", () => {
  for (const [dark, panel, own] of [
    [false, "#fdfdfb", "#1d2433"],
    [true, "#1c2027", "#eef1f5"],
  ])
    for (let share = 0; share <= 1; share += 0.05) {
      const ink = { inherit: own, "#fff": "#ffffff", "#000": "#000000" }[surprising(share, dark)[1]]
      const back = mixed(panel, markOf(dark), share)
      assert.ok(contrast(ink, back) >= 4.5, `${dark} ${share}`)
    }
})
