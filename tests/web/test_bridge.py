"""A component's script is a file that the browser keeps: messages hold its address and the data."""

import re
from pathlib import Path

import pytest
from streamlit.components.v2 import component_manager
from streamlit.testing.v1 import AppTest

import seqdemo
from seqdemo.core.cache_folder import CACHE
from seqdemo.web import bridge
from seqdemo.web.bridge import Component, component

FOUND = sorted(
    (
        found
        for main in Path(seqdemo.__path__[0]).rglob("*.html")
        for found in [(main.stem, main.parent)]
    ),
)


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv(CACHE, str(tmp_path / "cache"))
    return tmp_path / "cache" / "web"


@pytest.fixture
def toy(tmp_path):
    folder = tmp_path / "toy"
    folder.mkdir()
    (folder / "toy.js").write_text(
        "const create = root => ({ update() {}, dispose() {} })\nexport default create\n"
    )
    (folder / "toy.html").write_text("<section class=toy></section>\n")
    (folder / "toy.css").write_text(".toy { color: red; }\n")
    return component("toy", folder)


def shown(toy):
    """What a browser gets when a page shows the component."""

    def page(toy):
        toy(key="toy", data={"a": 1})

    at = AppTest.from_function(page, kwargs={"toy": toy}).run()
    assert not at.exception
    return at.get("bidi_component")[0].proto


def file_of(proto):
    """Name of the script that a message has the browser import."""
    found = re.search(r"{home}seqdemo\.toy/(toy-\w+\.js)`", proto.js_content)
    assert found
    return found[1]


@pytest.mark.parametrize(("name", "folder"), FOUND)
def test_every_component_of_the_app_is_one_script(name, folder):
    script = Component(name, folder).script
    assert len(re.findall(r"^export default ", script, re.M)) == 1
    assert not re.search(r"^import ", script, re.M)
    assert bridge.styles(folder / f"{name}.css")[:20] in script.replace('\\"', '"')


def test_every_component_is_shown_under_a_name_of_its_own():
    names = [name for name, _ in FOUND]
    assert len(names) == len(set(names)) >= 9


def test_a_message_holds_the_address_of_the_script_and_not_the_script(toy, cache):
    proto = shown(toy)
    assert proto.html_content == proto.css_content == proto.css_source_path == ""
    assert len(proto.js_content) < 250
    assert proto.json == '[{"a": 1}]'
    assert (cache / "toy" / file_of(proto)).read_text("utf-8") == toy.script


def test_a_script_is_no_element_that_streamlit_fetches_for_every_message(toy):
    assert shown(toy).js_source_path == ""


def test_the_name_of_the_script_changes_with_what_is_in_it(toy, tmp_path):
    before = file_of(shown(toy))
    (toy.folder / "toy.css").write_text(".toy { color: blue; }\n")
    assert file_of(shown(Component("toy", toy.folder))) != before


def test_every_server_in_a_process_serves_it(toy):
    assert file_of(shown(toy)) == file_of(shown(toy))


def test_a_script_that_was_deleted_is_written_again(toy, cache, monkeypatch):
    name = file_of(shown(toy))
    monkeypatch.setattr(bridge, "_is_declared", lambda _: True)  # the same server goes on
    (cache / "toy" / name).unlink()
    toy._registered()
    assert (cache / "toy" / name).is_file()


def test_where_the_cache_is_read_only_another_folder_serves_it(toy, tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv(CACHE, str(tmp_path / "file"))  # no folder can be made there, even by root
    assert file_of(shown(toy)).startswith("toy-")


def test_where_nothing_can_be_written_the_script_goes_with_every_message(toy, monkeypatch, logged):
    def refuse(*_):
        raise OSError("read-only file system")

    monkeypatch.setattr(bridge, "_write", refuse)
    proto = shown(toy)
    assert proto.js_content == toy.script
    assert "read-only file system" in "".join(logged)


def test_a_streamlit_that_cannot_declare_files_still_shows_components(toy, monkeypatch):
    monkeypatch.delattr(component_manager.BidiComponentManager, "register_from_manifest")
    assert shown(toy).js_content == toy.script


def test_outside_a_server_nothing_is_shown(toy):
    assert toy(key="toy", data={}) is None
