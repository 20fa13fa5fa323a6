"""Every address that cannot be used is refused in our words, which hold no secret."""

from contextlib import closing

import pytest

from resv_desktop.domain.errors import CannotStart, Outage
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


UNKNOWN = (
    "The name no-such-host.invalid in the address of the database is not known. Look whether it is "
    "spelt right, and whether this computer is on line."
)


@pytest.mark.parametrize("hosts", ["no-such-host.invalid", "127.0.0.1:9,no-such-host.invalid:1"])
def test_a_name_that_nobody_knows_is_told_as_one(hosts: str) -> None:
    uri = f"mongodb://host:s3cret@{hosts}/?replicaSet=rs0"
    with closing(Store(uri, "resv", patience_s=2.0)) as store, pytest.raises(Outage) as told:
        store.connect()
    assert told.value.why == UNKNOWN
    assert str(told.value).startswith("The database does not answer. ")


def test_a_name_with_no_servers_behind_it_is_told_as_unknown() -> None:
    with pytest.raises(CannotStart) as refused:
        Store("mongodb+srv://host:s3cret@no-such-host.invalid/", "resv")
    assert str(refused.value) == UNKNOWN


def test_a_port_where_nobody_listens_is_no_unknown_name() -> None:
    with (
        closing(Store("mongodb://127.0.0.1:9/", "resv", patience_s=0.5)) as store,
        pytest.raises(Outage) as told,
    ):
        store.connect()
    assert told.value.why == ""
