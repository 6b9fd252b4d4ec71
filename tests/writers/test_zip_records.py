"""The zip writer: what it writes is a plain zip, and the same parts give the same bytes."""

import hashlib
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts_kit.writers.zip_records import CONTENT_TYPES, prepared, record, write_zip

NAMES = st.text(st.characters(codec="utf-8", exclude_characters="/\\\0:"), min_size=1, max_size=20)


@given(st.dictionaries(NAMES, st.binary(max_size=2000), max_size=6))
def test_every_part_comes_back_as_it_went_in(parts):
    written = write_zip(parts)
    with zipfile.ZipFile(io.BytesIO(written)) as package:
        assert package.testzip() is None
        assert {i.filename: package.read(i) for i in package.infolist()} == parts
    assert write_zip(parts) == written


def test_content_types_stand_first_and_the_rest_keeps_its_order():
    with zipfile.ZipFile(io.BytesIO(write_zip({"b": b"1", CONTENT_TYPES: b"2", "a": b"3"}))) as package:
        assert package.namelist() == [CONTENT_TYPES, "b", "a"]


def test_times_are_fixed_and_no_part_has_a_data_descriptor():
    with zipfile.ZipFile(io.BytesIO(write_zip({"a": b"x" * 100}))) as package:
        (info,) = package.infolist()
    assert info.date_time == (1980, 1, 1, 0, 0, 0)
    assert info.flag_bits & 0x08 == 0
    assert info.compress_type == zipfile.ZIP_DEFLATED


def test_a_prepared_part_is_copied_not_deflated_again():
    one = prepared("styles.xml", b"<w:style/>" * 1000)
    assert one.local in write_zip([one, ("document.xml", b"<w:document/>")])


def test_data_that_does_not_shrink_is_stored():
    noise = hashlib.shake_256(b"noise").digest(4000)
    with zipfile.ZipFile(io.BytesIO(write_zip([record("image.png", noise)]))) as package:
        assert package.infolist()[0].compress_type == zipfile.ZIP_STORED
        assert package.read("image.png") == noise


def test_a_name_that_stands_twice_is_refused():
    with pytest.raises(ValueError, match="stands twice"):
        write_zip([("a", b"1"), ("a", b"2")])


def test_a_record_under_another_name_is_refused():
    with pytest.raises(ValueError, match="another name"):
        write_zip({"a": prepared("b", b"")})
