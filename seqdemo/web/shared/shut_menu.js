// A phone's menu stays shut until it is opened. Streamlit opens it where the window is wider than
// 768 pixels, as that of a phone on its side is, unless the browser keeps that it was shut.

import { store } from "./browser_storage.js"

/** Where Streamlit keeps it. */
const KEPT = "stSidebarCollapsed-"
const PHONE = "(pointer: coarse) and (max-width: 640px), (pointer: coarse) and (max-height: 500px)"
const OPEN = '[data-testid="stSidebar"][data-collapsed="false"]'
const LINK = '[data-testid="stSidebar"] a'
const SHUT = '[data-testid="stSidebarCollapseButton"] button'

/**
 * Keep the menu of a phone shut when the phone is turned, and when a page is opened; shut it when a
 * page is chosen in it, as it lies over that page.
 *
 * @param {Window} where Whose page it is.
 */
export const keepMenuShut = (where = window) => {
  const isPhone = () => where.matchMedia(PHONE).matches
  const keep = () => {
    if (isPhone()) store(KEPT, "true", { tab: false })
  }
  const shut = () => {
    if (isPhone() && where.document.querySelector(OPEN))
      /** @type {HTMLElement | null} */ (where.document.querySelector(SHUT))?.click()
    keep()
  }
  shut() // a page that is opened in a wide window has it open by now
  where.addEventListener("click", ({ target }) => {
    if (/** @type {any} */ (target).closest?.(LINK)) shut()
  })
  // Streamlit reads it after it has heard of another width, and when a page is opened.
  for (const name of ["resize", "pagehide"]) where.addEventListener(name, keep)
}
