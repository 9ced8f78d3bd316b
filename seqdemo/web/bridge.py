"""Streamlit components made of the ES modules in this package.

Streamlit sends inline html, css and js again with every message. A component of this module is one
file instead, served under a name with its hash: a message holds that name and the data. The file is
bundled when the component is first shown, so neither an installation nor a checkout needs a build.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
import tempfile
from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import streamlit as st
from streamlit.errors import Error as StreamlitError

from seqdemo.core.cache_folder import cache_folder
from seqdemo.core.whole_file import write_whole
from seqdemo.web.messages import Listener, Messages
from seqdemo.web.modules import bundle, parse

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

SHARED = Path(__file__).parent / "shared"
_PROJECT = "seqdemo"
_ANEW = "seqdemo.anew"
_LOG = logging.getLogger(__name__)
_LOCK = Lock()
_IMPORT = re.compile(r'^@import "([^"]+)";\n', re.M)
_TYPE = re.compile(r"(font(?:-size)?:[^;{}/]*?)(?<![\w.(-])(\d*\.?\d+(?:px|r?em))\b")

# Streamlit fetches a script by an element of its own for every message, and waits for it although
# the browser has it: a frame is drawn meanwhile. Inline code is imported once.
HOME = """\
const [app] = document.querySelector("script[src*='static/js/']").src.split("static/js/")
const home = `${app}_stcore/bidi-components/`
"""
"""JavaScript that finds where scripts are served."""

_LOADER = HOME + "export default (await import(`${home}%s`)).default\n"


class Component:
    """A Streamlit component; call it in a page to show it.

    Attributes:
        name: Of the component and of its files: `<name>.js`, `.html` and `.css`.
        folder: Where these files are.
        parts: Styles of parts that it shares with other components, after `base.css`.
    """

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self.folder = folder
        self._renderer: ComponentRenderer | None = None
        self._file: Path | None = None

    def __call__(
        self,
        *,
        key: str,
        data: Mapping[str, Any],
        listeners: Mapping[str, Listener] | None = None,
        fragment: str | None = None,
        changes: bool = False,
    ) -> None:
        """Show the component.

        Args:
            key: Names it in the session.
            data: What its `update` gets, as JSON can write it.
            listeners: Name of a value or a trigger -> who gets it when the browser sends one. Of
                one message all are called, once each, in this order; each gives the keys of the
                fragments to rerun, or None for what Streamlit reruns by default.
            fragment: Key of the fragment it stands in, if it has one.
            changes: Whether after a message the browser is given no more than what has changed of
                `data`; needs `fragment`. Its data are then kept in the session.
        """
        if not st.runtime.exists():
            return  # a page run as a plain script has nobody to show it to
        with _LOCK:
            renderer = self._registered()
        key = _begun(key)
        messages = Messages(key, listeners or {}, fragment, changes=changes)
        events: dict[str, Any] = dict(messages.callbacks)
        messages.shown(renderer(key=key, data=messages.give(data), **events))

    @cached_property
    def script(self) -> str:
        """The whole component as one ES module: code, markup and styles.

        Raises:
            ModuleError: If its modules do not fit together.
        """
        html = (self.folder / f"{self.name}.html").read_text("utf-8")
        css = readable(styles(SHARED / "base.css") + styles(self.folder / f"{self.name}.css"))
        mount = os.path.relpath(SHARED / "mount.js", self.folder).replace(os.sep, "/")
        entry = (
            f'import {{ mounting }} from "./{mount}"\n'
            f'import create from "./{self.name}.js"\n'
            f"export default mounting(create, {json.dumps(html)}, {json.dumps(css)})\n"
        )
        return bundle(parse(self.folder / f"{self.name} (entry)", entry))

    def served(self) -> str | None:
        """Address of the script below `home`; None where it is sent with every message."""
        with _LOCK:
            self._registered()
        return self._address

    @property
    def _address(self) -> str | None:
        return f"{self._id}/{self._file.name}" if self._file else None

    def _registered(self) -> ComponentRenderer:
        """What shows it in the server that runs now; in tests each page has its own server."""
        if self._renderer is None or (self._file and not _is_declared(self._id)):
            self._renderer = self._register()
        elif self._file and not self._file.is_file():  # somebody has emptied the cache
            try:
                _write(self._file, self.script)
            except OSError:
                self._renderer = self._register()
        return self._renderer

    @property
    def _id(self) -> str:
        return f"{_PROJECT}.{self.name}"

    def _register(self) -> ComponentRenderer:
        """Have Streamlit serve the script; where that fails, send it with every message."""
        code = hashlib.sha256(self.script.encode()).hexdigest()[:16]
        try:
            self._file = _keep(Path(self.name) / f"{self.name}-{code}.js", self.script)
            _declare(self.name, self._file.parents[1])
            return st.components.v2.component(self._id, js=_LOADER % self._address)
        except (ImportError, AttributeError, TypeError, OSError, StreamlitError) as error:
            _LOG.warning("The script of %s is sent with every message: %s", self.name, error)
            self._file = None
            return st.components.v2.component(self._id, js=self.script)


def begin_anew() -> None:
    """Have all components of pages begin anew, as if the page had just been opened.

    What they keep in the browser, such as a selected step, is then what Python says.
    """
    st.session_state[_ANEW] = st.session_state.get(_ANEW, 0) + 1


def _begun(key: str) -> str:
    """A component's key, another one whenever it begins anew; those of the frame never do."""
    times = st.session_state.get(_ANEW, 0)
    return f"{key}~{times}" if times and not key.startswith("seqdemo.") else key


