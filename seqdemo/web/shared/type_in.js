// Text put into a field of Streamlit's as if a visitor had typed it.

/**
 * Set what stands in a field, and have React hear of it: it does only where its own way of setting a
 * value is gone round.
 *
 * @param {any} field
 * @param {string} value
 */
export const typeIn = (field, value) => {
  const { set } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value") ?? {}
  set?.call(field, value)
  field.dispatchEvent(new Event("input", { bubbles: true }))
}
