"""An address is told with its secrets only where it connects, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resv_desktop.domain.database_uri import (
    hide_secrets,
    is_misspelt,
    is_of_this_machine,
    join_secrets,
    lacks_secrets,
    option,
    split_secrets,
    whose,
)

HOST = "h1:27017,h2/resv?replicaSet=rs0"


@pytest.mark.parametrize(
    ("uri", "bare", "secrets"),
    [
        (f"mongodb://u:p%40w@{HOST}", f"mongodb://u@{HOST}", {"password": "p%40w"}),
        ("mongodb+srv://u:pw@x.example", "mongodb+srv://u@x.example", {"password": "pw"}),
        ("mongodb://u:pw@%2Ftmp%2Fm.sock/", "mongodb://u@%2Ftmp%2Fm.sock/", {"password": "pw"}),
        (
            "mongodb://h/?tls=true&tlsCertificateKeyFilePassword=k%26y&appName=a@b",
            "mongodb://h/?tls=true&tlsCertificateKeyFilePassword=&appName=a@b",
            {"tlscertificatekeyfilepassword": "k%26y"},
        ),
    ],
)
def test_what_is_taken_out_goes_back_in_where_it_was(
    uri: str, bare: str, secrets: dict[str, str]
) -> None:
    assert split_secrets(uri) == (bare, secrets)
    assert lacks_secrets(bare)
    assert not lacks_secrets(uri)
    assert join_secrets(bare, secrets) == uri


@pytest.mark.parametrize(
    "uri",
    [
        "mongodb://h/",
        "mongodb://CN=stand@h/?authMechanism=MONGODB-X509",
        "mongodb://h/?appName=a@b",
        "mongodb://h?x=1",
        "",
        "nonsense",
    ],
)
def test_an_address_without_a_secret_lacks_none_and_stays_as_it_is(uri: str) -> None:
    assert split_secrets(uri) == (uri, {})
    assert not lacks_secrets(uri)
    assert join_secrets(uri, {"password": "x"}) == uri


@given(st.text(alphabet="abz%/?@:&=#", max_size=30))
def test_any_text_is_cut_and_put_together_again(text: str) -> None:
    for uri in (text, f"mongodb://{text}"):
        bare, secrets = split_secrets(uri)
        assert all(secrets.values())
        assert join_secrets(bare, secrets) == uri


def test_a_password_is_kept_for_its_name_and_hosts() -> None:
    assert whose(f"mongodb://u:pw@{HOST}") == "u@h1:27017,h2"
    assert whose("mongodb://u@h1/?x=1") == "u@h1"
    assert option("mongodb://h/?TLS=true&a=b", "tls") == "true"


@pytest.mark.parametrize(
    "password", ["p@w", "p:w", "p/w", "p%w", "p%4", "a/b@c", "a@b:c", "p?w", "p#@w"]
)
def test_a_password_with_a_character_that_must_be_a_code_is_found_out(password: str) -> None:
    assert is_misspelt(f"mongodb://name:{password}@host/?replicaSet=rs0")


@pytest.mark.parametrize(
    "uri", ["mongodb://u:p%40w@h/", "mongodb://h/?appName=a@b", "mongodb://h/", "mongodb://u@h/"]
)
def test_an_address_that_is_spelt_well_is_not(uri: str) -> None:
    assert not is_misspelt(uri)


@pytest.mark.parametrize(
    "text",
    [
        "mongodb://u:s3cret@h/ said no",
        "mongodb://u:s3@cret@h/",
        "mongodb://u:s3/cret@h/",
        "mongodb://u:s3 cret@h/",
        "MongoClient('mongodb+srv://u:s3?cret@h')",
        "mongodb://h/?tlsCertificateKeyFilePassword=s3cret&x=1",
        "{'username': 'u', 'password': 's3 cret'}",
        'password="s3, cret"',
        "AWS_SESSION_TOKEN:s3cret,x:1",
    ],
)
def test_no_text_shows_a_secret(text: str) -> None:
    assert "s3" not in hide_secrets(text)
    assert "cret" not in hide_secrets(text)


@pytest.mark.parametrize(
    ("hosts", "is_here"),
    [
        ("localhost", True),
        ("u:p@127.0.0.1:27017,127.0.0.2", True),
        ("[::1]:27017", True),
        ("%2Ftmp%2Fm.sock", True),
        ("localhost,db1.house.example", False),
        ("127.house.example", False),
        ("192.168.1.2:27017", False),
        ("localhost.house.example", False),
    ],
)
def test_an_address_that_only_this_machine_understands_is_known(hosts: str, is_here: bool) -> None:
    assert is_of_this_machine(f"mongodb://{hosts}/?replicaSet=rs0") is is_here
