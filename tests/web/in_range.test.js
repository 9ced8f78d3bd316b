// A typed number that is out of range gives way to the nearest one that counts, before Streamlit reads it.

import assert from "node:assert/strict"
import { test } from "node:test"
import { inRange, keepInRange } from "../../seqdemo/web/shared/in_range.js"
import { Field } from "./react_field.js"

/** A page with such a field: type in it, press a key, leave it. */
const scene = () => {
  const heard = {},
    told = /** @type {string[]} */ ([]),
    field = Object.assign(new Field(), { min: "0", max: "99999", told })
  field.addEventListener("input", () => field.told.push(field.value))
  const where = {
    addEventListener: (name, listener) => {
      heard[name] = listener
    },
  }
  keepInRange(/** @type {any} */ (where))
  const type = text => {
    field.value = text
  }
  return { heard, field, type }
}

test("what is out of range gives way to the nearest number when the field is left, or at Enter", () => {
  const { heard, field, type } = scene()
  type("-5")
  heard.keydown({ target: field, key: "5" })
  assert.equal(field.value, "-5")
  heard.keydown({ target: field, key: "Enter" })
  assert.equal(field.value, "0")
  type("123456789")
  heard.focusout({ target: field })
  assert.equal(field.value, "99999")
  assert.deepEqual(field.told, ["0", "99999"])
})

test("an emptied field shows the number before, when it is left, or at Enter", () => {
  const { heard, field, type } = scene()
  type("7")
  heard.focusin({ target: field })
  type("")
  heard.keydown({ target: field, key: "Enter" })
  assert.equal(field.value, "7")
  type("12")
  heard.keydown({ target: field, key: "Enter" })
  type("")
  heard.focusout({ target: field })
  assert.deepEqual([field.value, field.told], ["12", ["7", "12"]])
  type("-3")
  heard.focusout({ target: field })
  type("")
  heard.focusout({ target: field })
  assert.equal(field.value, "0")
})

test("what counts as it is typed is left alone, and so is all that is no such field", () => {
  for (const value of ["", "0", "7", "99999", "2.5"])
    assert.equal(inRange({ value, min: "0", max: "99999" }), null)
  assert.equal(inRange({ value: "-5", min: "", max: "" }), null)
  const { heard, field, type } = scene()
  type("-5")
  field.matches = () => false
  heard.focusout({ target: field })
  heard.focusout({ target: {} })
  assert.deepEqual([field.value, field.told], ["-5", []])
})
