// How a component lives: Streamlit calls its default export again for every change of data or theme.

/** The default export: one instance a root, made by `create(root)`, updated in place. */
const mounting = (selector, create) => {
  const instances = new WeakMap()
  return ({ data, parentElement, setStateValue, setTriggerValue }) => {
    const root = parentElement.querySelector(selector)
    if (!root || !data) return
    let instance = instances.get(root)
    if (!instance) {
      instance = create(root)
      instances.set(root, instance)
    }
    instance.update(data, { setStateValue, setTriggerValue })
    return () => { instance.dispose(); instances.delete(root) }
  }
}

/** Elements that use the arrow keys themselves. */
const USES_ARROWS = "input, textarea, select, [contenteditable], [role=slider], [role=combobox], [role=listbox], [role=radiogroup], [role=tablist]"
