// Columns as Python sends them, read: numbers unpacked, and what all slots of a row share.

import { scaled, unpack } from "../shared/trace.js"

/** A slot with its numbers unpacked. */
const readSlot = slot => {
  if (slot?.kind === "stroke")
    return { ...slot, lines: slot.lines.map(line => unpack(line, Float32Array)) }
  if (slot?.over) return { ...slot, over: { ...slot.over, values: scaled(slot.over.weights) } }
  return slot
}
export const readColumn = column => ({
  ...column,
  input: readSlot(column.input),
  output: readSlot(column.output),
})

/** What all slots of a row share. */
export const sharedOf = (data, columns, name) => {
  const most = Math.max(
    1e-6,
    ...columns.map(column => (column[name]?.over ? Math.max(...column[name].over.values) : 0)),
  )
  return { range: data.ranges[name], pictures: data.pictures, most }
}
