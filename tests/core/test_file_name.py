"""File names in sentences."""

from seqdemo.core.file_name import LONGEST, shown_file_name


def test_names_of_files_fit_on_the_page_and_hide_nothing():
    assert shown_file_name("holiday.jpg") == "holiday.jpg"
    assert len(shown_file_name("x" * 500)) <= LONGEST
    assert shown_file_name("\x00\n\t", "photo") == "photo"
    assert shown_file_name("a\u202egpj.exe") == "agpj.exe"
