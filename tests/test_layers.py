"""What import-linter's contracts cannot say: "all of a demo but its page"."""

import grimp
import pytest

PAGE = "page"


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("seqdemo", include_external_packages=True)


def test_of_a_demo_only_its_page_knows_streamlit(graph: grimp.ImportGraph) -> None:
    parts = [
        module
        for demo in graph.find_children("seqdemo.demos")
        for module in graph.find_children(demo)
        if module.rpartition(".")[2] != PAGE
    ]
    assert len(parts) > 40
    knowing = graph.find_descendants("seqdemo.app") | graph.find_descendants("seqdemo.web")
    assert knowing
    for module in parts:
        imported = graph.find_modules_directly_imported_by(module)
        assert not imported & ({"streamlit"} | knowing), module
