"""What strangers paste and upload is read right, or answered with a sentence."""

import numpy as np
import pytest

from seqdemo.demos.forecast.cells import UnreadableError, cells
from seqdemo.demos.forecast.own_series import LONGEST, decoded, drawn_series, read_series
from seqdemo.demos.forecast.seasons import find_season


def table(rows, head="day;value"):
    return "\n".join([head, *(f"{a};{b}" for a, b in rows)])


def months(count, first=0):
    return [f"{2000 + n // 12}-{1 + n % 12:02d}" for n in range(first, first + count)]


@pytest.mark.parametrize(
    "text",
    [
        "1, 2, 3, 4, 5, 6, 7, 8, 9",
        "1 2 3\n4 5 6\n7 8 9",
        "\n".join("123456789"),
        "value\n" + "\n".join("123456789"),
        "1;2;3;4;5;6;7;8;9",
        "\ufeff1\t2\t3\t4\t5\t6\t7\t8\t9".lstrip("\ufeff"),
    ],
)
def test_numbers_are_read_however_they_are_set_apart(text):
    assert read_series(text).series.values.tolist() == [1, 2, 3, 4, 5, 6, 7, 8, 9]


@pytest.mark.parametrize("gap", ["nan", "1e999", "n/a", "-"])
@pytest.mark.parametrize("mark", [" ", ",", ", "])
def test_a_word_among_numbers_is_a_gap(mark, gap):
    numbers = [str(n) for n in range(1, 13)]
    series = read_series(mark.join([*numbers[:5], gap, *numbers[6:]])).series
    assert series.values.tolist() == list(range(1, 13))
    assert "1 row is no number" in series.note or "1 rows" in series.note


def test_digits_of_other_scripts_are_numbers():
    assert read_series(" ".join(["١٫٥", "٢", "३", "４"] * 3)).series.values[:4].tolist() == [
        1.5,
        2,
        3,
        4,
    ]


@pytest.mark.parametrize("sign", ["\ufeff", "\u202e", "\u200b"])
def test_signs_that_nobody_sees_are_no_part_of_a_number(sign):
    found = read_series(" ".join(f"{sign}{n}{sign}" for n in range(8)))
    assert found.series.values.tolist() == [*range(8)]
    assert found.series.title == "Your series"


@pytest.mark.parametrize("gap", ["\u00a0", "\u202f", "\u2009"])
@pytest.mark.parametrize("between", ["\n", " "])
def test_thousands_set_apart_by_a_space_that_does_not_break(between, gap):
    text = between.join(f"1{gap}{200 + 3 * n},5" for n in range(8))
    assert read_series(text).series.values.tolist() == [1200.5 + 3 * n for n in range(8)]


@pytest.mark.parametrize(
    "row", ["112 118 132 129 121 135 148 148 136 119", "2021 112 118 132 129 121 135 148 148 136"]
)
def test_a_row_of_numbers_set_apart_by_such_spaces_is_no_number_in_threes(row):
    found = read_series(row.replace(" ", "\u00a0"))
    assert found.series.values.tolist() == [int(number) for number in row.split()]


def test_decimal_commas_and_semicolons():
    rows = [(f"{n + 1:02d}.03.2020", f"1.{n:03d},5") for n in range(20)]
    series = read_series(table(rows)).series
    assert series.values.tolist() == [1000.5 + n for n in range(20)]
    assert series.label(0) == "2020-03-01" and series.label(20) == "2020-03-21"


def test_decimal_commas_one_number_a_line():
    assert read_series("\n".join(f"{n * 3},5" for n in range(9))).series.values[1] == 3.5


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("1,5 2,5 3,5", [1.5, 2.5, 3.5]),
        ("1.200,5 1.300 1.400", [1200.5, 1300, 1400]),
        ("0,125 0,250 0,375", [0.125, 0.25, 0.375]),
        ("€5 €6.5 €7", [5, 6.5, 7]),
        ("5% 6% 7%", [5, 6, 7]),
        ("−5 −4 3", [-5, -4, 3]),
    ],
)
def test_numbers_as_they_are_written_and_printed(words, first):
    assert read_series(" ".join([words] * 4)).series.values[:3].tolist() == first
    assert read_series("\n".join([words] * 4)).series.values[:3].tolist() == first
    assert read_series("\n".join(words.split() * 4)).series.values[:3].tolist() == first


@pytest.mark.parametrize("mark", [" ", "\n"])
def test_three_digits_after_every_comma_are_thousands_and_that_is_said(mark):
    series = read_series(mark.join(["1,200", "1,300", "2,450"] * 4)).series
    assert series.values[:3].tolist() == [1200, 1300, 2450]
    assert series.note == "“1,200” is read as 1200."


def test_what_is_left_out_is_said():
    series = read_series("NaN 1e99 1 2 3 4 5 6 7 8 nan").series
    assert series.values.tolist() == [1, 2, 3, 4, 5, 6, 7, 8]
    assert series.note == "3 rows are no number, before or after all others: left out."
    counted = read_series("\n".join(f"{n},{n % 3}" for n in range(1, 12))).series
    assert counted.note == "The first column only counts the rows."


