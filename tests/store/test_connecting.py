"""Every address that cannot be used is refused in our words, which hold no secret."""

import pytest

from resv_desktop.domain.errors import CannotStart
from resv_desktop.store.store import Store


@pytest.mark.parametrize(
    ("uri", "words"),
    [
        ("http://host:s3cret@h/", "cannot be understood"),
        ("mongodb://host:s3@cret@h/", "must be written as its code: @ is %40"),
        ("mongodb://host:s3/cret@h/", "must be written as its code"),
        ("mongodb://host:s3?cret@h/", "must be written as its code"),
        ("mongodb://host:s3:cret@h/", "must be written as its code"),
        ("mongodb://host:s3%cret@h/", "must be written as its code"),
        ("mongodb://host:s3cret@h:port/", "cannot be understood"),
        ("mongodb://host:s3cret@/tmp/m.sock", "cannot be understood"),
        ("mongodb://host:s3cret@h,h2/?directConnection=true", "cannot be understood"),
        ("mongodb://host@h/", "a name without a password"),
    ],
)
def test_an_address_that_cannot_be_used_is_told_without_its_password(uri: str, words: str) -> None:
    with pytest.raises(CannotStart, match=words) as refused:
        Store(uri, "resv")
    told = f"{refused.value} {refused.value.details} {refused.value.__cause__}"
    assert "s3" not in told
    assert "cret" not in told
