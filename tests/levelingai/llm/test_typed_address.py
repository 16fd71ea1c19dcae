"""Which addresses of a model's server an owner may type: security, sections 4 and 16."""

from __future__ import annotations

import pytest

from levelingai.llm.typed_address import AddressRefused, read_address

pytestmark = pytest.mark.core

NEVER = [
    "https://2130706433/v1",
    "https://017700000001/v1",
    "https://0177.0.0.1/v1",
    "https://0x7f000001/v1",
    "https://0x7f.0.0.1/v1",
    "https://127.1/v1",
    "https://0/v1",
    "https://0.0.0.0/v1",
    "https://１２７.0.0.1/v1",
    "https://127。0。0。1/v1",
    "https://[::]/v1",
    "https://[::ffff:127.0.0.1]/v1",
    "https://[::ffff:93.184.216.34]/v1",
    "https://[fe80::1]/v1",
    "https://[fe80::1%25eth0]/v1",
    "https://[ff02::1]/v1",
    "https://169.254.169.254/latest/meta-data/",
    "https://224.0.0.1/v1",
    "https://user@site.example/v1",
    "https://user:secret@site.example/v1",
    "https://site.example@127.0.0.1/v1",
    "https://site.example/v1?key=sk-1",
    "https://site.example/v1?",
    "https://site.example/v1#part",
    "https://site.example:8443/v1",
    "https://site.example:6379/v1",
    "https://site.example:99999/v1",
    "https://site exa.example/v1",
    "https://site.example\\@127.0.0.1/",
    "file:///etc/passwd",
    "ftp://site.example/v1",
    "gopher://site.example/v1",
    "javascript:alert(1)",
    "unix:///var/run/docker.sock",
    "//site.example/v1",
    "/etc/passwd",
    "site.example/v1",
    "site.example:443/v1",
    "https:///v1",
    "https://site.example/" + "a" * 500,
    "",
]
ON_ONES_OWN_MACHINE = [
    "http://127.0.0.1:11434/v1",
    "http://[::1]:8080/v1",
    "https://127.0.0.1/v1",
    "http://localhost:1234/v1",
    "http://10.0.0.5:8000/v1",
    "https://192.168.1.7/v1",
    "https://[fd00:ec2::254]/v1",
    "http://100.100.100.200/v1",
    "http://llm.internal:8000/v1",
    "http://gpu-box/v1",
    "https://metadata.google.internal/v1",
    "https://gpu.local:8443/v1",
    "http://site.example/v1",
    "http://site.example:8080/v1",
]


@pytest.mark.parametrize("is_local", [False, True], ids=["hosted", "local"])
@pytest.mark.parametrize("text", NEVER)
def test_address_is_refused_everywhere(settings, text, is_local):
    settings.LOCAL_RUN = is_local
    with pytest.raises(AddressRefused, match=r"A good one looks like"):
        read_address(text)


@pytest.mark.parametrize("text", ON_ONES_OWN_MACHINE)
def test_address_is_for_a_local_run_alone(settings, text):
    settings.LOCAL_RUN = False
    with pytest.raises(AddressRefused):
        read_address(text)
    settings.LOCAL_RUN = True
    address = read_address(text)
    assert (address.base_url, address.is_guarded) == (text, False)


@pytest.mark.parametrize("is_local", [False, True], ids=["hosted", "local"])
@pytest.mark.parametrize(
    ("text", "base_url"),
    [
        ("https://api.site.example/v1", "https://api.site.example/v1"),
        (" HTTPS://API.Site.Example:443/v1/ ", "https://api.site.example/v1"),
        ("https://api.site.example", "https://api.site.example/v1"),
        (
            "https://api.site.example/openai/v1/chat/completions",
            "https://api.site.example/openai/v1",
        ),
        ("https://münchen.example/v1", "https://xn--mnchen-3ya.example/v1"),
        ("https://93.184.216.34/v1", "https://93.184.216.34/v1"),
    ],
)
def test_public_https_address_is_taken_and_guarded(settings, text, base_url, is_local):
    settings.LOCAL_RUN = is_local
    address = read_address(text)
    assert (address.base_url, address.is_guarded, address.is_local) == (base_url, True, False)


@pytest.mark.parametrize(
    ("listed", "text", "is_taken"),
    [
        ("llm.internal", "http://llm.internal:8000/v1", True),
        ("LLM.internal:8000", "http://llm.internal:8000/v1", True),
        ("llm.internal:8000", "http://llm.internal:9000/v1", False),
        ("llm.internal:80", "http://llm.internal/v1", True),
        ("llm.internal", "http://other.internal/v1", False),
        ("llm.internal", "http://llm.internal.site.example/v1", False),
        ("10.0.0.5", "https://10.0.0.5/v1", True),
        ("10.0.0.5", "http://10.0.0.50/v1", False),
        ("[fd00::5]:8000", "http://[fd00::5]:8000/v1", True),
        ("llm.internal", "http://user@llm.internal/v1", False),
    ],
)
def test_operator_lets_owners_connect_a_host(settings, listed, text, is_taken):
    settings.LOCAL_RUN, settings.LLM_ALLOWED_HOSTS = False, ["one.internal", listed]
    if is_taken:
        address = read_address(text)
        assert (address.base_url, address.is_guarded, address.is_local) == (text, False, True)
    else:
        with pytest.raises(AddressRefused):
            read_address(text)


@pytest.mark.parametrize(
    ("text", "is_here"),
    [
        ("http://127.0.0.1:11434/v1", True),
        ("http://[::1]:1234/v1", True),
        ("http://localhost:8080/v1", True),
        ("http://10.0.0.5:8000/v1", False),
        ("http://gpu-box/v1", False),
    ],
)
def test_this_machine_is_told_from_the_network_around_it(settings, text, is_here):
    settings.LOCAL_RUN = True
    address = read_address(text)
    assert (address.is_here, address.is_local) == (is_here, True)
