// The link to the page that a step is about, on the board and at a pupil's seat.

/**
 * Point a link there; it is hidden where there is no such page.
 *
 * @param {HTMLAnchorElement} anchor
 * @param {{ page: string, link: Record<string, string> } | undefined} view
 * @param {boolean} isHidden Whether it is hidden in any case.
 */
export const pointTo = (anchor, view, isHidden = false) => {
  const { page, link } = view ?? {}
  anchor.hidden = page === undefined || isHidden
  // The home page, "", stands beside the page of rooms.
  if (page !== undefined) anchor.href = `${page || "."}?${new URLSearchParams(link)}`
}
