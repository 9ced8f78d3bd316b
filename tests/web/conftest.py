"""A real browser for components that no page shows yet."""

from real_browser import new_context, page, visitors, watch

__all__ = ["new_context", "page", "visitors", "watch"]
