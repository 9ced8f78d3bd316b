"""A real browser for components that no page shows yet."""

from real_browser import browser, new_context, page, watch

__all__ = ["browser", "new_context", "page", "watch"]
