"""Which typed addresses are taken as a company's website, and which numbers are public."""

import pytest

from levelingai.sandbox.addresses import is_public_address, normalise_website, public_host

pytestmark = pytest.mark.core


@pytest.mark.parametrize(
    ("typed", "origin"),
    [
        ("example.com", "https://example.com"),
        ("  HTTPS://WWW.Example.com/about?x#y ", "https://www.example.com"),
        ("http://example.com:80/", "http://example.com"),
        ("example.com:443", "https://example.com"),
        ("//example.com/x", "https://example.com"),
        ("example.com.", "https://example.com"),
        ("bücher.de", "https://xn--bcher-kva.de"),
        ("8.8.8.8", "https://8.8.8.8"),
        ("https://[2606:4700:0:0::1111]/", "https://[2606:4700::1111]"),
    ],
)
def test_website_becomes_its_origin(typed, origin):
    assert normalise_website(typed) == origin


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "not a website",
        "localhost",
        "intranet",
        "printer.local",
        "db.internal",
        "router.home.arpa",
        "ftp://example.com",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "mailto:someone@example.com",
        "https://example.com:8443",
        "https://example.com:0",
        "https://example.com:99999",
        "http://user@example.com",
        "http://user:secret@example.com",
        "http://example.com\\@127.0.0.1/",
        "http://exa\nmple.com",
        "http://127.0.0.1",
        "http://10.1.2.3",
        "http://169.254.169.254/latest/meta-data",
        "http://2130706433",
        "http://0x7f000001",
        "http://0x7f.1",
        "http://017700000001",
        "http://127.1",
        "http://0127.0.0.1",
        "http://１２７．０．０．１",
        "http://[::1]",
        "http://[::ffff:8.8.8.8]",
        "http://[::8.8.8.8]",
        "http://[64:ff9b::808:808]",
        "http://[fe80::1%25eth0]",
        "http://.com",
        "http://a..com",
        "http://" + "a" * 64 + ".com",
        "https://" + "a." * 1100 + "com",
    ],
)
def test_website_that_is_not_public_is_refused_with_an_example(typed):
    with pytest.raises(ValueError, match=r"A good one looks like https://www\.example\.com\.$"):
        normalise_website(typed)


def test_website_of_the_test_host_is_taken_only_when_named():
    assert (
        normalise_website("http://127.0.0.1:8099/x", allow_test_host="127.0.0.1:8099")
        == "http://127.0.0.1:8099"
    )
    with pytest.raises(ValueError, match="port"):
        normalise_website("http://127.0.0.1:8100", allow_test_host="127.0.0.1:8099")


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "2001:4860:4860::8888"])
def test_public_address_is_public(address):
    assert is_public_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "10.0.0.1",
        "100.64.0.1",
        "127.0.0.1",
        "168.63.129.16",
        "169.254.169.254",
        "192.0.0.9",
        "192.0.0.192",
        "192.88.99.1",
        "198.18.0.1",
        "224.0.0.1",
        "239.1.1.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::8.8.8.8",
        "::ffff:8.8.8.8",
        "64:ff9b::808:808",
        "64:ff9b:1::1",
        "2001::1",
        "2001:db8::1",
        "2002:808:808::1",
        "fd00:ec2::254",
        "fe80::1",
        "fe80::1%eth0",
        "2606:4700::1111%eth0",
        "fec0::1",
        "ff02::1",
        "nonsense",
        "2130706433",
    ],
)
def test_address_that_is_not_of_the_open_internet_is_not_public(address):
    assert not is_public_address(address)


def test_host_is_lower_case_ascii_without_trailing_dot():
    assert public_host("WWW.Straße.DE.") == "www.xn--strae-oqa.de"
