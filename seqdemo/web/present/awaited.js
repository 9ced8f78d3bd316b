// What a page works on while it has no picture yet, such as a measurement with its progress.

import { percent } from "../shared/format.js"

const BAR = '[data-testid="stProgress"], [data-testid="stSpinner"]'

/** What is under way, in words; "" if nothing is. */
export const underWay = () => {
  const bar = (document.querySelector('[data-testid="stMain"]') ?? document).querySelector(BAR)
  const share = bar?.querySelector('[role="progressbar"]')?.getAttribute("aria-valuenow")
  const words = bar?.textContent.trim() ?? ""
  return share ? `${words} ${percent(Number(share) / 100, 0)}` : words
}
