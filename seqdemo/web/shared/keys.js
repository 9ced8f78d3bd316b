// Which keys belong to whom.

/** Elements that use the arrow keys themselves. */
export const USES_ARROWS = "input, textarea, select, [contenteditable], [role=slider], [role=combobox], [role=listbox], [role=radiogroup], [role=tablist]"
