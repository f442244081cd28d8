"""Spreadsheets that are none, skip ahead or unpack without end: a sentence, soon and in little memory."""

import tracemalloc
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from pikkit.base.errors import InputError
from pikkit.bets.export.sheets import sheet_rows

TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml."
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
HEAD = '<row r="1"><c r="A1" t="inlineStr"><is><t>date</t></is></c></row>'
SECOND = '<row r="2">{}</row>'
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))


def workbook(file: Path, parts: Iterable[str]) -> Path:
    """A workbook of one sheet, whose XML is written part by part."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        named = (("workbook", "sheet.main"), ("worksheets/sheet1", "worksheet"), ("sharedStrings", "sharedStrings"))
        types = "".join(
            f'<Override PartName="/xl/{name}.xml" ContentType="{TYPES}{kind}+xml"/>' for name, kind in named
        )
        rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        packed.writestr("[Content_Types].xml", f'<Types xmlns="{PACKAGE}/content-types">{rels}{types}</Types>')
        packed.writestr("_rels/.rels", relations(("officeDocument", "xl/workbook.xml")))
        first = '<sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets>'
        packed.writestr("xl/workbook.xml", f'<workbook {NS} xmlns:r="{OFFICE}">{first}</workbook>')
        shared = (("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml"))
        packed.writestr("xl/_rels/workbook.xml.rels", relations(*shared))
        packed.writestr("xl/sharedStrings.xml", f"<sst {NS}/>")
        with packed.open("xl/worksheets/sheet1.xml", "w") as out:
            for part in parts:
                out.write(part.encode())
    return file


def relations(*pairs: tuple[str, str]) -> str:
    made = "".join(
        f'<Relationship Id="rId{place}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for place, (kind, target) in enumerate(pairs, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{made}</Relationships>'


def sheet(rows: str, doctype: str = "") -> str:
    return f'<?xml version="1.0"?>{doctype}<worksheet {NS}><sheetData>{HEAD}{rows}</sheetData></worksheet>'


def text(said: str) -> str:
    return SECOND.format(f'<c r="A2" t="inlineStr"><is><t>{said}</t></is></c>')


def cell(attributes: str, value: str) -> str:
    return SECOND.format(f"<c {attributes}><v>{value}</v></c>")


SHEETS: dict[str, Iterable[str]] = {
    "a row 900 million lines on": [sheet('<row r="900000000"><c r="A1"><v>1</v></c></row>')],
    "a column past the last": [sheet(cell('r="ZZZZZZ2"', "1"))],
    "16,384 columns": [sheet(cell('r="XFD2"', "1"))],
    "cut off": [sheet("<row><c")[:-40]],
    "a text that is not there": [sheet(cell('r="A2" t="s"', "99"))],
    "no number": [sheet(cell('r="A2"', "abc"))],
    "no day": [sheet(cell('r="A2" t="d"', "9999-99-99"))],
    "a row without number": [sheet('<row r="x"><c r="A2"><v>1</v></c></row>')],
    "an entity of a file": [sheet(text("&x;"), '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>')],
    "entities of entities": [sheet(text("&a8;"), f'<!DOCTYPE a [<!ENTITY a0 "ha">{LAUGHS}]>')],
}
LONG = [sheet("")[:-23], '<row r="2"><c t="inlineStr"><is><t>', *["a" * (1 << 20)] * 256]


@pytest.mark.parametrize(
    "parts", [*SHEETS.values(), pytest.param(LONG, marks=pytest.mark.slow)], ids=[*SHEETS, "a text of 256 MB"]
)
def test_a_sheet_that_is_none_is_a_sentence(tmp_path: Path, parts: Iterable[str]) -> None:
    file = workbook(tmp_path / "bets.xlsx", parts)
    tracemalloc.start()
    try:
        with pytest.raises(InputError, match=r"bets\.xlsx") as caught:
            for _ in sheet_rows(file):
                pass
        assert tracemalloc.get_traced_memory()[1] < 64 << 20
    finally:
        tracemalloc.stop()
    assert "root:" not in str(caught.value)


def test_a_sound_one_is_read(tmp_path: Path) -> None:
    file = workbook(tmp_path / "bets.xlsx", [sheet(text("2026-01-01"))])
    assert list(sheet_rows(file)) == [(1, ["date"]), (2, ["2026-01-01"])]


def test_an_archive_of_something_else_is_a_sentence(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bets.xlsx", "w") as packed:
        packed.writestr("[Content_Types].xml", "<a")
    with pytest.raises(InputError, match=r"bets\.xlsx"):
        list(sheet_rows(tmp_path / "bets.xlsx"))
