// What the tiny network of "Back through time" makes of the cases on stdin.

import { readFileSync } from "node:fs"
import {
  taskOf,
  throughTime,
} from "../../../seqdemo/demos/through_time/page/unrolled/tiny_word.js"

const answers = JSON.parse(readFileSync(0, "utf8")).map(({ word, units, list, window }) =>
  throughTime(taskOf(word, units), list, window),
)
console.log(JSON.stringify(answers))
