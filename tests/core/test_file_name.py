"""File names in sentences."""

from seqdemo.core.file_name import LONGEST, MOST_BYTES, file_name_of, shown_file_name


def test_names_of_files_fit_on_the_page_and_hide_nothing():
    assert shown_file_name("holiday.jpg") == "holiday.jpg"
    assert len(shown_file_name("x" * 500)) <= LONGEST
    assert shown_file_name("\x00\n\t", "photo") == "photo"
    assert shown_file_name("a\u202egpj.exe") == "agpj.exe"


def test_a_name_made_of_a_title_keeps_the_letters_of_all_scripts():
    assert file_name_of("Ünsere erste Stunde: LSTM & Co.") == "ünsere-erste-stunde-lstm-co"
    assert file_name_of("U\u0308nser") == "ünser"  # typed as two characters
    assert file_name_of("循环网络 2") == "循环网络-2"
    assert file_name_of("हिन्दी पाठ") == "हिन्दी-पाठ"
    assert file_name_of("../../etc/passwd\x00") == "etc-passwd"
    assert file_name_of("?!", "lesson") == "lesson"
    longest = file_name_of("语" * 80).encode()
    assert len(longest) <= MOST_BYTES and longest.decode() == "语" * (MOST_BYTES // 3)
