"""Mappings that run code, unfold or nest without end: a sentence each, at once."""

from pathlib import Path

import pytest

from pikkit.base.errors import InputError
from pikkit.bets.export.formats.mapping import read_mapping

UNFOLDING = 'a0: &a0 ["lol"]\n' + "".join(f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 10))
TEXTS = {
    "code": '!!python/object/apply:os.system ["touch pwned"]',
    "a billion names": f"{UNFOLDING}columns: *a9",
    "a list in itself": "columns: &a {date: *a}",
    "nested lists": "[" * 20_000,
    "nested names": "columns: " + "{a: " * 3_000,
    "no day": "columns: {date: 2020-99-99}",
    "a number of 5,000 digits": f"columns: {{date: {'9' * 5000}}}",
    "bytes": 'columns: {date: !!binary "////"}',
    "nothing": "",
    "a megabyte and more": f"columns: {{date: {'D' * (1 << 20)}}}",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_mapping_that_is_none_is_a_sentence(tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "mine.yaml"
    file.write_text(text)
    with pytest.raises(InputError, match=r"mine\.yaml"):
        read_mapping(file)
    assert not (tmp_path / "pwned").exists()