def component(name: str, folder: Path) -> Component:
    """Make a Streamlit component of `<name>.js`, `.html` and `.css` in a folder.

    The default export of `<name>.js` is a function of the component's own element, the only one
    in `<name>.html`. It gives an object with `update(data, {setStateValue, setTriggerValue})`,
    called for every change of data or theme, and `dispose()`. `shared/base.css` comes before its
    own styles, which may begin with `@import` of another component's whose parts it uses.

    Args:
        name: Also its name for Streamlit: one that no other component has.
        folder: Where the files are.
    """
    return _made(name, folder)


@cache  # apart from `component`, whose arguments a type checker would no longer see
def _made(name: str, folder: Path) -> Component:
    return Component(name, folder)


def styles(path: Path) -> str:
    """A style sheet with those of other components that it begins with: `@import "../x/x.css";`."""
    return _IMPORT.sub(lambda found: styles(path.parent / found[1]), path.read_text("utf-8"))


def readable(css: str) -> str:
    """Styles in which no type is smaller than `--least-type`, which a projector needs.

    `font-size: 12px` becomes `font-size: max(var(--least-type, 0px), 12px)`.
    """
    return _TYPE.sub(r"\1max(var(--least-type, 0px), \2)", css)


# Streamlit serves files only of components that an installed package declares in a pyproject.toml.
# A checkout is no installed package, so the same is declared at run time.
def _declare(name: str, root: Path) -> None:
    from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
    from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

    manifest = ComponentManifest(_PROJECT, "", [ComponentConfig(name, asset_dir=name)])
    get_bidi_component_manager().register_from_manifest(manifest, root)


def _is_declared(component_id: str) -> bool:
    from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager

    return get_bidi_component_manager().get_component_asset_root(component_id) is not None


def _keep(name: Path, text: str) -> Path:
    """The file with that text in the cache, or, where that is read-only, in a new folder."""
    try:
        return _write(cache_folder("web") / name, text)
    except OSError:
        return _write(Path(tempfile.mkdtemp(prefix="seqdemo-web-")) / name, text)


def _write(path: Path, text: str) -> Path:
    if not path.is_file():
        write_whole(path, text.encode())
    return path.resolve()
