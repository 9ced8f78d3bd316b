"""What is said of files that the browser refused."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest


def page() -> None:
    import streamlit as st

    from seqdemo.app.upload import upload

    st.session_state["seqdemo.refused.here"] = st.session_state["told"]
    upload("A table", "A table as .csv", ["csv"], 3, "here")


def said(told: object) -> list[str]:
    app = AppTest.from_function(page)
    app.session_state["told"] = told
    app.run()
    assert not app.exception
    return [one.value for one in app.caption]


def test_every_file_that_was_left_out_is_named_with_the_reason():
    assert said([]) == []
    (kind,) = said([["a.pdf", "kind"]])
    assert kind == (
        "A table as .csv of at most 3\N{NO-BREAK SPACE}MB can be opened here\\: "
        "“a.pdf” was left out."
    )
    kind, one = said([["a.pdf", "kind"], ["b.csv", "one"], ["c.pdf", "kind"]])
    assert "“a.pdf” and “c.pdf” were left out" in kind
    assert "One file" in one and "“b.csv” was left out" in one


def test_of_many_files_some_are_named_and_the_rest_counted():
    (words,) = said([[f"{n}.pdf", "kind"] for n in range(300)])
    assert words.endswith("“0.pdf”, “1.pdf”, “2.pdf”, “3.pdf”, “4.pdf” and 295 more were left out.")


def test_a_name_of_a_file_is_no_markup():
    (words,) = said([["$x$ [a](javascript:alert(1)) :material/home:.pdf", "kind"]])
    assert (
        "[a](" not in words and "$x$" not in words and ":material" not in words.replace("\\:", "")
    )


@pytest.mark.parametrize("told", [{}, {"files": None}, {"files": [1, [2], ["a", "b", "c"]]}])
def test_what_no_browser_of_ours_sends_is_no_file(told):
    def hears() -> None:
        import streamlit as st

        from seqdemo.app import upload

        upload._hear("here", st.session_state["sent"])
        st.session_state["words"] = upload.refused("here", "A table", 3)

    app = AppTest.from_function(hears)
    app.session_state["sent"] = told
    app.run()
    assert not app.exception and app.session_state["words"] == ()


class File:
    def __init__(self, name: str) -> None:
        self.name = self.file_id = name


def test_each_file_is_taken_once_and_a_box_is_emptied_when_it_is_shut():
    def hears() -> None:
        import streamlit as st

        from seqdemo.app import upload

        st.session_state["boxes"], told = [upload._box("here", is_open=True)], []
        for files in st.session_state["came"]:
            st.session_state[st.session_state["boxes"][0]] = files
            upload._take("here", st.session_state["boxes"][0], told.append)
            st.session_state["boxes"].append(upload._box("here", is_open=True))
        st.session_state["boxes"] += [upload._box("here", is_open=False) for _ in range(2)]
        st.session_state["told"] = [[one.name for one in files] for files in told]

    app = AppTest.from_function(hears)
    red, blue = File("red"), File("blue")
    app.session_state["came"] = [[red], [red, blue]]
    app.run()
    assert not app.exception
    assert app.session_state["told"] == [["red"], ["blue"]]
    *before, shut, after = app.session_state["boxes"]
    assert len(set(before)) == 1 and shut == after != before[0]
