"""Tables come in from any office program, go out harmless, and what went out comes back unchanged."""

import csv
import io
import json
import tracemalloc
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from itertools import combinations

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sme4smartcities.core.errors import Refused
from sme4smartcities.core.spreadsheets import Limits, Sheet, read, write_csv, write_json, write_xlsx
from sme4smartcities.core.spreadsheets.formulas import guarded, is_live, restored
from tests.effort import hang_guard, steps

HEADER = ("name", "city", "note")
WRITERS = [write_csv, write_xlsx, write_json]
LIVE = [
    "=1+1",
    "+34 968",
    "-1+1|cmd",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\0=1",
    "＝1",
    "＋1",
    "－1",
    "＠A",
]
TEXTS = {
    "es": "nombre;ciudad\nAsociación de vecinos;Murcia\nCompañía Española;Málaga\nEl Niño;¿Ñuñoa?\n",
    "it": "nome;città\nSocietà Più;Genova\nPerché è così;Forlì\nUniversità;L'Aquila\n",
    "fr": "nom;ville\nSociété générale d'électricité;Béziers\nÉcole créée;Nîmes\n",
    "he": 'שם;עיר\nעיריית כפר סבא;כפר סבא\nחברת "הייטק";תל אביב-יפו\nSmart City;אשדוד\n',
    "ar": "الاسم;المدينة\nبلدية رام الله;رام الله\nشركة الحلول الذكية;البيرة\n",
}
ENCODED = [
    *[("es", e) for e in ("cp1252", "iso8859-1", "iso8859-15", "mac_roman", "cp850")],
    *[("es", e) for e in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32")],
    *[("it", e) for e in ("cp1252", "mac_roman", "cp850")],
    *[("fr", e) for e in ("cp1252", "mac_roman", "cp850")],
    *[("he", e) for e in ("cp1255", "iso8859-8", "utf-8", "utf-16", "utf-16-le")],
    *[("ar", e) for e in ("cp1256", "iso8859-6", "utf-8", "utf-16", "utf-16-be")],
]

cells = st.text(st.characters(codec="utf-8"), max_size=12) | st.sampled_from(
    [*LIVE, "'=1", "_x0041_", "#N/A"]
)
tables = st.integers(1, 4).flatmap(
    lambda width: st.tuples(
        st.lists(
            st.text(st.characters(codec="utf-8"), min_size=1, max_size=8).filter(
                lambda name: name == name.strip()
            ),
            min_size=width,
            max_size=width,
            unique=True,
        ).map(tuple),
        st.lists(st.tuples(*[cells] * width).filter(any), min_size=1, max_size=5),
    )
)


def file(text: str | bytes) -> io.BytesIO:
    return io.BytesIO(text if isinstance(text, bytes) else text.encode())


def refusal(text: str | bytes, limits: Limits | None = None) -> str:
    with pytest.raises(Refused) as refused:
        read(file(text), limits)
    return refused.value.code


def zipped(**parts: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


def xlsx(rows, *, state="visible") -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.active.sheet_state = state
    out = io.BytesIO()
    if state != "visible":
        book.create_sheet("shown").append(["seen"])
    book.save(out)
    return out.getvalue()


def replaced(workbook: bytes, name: str, change) -> bytes:
    """Give the workbook with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for entry in old.namelist():
            content = old.read(entry)
            new.writestr(entry, change(content) if entry == name else content)
    return out.getvalue()


# --- What goes out comes back ------------------------------------------------------------------


@pytest.mark.parametrize("write", WRITERS)
@settings(max_examples=60, deadline=None)
@given(table=tables)
def test_what_was_written_is_read_back_unchanged(write, table):
    header, rows = table
    sheet = read(write(header, rows))
    assert (sheet.header, sheet.rows) == (header, rows)


@settings(max_examples=300)
@given(st.text(max_size=8) | st.text("'=+-@1\t", max_size=8))
def test_guarding_a_formula_is_reversible(text):
    assert restored(guarded(text)) == text


@pytest.mark.parametrize("text", LIVE)
def test_no_formula_lives_in_a_csv_file(text):
    lines = io.TextIOWrapper(write_csv(HEADER, [(text, "Murcia", "")]), "utf-8-sig", newline="")
    written = list(csv.reader(lines))[1][0]
    assert (written, is_live(written)) == (f"'{text}", False)


@pytest.mark.parametrize("text", LIVE)
def test_no_formula_lives_in_an_excel_file(text):
    book = openpyxl.load_workbook(write_xlsx(HEADER, [(text, "Murcia", "")]))
    cell = book.active["A2"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_a_formula_in_a_column_name_is_harmless_too():
    header = ("=HYPERLINK(1)", "b")
    assert b"'=HYPERLINK" in write_csv(header, []).read()
    assert openpyxl.load_workbook(write_xlsx(header, [])).active["A1"].data_type == "s"
    assert read(write_csv(header, [("x", "y")])).header == header


def test_a_negative_number_stays_a_number():
    assert b'"-12.5"' in write_csv(HEADER, [("-12.5", "-3", "-1+1")]).read()


def test_an_arabic_excel_file_reads_from_right_to_left():
    book = openpyxl.load_workbook(write_xlsx(HEADER, [], right_to_left=True, title="a/b?"))
    assert (book.active.sheet_view.rightToLeft, book.active.title) == (True, "a b ")


def test_a_text_too_long_for_excel_is_refused_before_it_is_cut():
    with pytest.raises(Refused, match="row 2, column 3"):
        write_xlsx(HEADER, [("a", "b", "x" * 32_768)])


def test_json_cannot_hold_two_columns_of_one_name():
    with pytest.raises(ValueError, match="one name"):
        write_json(("a", "a"), [])


def test_an_exported_json_file_is_a_plain_list_of_objects():
    assert json.load(write_json(("a", "b"), [("1", "ñ")])) == [{"a": "1", "b": "ñ"}]


def test_a_lone_surrogate_does_not_stop_an_export():
    for write in WRITERS:
        assert read(write(("a",), [("x\ud800y",)])).rows == [("x?y",)]


# --- CSV from any program ----------------------------------------------------------------------


@pytest.mark.parametrize(("language", "encoding"), ENCODED)
def test_old_and_new_encodings_are_recognised(language, encoding):
    text = TEXTS[language]
    wanted = [tuple(row) for row in csv.reader(io.StringIO(text), delimiter=";")]
    sheet = read(file(text.encode(encoding)))
    assert [sheet.header, *sheet.rows] == wanted


WORDS = {
    "es": "Asociación|Murcia|Compañía|niños|¿qué?|España|12 €|más",
    "it": "Società|perché|più|l’acqua|Forlì|è così|12 €|comune",
    "fr": "Société|d’électricité|École|créée|12 €|où|Nîmes|ville",
    "he": "עיריית|כפר סבא|תל־אביב|חברה|12 ₪|מים|Smart",
    "ar": "بلدية|رام الله|شركة الحلول|الذكية|البيرة|المياه|Smart",
}
WRITTEN_IN = {
    "cp1252": ("es", "it", "fr"),
    "mac_roman": ("es", "it", "fr"),
    "cp850": ("es", "it", "fr"),
    "cp1255": ("he",),
    "cp1256": ("ar",),
    "iso8859_6": ("ar",),
}


def read_or_refused(data: bytes) -> list[tuple[str, ...]] | None:
    try:
        sheet = read(file(data))
    except Refused as refused:
        assert refused.code == "encoding"
        return None
    return [sheet.header, *sheet.rows]


def few_words() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give each one, two or three words of a language in each encoding that its offices wrote."""
    for encoding, languages in WRITTEN_IN.items():
        for language in languages:
            for count in (1, 2, 3):
                for words in combinations(WORDS[language].split("|"), count):
                    yield encoding, words


def test_a_few_words_in_an_old_encoding_are_read_rightly_or_not_at_all():
    for encoding, words in few_words():
        rows = [("name", "city"), *((word, "Lorca") for word in words)]
        text = "".join(";".join(row) + "\n" for row in rows)
        with suppress(UnicodeEncodeError):  # this one has no such sign
            assert read_or_refused(text.encode(encoding)) in (None, rows)


@settings(max_examples=400, deadline=None)
@given(
    order=st.sampled_from(["utf-16-le", "utf-16-be"]),
    cell=st.text(
        st.characters(
            exclude_categories=["Cs", "Cc", "Cn", "Co"],
            exclude_characters="\u2028\u2029'\"=+-@;,\t|＝＋－＠",
        )
    ),
)
def test_utf_16_without_a_mark_is_read_rightly_or_not_at_all(order, cell):
    rows = [("name", "city"), (f"x{cell}x", "Lorca")]
    text = "".join(";".join(row) + "\n" for row in rows)
    assert read_or_refused(text.encode(order)) in (None, rows)


@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("language", sorted(TEXTS))
def test_tables_of_people_in_utf_16_without_a_mark_are_read(language, order):
    wanted = [tuple(row) for row in csv.reader(io.StringIO(TEXTS[language]), delimiter=";")]
    assert read_or_refused(TEXTS[language].encode(order)) == wanted


@pytest.mark.parametrize(
    "content",
    [
        "name\nDíaz\n".encode("mac_roman"),  # or D’az
        "name\nGarc’a\n".encode("cp1252"),  # or García
        b"name\0\nAnna\n",
        b"n\0a\0m\0e\0\n\0A",
    ],
)
def test_letters_that_nobody_can_tell_are_asked_for_again(content):
    with pytest.raises(Refused, match="CSV UTF-8"):
        read(file(content))


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_the_separator_and_line_ends_are_found(separator, line_end):
    text = line_end.join(separator.join(row) for row in [HEADER, ("a, b", "c; d", "e")])
    text = text.replace("a, b", '"a, b"').replace("c; d", '"c; d"')
    assert read(file(text)) == Sheet(HEADER, [("a, b", "c; d", "e")], [2])


def test_apostrophes_may_be_quotation_marks():
    assert read(file("'a';'b'\n'1;2';'it''s'\n")).rows == [("1;2", "it's")]


def test_apostrophes_in_words_are_no_quotation_marks():
    assert read(file("a,b\n'tis,l'aquila\n")).rows == [("'tis", "l'aquila")]


def test_the_separator_hint_of_excel_is_obeyed():
    assert read(file("sep=;\na;b\n1,5;2,5\n")) == Sheet(("a", "b"), [("1,5", "2,5")], [3])


def test_a_file_of_one_column_needs_no_separator():
    assert read(file("name\nAnna\n\nBruno\n")) == Sheet(("name",), [("Anna",), ("Bruno",)], [2, 4])


def test_blank_rows_are_left_out_and_short_rows_filled_up():
    assert read(file("\n,,\na,b,c\n1\n,,\n1,2,3,,\n")) == Sheet(
        ("a", "b", "c"), [("1", "", ""), ("1", "2", "3")], [4, 6]
    )


def test_equal_column_names_are_kept_for_the_importer_to_judge():
    assert read(file("a,a\n1,2\n")).header == ("a", "a")


def test_emoji_bidi_controls_and_line_breaks_stay_in_their_cells():
    text = "👩‍🔬 \u202eabc\u202c\u2067ש\u2069"
    assert read(file(f'a,b\n"{text}","1\n2"\n')).rows == [(text, "1\n2")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "empty"),
        ("\n\n,,,\n", "empty"),
        ('a,b\n"never closed,1\n', "quotes"),
        ('a,b\n"in "the" middle",1\n', "quotes"),
        ('a,b\n"' + "x" * 200_000 + '",1\n', "quotes"),
        ("a,b\n1,2,3\n", "ragged"),
        ("a\n" + "x" * 60_000, "long_cell"),
        (",".join(f"c{n}" for n in range(201)), "too_many_columns"),
        (b"\xff\xfe\x00\xd8a\x00", "encoding"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_excel"),
        ("%PDF-1.7", "not_a_sheet"),
        ("<html><table><tr><td>1</td></tr></table>", "not_a_sheet"),
        (b"\x89PNG\r\n\x1a\n", "not_a_sheet"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(content, code):
    assert refusal(content) == code


def test_too_many_rows_and_bytes_are_refused():
    assert refusal("a\n" + "1\n" * 11, Limits(rows=10)) == "too_many_rows"
    assert refusal("a\n" * 100, Limits(bytes=50)) == "too_large"


def test_a_ten_megabyte_cell_is_refused_at_once():
    small, large = ("a\n" + "x" * size for size in (999_000, 9_999_000))
    assert steps(refusal, large) == steps(refusal, small) < 1_000
    with hang_guard():
        assert refusal(large) in ("long_cell", "quotes")


# --- JSON --------------------------------------------------------------------------------------


def test_json_of_others_may_hold_numbers_and_miss_keys():
    content = '[{"a": 1, "b": null}, {"c": true, "a": "é"}]'
    assert read(file(content)) == Sheet(("a", "b", "c"), [("1", "", ""), ("é", "", "true")], [1, 2])


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("[]", "empty"),
        ('[{"a": [1]}]', "not_a_table"),
        ('[{"a": 1}, 2]', "not_a_table"),
        ('[{"a": 1}', "damaged"),
        ('[{"a": ' + "[" * 100_000, "damaged"),
        ('[{"a": ' + "9" * 10_000 + "}]", "damaged"),
        ("[{" + ",".join(f'"c{n}": 1' for n in range(300)) + "}]", "too_many_columns"),
    ],
)
def test_json_that_is_no_table_is_refused(content, code):
    assert refusal(content) == code


# --- XLSX --------------------------------------------------------------------------------------


def test_an_excel_file_gives_text_whatever_its_cells_hold():
    values = [5, 5.0, 0.1, True, None, date(2024, 5, 31), datetime(2024, 5, 31, 9, 30), "x"]
    sheet = read(file(xlsx([list("abcdefgh"), values])))
    assert sheet.rows == [("5", "5", "0.1", "true", "", "2024-05-31", "2024-05-31 09:30:00", "x")]


def test_a_hidden_sheet_is_passed_over():
    assert read(file(xlsx([["secret"]], state="hidden"))).header == ("seen",)


def test_a_formula_counts_by_its_last_result_only():
    assert read(file(xlsx([["a", "b"], ["1", "=1+1"]]))).rows == [("1", "")]


SHEET = "xl/worksheets/sheet1.xml"
BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("name", "change", "code"),
    [
        (SHEET, lambda xml: xml[:-40], "damaged"),
        (SHEET, lambda xml: BOMB + xml.replace(b">x<", b">&b;<"), "damaged"),
        (SHEET, lambda xml: xml.replace(b'r="A2"', b'r="99"'), "damaged"),
        (SHEET, lambda xml: b" " * 120_000_000 + xml, "bomb"),
        ("xl/workbook.xml", lambda xml: b"<x/>", "empty"),
        ("xl/styles.xml", lambda xml: b"\x00", "damaged"),
    ],
    ids=["cut", "entities", "coordinate", "bomb", "workbook", "styles"],
)
def test_a_damaged_or_hostile_excel_file_is_refused(name, change, code):
    assert refusal(replaced(xlsx([["a"], ["x"]]), name, change)) == code


def with_last_row(number: int) -> bytes:
    row = b'<row r="%d"' % number
    return replaced(xlsx([["a"], ["x"]]), SHEET, lambda xml: xml.replace(b'<row r="2"', row))


def test_rows_that_only_claim_to_exist_cost_little():
    """Of a thousand million rows no more are looked at than the format itself allows."""
    near, far = (steps(read, file(with_last_row(row))) for row in (10_000, 20_000))
    assert far < 2 * near
    with hang_guard():
        assert read(file(with_last_row(999_999_999))).rows == []


def test_a_dimension_that_lies_is_not_believed():
    lying = replaced(
        xlsx([["a"], ["x"]]), SHEET, lambda xml: xml.replace(b'ref="A1:A2"', b'ref="A1:XFD1048576"')
    )
    assert read(file(lying)).rows == [("x",)]


def test_a_cell_far_to_the_right_is_refused_cheaply():
    wide = xlsx([["a"] + [None] * 250 + ["b"]])
    assert read(file(wide)).header == ("a",)
    assert refusal(xlsx([[f"c{n}" for n in range(250)]])) == "too_many_columns"


def test_other_archives_are_not_taken_for_excel_files():
    assert refusal(zipped(word__document_xml="<x/>")) == "not_a_sheet"
    assert refusal(b"PK\x03\x04" + b"\0" * 100) == "damaged"


def test_a_bomb_is_refused_before_it_is_opened():
    bomb = zipped(xl__workbook_xml=b"\0" * 250_000_000)
    tracemalloc.start()
    code = refusal(bomb)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (code, peak < 20_000_000) == ("bomb", True)
    assert steps(refusal, bomb) < 1_000
