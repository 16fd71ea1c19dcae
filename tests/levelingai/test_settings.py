"""Wrong settings stop the start with a message that names them; right ones need no environment."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from levelingai.env import own_address

pytestmark = pytest.mark.core
ROOT = Path(__file__).resolve().parents[2]
STRONG = "k3Jv9qLz-R7tYw2Xb8Np4Mc6Hd1Fg5Sa0UeOiQ-Vx3Wk9Zt7Br"
PRODUCTION = {"ALLOWED_HOSTS": "leveling.example.com", "SECRET_KEY": STRONG}


def check(tmp_path, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
    bare = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", "check", *arguments],
        cwd=ROOT,
        env={**bare, "DATA_DIR": str(tmp_path), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        ({"UPLOAD_MAX_MB": "many"}, "UPLOAD_MAX_MB: Not a valid integer"),
        ({"UPLOAD_MAX_MB": "9000"}, "UPLOAD_MAX_MB: must be between 1 and 24"),
        ({"LLM_BASE_URL": "api.example.com"}, "LLM_BASE_URL: must be an http"),
        ({"LLM_PROVIDER": "magic"}, "LLM_PROVIDER must be one of offline, openai"),
        ({"LLM_API_KEY": "sk-x"}, "LLM_MODEL must name a model"),
        ({"LLM_REASONING_EFFORT": "much"}, "LLM_REASONING_EFFORT must be one of high, low"),
        ({"LLM_CONTEXT_TOKENS": "512"}, "LLM_CONTEXT_TOKENS: must be between 1024 and"),
        ({"ALLOWED_HOSTS": "leveling.example.com"}, "SECRET_KEY must be set to at least 50"),
        (
            {"ALLOWED_HOSTS": "leveling.example.com", "SECRET_KEY": "a" * 60},
            "SECRET_KEY must be set to at least 50",
        ),
        ({**PRODUCTION, "RESEARCH_TEST_HOST": "127.0.0.1:80"}, "RESEARCH_TEST_HOST is for tests"),
        ({"SITE_URL": "leveling.example.com"}, "SITE_URL: must be an address without path"),
        ({"SITE_URL": "https://example.com/app"}, "SITE_URL: must be an address without path"),
        ({"SITE_URL": "https://u:p@example.com"}, "SITE_URL: must be an address without path"),
        ({**PRODUCTION, "ALLOWED_HOSTS": ".example.com"}, "SITE_URL must be set"),
        ({"LLM_SPEND_CAP_DAILY": "5"}, "LLM_SPEND_CAP_DAILY needs LLM_PRICE_PER_MILLION"),
        ({"LLM_PRICE_PER_MILLION": "1,2"}, "LLM_PRICE_PER_MILLION needs three prices"),
    ],
)
def test_settings_name_what_is_wrong(tmp_path, environment, message):
    result = check(tmp_path, **environment)
    assert result.returncode != 0
    assert message in result.stderr


def test_settings_name_all_wrong_values_at_once(tmp_path):
    result = check(tmp_path, UPLOAD_MAX_PAGES="x", SHARE_LINK_DAYS="y")
    assert "UPLOAD_MAX_PAGES" in result.stderr
    assert "SHARE_LINK_DAYS" in result.stderr


def test_settings_work_with_an_empty_environment(tmp_path):
    assert check(tmp_path).returncode == 0


def test_production_settings_pass_the_deployment_check(tmp_path):
    result = check(tmp_path, "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize(
    ("configured", "hosts", "is_local", "address"),
    [
        ("", ["localhost"], True, "http://localhost:8000"),
        ("", ["www.example.com", "example.com"], False, "https://www.example.com"),
        ("https://other.example:8443", ["*"], False, "https://other.example:8443"),
    ],
)
def test_own_address_is_configured_or_the_first_host(configured, hosts, is_local, address):
    assert own_address(configured, hosts, is_local=is_local) == address


def test_web_server_opens_no_control_socket(tmp_path):
    web, *_ = (ROOT / "Procfile").read_text().splitlines()
    shown = subprocess.run(
        [sys.executable, "-m", *web.removeprefix("web:").split(), "--print-config"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert re.search(r"^control_socket_disable\s*=\s*True$", shown.stdout, re.MULTILINE)
    demo = (ROOT / "generation/management/commands/demo.py").read_text()
    assert "--no-control-socket" in demo


def test_every_setting_stands_in_the_example_file():
    source = (ROOT / "levelingai" / "settings.py").read_text()
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', source)) - {"OPENAI_API_KEY"}
    listed = set(re.findall(r"^# ([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert read == listed