def test_lines_of_a_number_and_a_counter_are_a_table():
    text = "\n".join(f"{n},{10 * n}" for n in range(1, 12))
    assert read_series(text).series.values.tolist() == [10 * n for n in range(1, 12)]


def test_thousands_set_apart_in_quotes():
    text = "month,value\n" + "\n".join(
        f'{month},"1,{200 + n}"' for n, month in enumerate(months(9))
    )
    assert read_series(text).series.values[0] == 1200


def test_gaps_are_filled_and_said():
    rows = [(month, 10.0 * n) for n, month in enumerate(months(40)) if n not in (7, 20, 21)]
    series = read_series(table(rows)).series
    assert len(series) == 40 and series.values[20] == 200
    assert series.note == "3 missing values filled in along a straight line."


def test_of_two_values_of_a_date_the_last_counts():
    rows = [(f"2020-01-{n + 1:02d}", n) for n in range(12)]
    series = read_series(table([*rows, ("2020-01-05", 99)])).series
    assert series.values[4] == 99 and "1 date stood twice" in series.note


def test_rows_out_of_order_are_sorted_by_date():
    rows = [(f"2020-01-{n + 1:02d}", n) for n in range(12)]
    assert read_series(table(rows[::-1])).series.values.tolist() == list(range(12))


def test_text_between_numbers_is_filled_in():
    series = read_series("1\n2\nx\n4\n5\n\n6\nn/a\n8\n9\n10").series
    assert series.values.tolist() == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    assert series.note == "2 rows are no number: filled in along a straight line."


def test_several_columns_are_offered_and_one_is_taken():
    text = "\n".join(["day,warm,cold", *(f"2020-01-{n + 1:02d},{n},{-n}" for n in range(12))])
    found = read_series(text, "cold")
    assert found.columns == ("warm", "cold")
    assert found.series.values[3] == -3 and found.series.title == "cold"
    assert read_series(text, "no such").series.title == "warm"


def test_american_dates_and_european_ones():
    american = "\n".join(["a,b", *(f"03/{n + 1:02d}/2020,{n}" for n in range(20))])
    european = "\n".join(["a,b", *(f"{n + 1:02d}/03/2020,{n}" for n in range(20))])
    assert read_series(american).series.label(4) == "2020-03-05"
    assert read_series(european).series.label(4) == "2020-03-05"


def test_dates_without_an_even_step_count_in_their_order():
    rows = [(f"{1900 + 7**n % 97}-0{1 + n % 9}-11", n) for n in range(12)]
    series = read_series(table(rows)).series
    assert series.dates is None and "no even step" in series.note


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "nothing to read"),
        (" \n;;\n", "nothing to read"),
        ("hello world\nand more", "no numbers"),
        ("date,value", "no numbers"),
        ("5", "there is 1 here"),
        ("1 2 3", "there are 3 here"),
        ("inf\nnan\n1e400\n-inf\n1e99\n2\n3\n4", "3 of 8 rows hold a number"),
        ("x\n" + "1e300\n-1e300\n" * 9, "no numbers .* 15 zeros"),
        ("x,y\n" + "a,1\nb,c\nd,\n" * 9, "9 of 27 rows hold a number"),
        ("\x00\x01\x02" * 50, "no numbers"),
    ],
)
def test_what_holds_no_series_is_answered_with_a_sentence(text, words):
    with pytest.raises(UnreadableError, match=words):
        read_series(text)


def test_a_huge_table_is_cut_to_its_latest_values():
    start = np.datetime64("1500-01-01")
    text = table([(start + n, n % 7) for n in range(60_000)])
    series = read_series(text).series
    assert len(series) == LONGEST and series.season[0] == 7
    assert "Of 60,000 values, the latest 20,000 are kept." in series.note


def test_a_wide_and_ragged_table_is_read():
    text = "\n".join(
        [",".join(["1"] * 500), *(",".join([str(n)] * (n % 40)) for n in range(1, 40))]
    )
    assert len(cells(text).names) == 60


def test_formulas_are_no_numbers():
    with pytest.raises(UnreadableError):
        read_series("\n".join(["=1+1", "=cmd()", "@sum"] * 10))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_files_in_any_usual_encoding(encoding):
    text = "Tag;Wärme\n" + "\n".join(f"2020-01-{n + 1:02d};{n}" for n in range(12))
    assert read_series(decoded(text.encode(encoding))).columns == ("Wärme",)


def test_a_season_is_found_where_there_is_one():
    time = np.arange(200)
    rng = np.random.default_rng(0)
    assert find_season(np.sin(2 * np.pi * time / 17) + 0.1 * rng.normal(size=200)) == (17, 0)
    assert find_season(rng.normal(size=200)) == (0, 0)
    assert find_season(3.0 * time) == (0, 0)
    assert find_season(np.ones(50)) == (0, 0)


def test_a_drawn_line_is_a_series_and_a_short_one_is_not():
    assert drawn_series(tuple(range(20))).values[3] == 3
    with pytest.raises(UnreadableError, match="longer"):
        drawn_series((1, 2, 3))
