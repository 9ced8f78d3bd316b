// A grid of cells, such as one to draw a letter in.

import { ROW } from "./drawing.js"

export const gridElement = (side = ROW) => {
  const grid = document.createElement("div")
  grid.className = "grid"
  grid.setAttribute("role", "grid")
  for (let y = 0; y < side; y++) {
    const row = document.createElement("div")
    row.className = "row"
    row.setAttribute("role", "row")
    for (let x = 0; x < side; x++) {
      const cell = document.createElement("div")
      cell.className = "cell"
      cell.setAttribute("role", "gridcell")
      cell.setAttribute("aria-label", `row ${y + 1} column ${x + 1}`)
      cell.setAttribute("aria-selected", "false")
      cell.tabIndex = -1
      row.append(cell)
    }
    grid.append(row)
  }
  return grid
}

export const paintGrid = (grid, bits) => {
  grid.querySelectorAll(".cell").forEach((cell, n) => {
    const on = bits[n] === "1" ? "true" : "false"
    if (cell.getAttribute("aria-selected") !== on) cell.setAttribute("aria-selected", on)
  })
}
