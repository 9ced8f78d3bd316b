// What the browser writes for the numbers on stdin.

import { readFileSync } from "node:fs"
import { significant } from "../../seqdemo/web/shared/format.js"

const values = JSON.parse(readFileSync(0, "utf-8"))
console.log(
  JSON.stringify([
    { three: values.map(value => significant(value)), two: values.map(value => significant(value, 2)) },
  ]),
)
