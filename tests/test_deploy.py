"""What deploy/ hands out: roles, secrets, logs, image, compose file, proxy and unit, and what the handbook says of them."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from hosted import PROGRAM, configured
from starlette.responses import Response
from streamlit import config

from app import PAGES
from deploy import logs, secrets
from deploy.address import OneLevel, target
from deploy.secrets import SecretsError
from deploy.shell import Shell
from extract import access
from extract.access import Person, Rules, address, is_expired, rules
from extract.errors import AccessError

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
DOCKERFILE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
GIVEN = {
    "SHUCHU_OIDC_METADATA_URL": "https://id.example.org/.well-known/openid-configuration",
    "SHUCHU_OIDC_CLIENT_ID": "shuchu",
    "SHUCHU_OIDC_CLIENT_SECRET": "told to nobody",
    "SHUCHU_OIDC_REDIRECT_URI": "https://figures.example.org/oauth2callback",
    "SHUCHU_COOKIE_SECRET": "c" * 32,
}


# Roles


@pytest.mark.parametrize(
    ("claims", "kept", "role"),
    [
        ({}, "", ""),
        ({"roles": "reviewer"}, "", "reviewer"),
        ({"roles": ["viewer", "curator", "of another program"]}, "", "curator"),
        ({"roles": ["of another program", 3, None]}, "", ""),
        ({"roles": {"admin": True}}, "", ""),
        ({"roles": ["admin"]}, "viewer", "viewer"),
        ({"groups": ["admin"]}, "", ""),
    ],
)
def test_a_role_is_told_by_the_claim_unless_the_table_says_otherwise(claims: dict[str, Any], kept: str, role: str) -> None:
    assert rules({}).role("x@example.org", claims, kept) == role


def test_the_environment_says_who_is_what() -> None:
    found = rules(
        {
            "SHUCHU_ADMINS": " Ada@Example.org, ,bo@example.org",
            "SHUCHU_ROLE_CLAIM": "groups",
            "SHUCHU_ROLES": "statistics=reviewer, it=office=admin",
            "SHUCHU_DEFAULT_ROLE": "viewer",
            "SHUCHU_SESSION_HOURS": "0.5",
        }
    )
    assert found.role("ada@example.org", {}, "viewer") == "admin", "an administrator of the environment stays one"
    assert found.role("x", {"groups": ["statistics"]}) == "reviewer"
    assert found.role("x", {"groups": ["it=office"]}) == "admin"
    assert found.role("x", {"groups": ["reviewer"]}) == "viewer", "a list of names stands for itself alone"
    assert found.hours == 0.5


@pytest.mark.parametrize(
    "environment",
    [
        {"SHUCHU_ROLES": "statistics"},
        {"SHUCHU_ROLES": "statistics=boss"},
        {"SHUCHU_DEFAULT_ROLE": "everything"},
        *({"SHUCHU_SESSION_HOURS": hours} for hours in ("0", "-1", "nan", "inf", "soon", "9999999")),
    ],
)
def test_a_mistake_in_the_environment_lets_nobody_in(environment: dict[str, str]) -> None:
    with pytest.raises(AccessError) as caught:
        rules(environment)
    assert caught.value.code == "access_misconfigured"


@pytest.mark.parametrize(
    ("claims", "id"),
    [
        ({"email": "Ada@Example.org", "sub": "7"}, "ada@example.org"),
        ({"email": "Ada@Example.org", "sub": "7", "email_verified": True}, "ada@example.org"),
        ({"email": "ada@example.org", "sub": "7", "email_verified": False}, "7"),
        ({"email": ["ada@example.org"], "sub": "7"}, "7"),
        ({"email": ""}, ""),
    ],
)
def test_people_are_known_by_a_verified_address(claims: dict[str, Any], id: str) -> None:
    assert address(claims) == id


@pytest.mark.parametrize(
    ("claims", "expired"),
    [({"iat": 0}, True), ({"iat": 10_000 - 3599}, False), ({"iat": 10_000 - 3601}, True), ({}, True), ({"iat": "now"}, True)],
)
def test_a_session_ends(claims: dict[str, Any], expired: bool) -> None:
    assert is_expired(claims, 10_000, hours=1) == expired


def test_every_role_may_what_the_one_before_may() -> None:
    allowed = {role: [action for action in access.ACTIONS if Person("x", "x", role).may(action)] for role in access.ROLES}
    assert [len(each) for each in allowed.values()] == [1, 2, 3, 4]
    assert not any(Person("x", "x", role).may(action) for role in ("", "root") for action in access.ACTIONS)
    with pytest.raises(AccessError):
        Person("x", "x", "viewer").require("decide")
    assert access.local().may("administer") and Rules().role("x", {}) == ""


# Secrets


@pytest.mark.parametrize(
    ("path", "query", "accept", "to"),
    [
        ("/evidence/foo", "lang=en", "text/html,*/*", "../foo?lang=en"),
        ("/a/b/证据", "", "text/html", "../../%E8%AF%81%E6%8D%AE"),
        ("/a/\\evil.example", "", "text/html", "../%5Cevil.example"),
        ("/evidence", "fig=a", "text/html", ""),
        ("/", "", "text/html", ""),
        ("//evil.example/a", "", "text/html", ""),
        ("/evidence/static/js/index.js", "", "*/*", ""),
        ("/static/js/index.js", "", "text/html", ""),
        ("/media/a.csv", "", "text/html", ""),
        ("/_stcore/health", "", "text/html", ""),
    ],
)
def test_an_address_of_several_levels_leads_to_its_last(path: str, query: str, accept: str, to: str) -> None:
    scope = {"type": "http", "method": "GET", "path": path, "query_string": query.encode()}
    assert target({**scope, "headers": [(b"accept", accept.encode())]}) == to
    assert target({**scope, "method": "POST", "headers": [(b"accept", accept.encode())]}) == ""


INDEX = b'<html lang="en"><head><title>Streamlit</title></head><body><div id="root"></div></body></html>'


def served(path: str, body: bytes = INDEX, **asked: str) -> httpx.Response:
    """What the middleware of the app makes of Streamlit's page at an address."""

    async def streamlit(scope: Any, receive: Any, send: Any) -> None:
        told = {"etag": "x", "cache-control": "no-cache", "asked": str(sorted(name.decode() for name, _ in scope["headers"]))}
        await Response(body, headers=told, media_type="text/html")(scope, receive, send)

    async def ask() -> httpx.Response:
        app = httpx.ASGITransport(OneLevel(Shell(streamlit, pages=PAGES)))
        async with httpx.AsyncClient(transport=app, base_url="http://localhost") as client:
            return await client.get(path, headers={"accept": "text/html", "accept-encoding": "identity", **asked})

    with ThreadPoolExecutor(1) as own:  # Playwright's loop may run in this thread
        return own.submit(asyncio.run, ask()).result()


def test_a_page_is_served_with_its_language_title_sheet_and_head() -> None:
    found = served("/review?lang=en&fig=%22%3E%3Cb%3E", **{"if-none-match": "x"})
    assert '<html lang="en">' in found.text and "<title>Review · 数出有据</title>" in found.text
    assert re.search(r'<link rel="modulepreload" crossorigin href="./static/js/Html\.[\w-]+\.js">', found.text)
    assert found.text.index(".stMainBlockContainer") < found.text.index('<header class="head">') < found.text.index('id="root"')
    assert 'aria-current="page">Review<' in found.text and 'href="?fig=%22%3E%3Cb%3E"' in found.text
    assert "etag" not in found.headers and "if-none-match" not in found.headers["asked"], "it is not Streamlit's file any more"
    assert found.headers["cache-control"] == "no-cache" and int(found.headers["content-length"]) == len(found.content)
    assert '<html lang="zh-CN">' in served("/").text and "<title>总览 · 数出有据</title>" in served("/").text
    assert served("/", **{"accept-encoding": "br, gzip"}).headers["content-encoding"] == "gzip"


def test_a_head_that_is_served_shows_no_ways_before_the_sign_in(monkeypatch: pytest.MonkeyPatch) -> None:
    assert 'href="documents"' in served("/about").text
    monkeypatch.setenv("SHUCHU_HOSTED", "1")
    assert 'href="documents"' not in served("/about").text and '<header class="head">' in served("/about").text


def test_only_pages_are_completed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert served("/media/a.html", INDEX).content == INDEX
    assert served("/about", INDEX, accept="*/*").content == INDEX
    assert served("/health", b"<p>of another kind</p>").content == b"<p>of another kind</p>"
    assert served("/nowhere?lang=en").headers["location"] == "./?lang=en&astray=nowhere"
    assert served("/evidence/foo?fig=a").headers["location"] == "../foo?fig=a"
    config.get_option("server.baseUrlPath")  # so that the settings are read before one of them is changed
    monkeypatch.setattr("deploy.address.config.get_option", lambda name: "/office/" if "base" in name else "")
    assert served("/office/about").status_code == served("/office").status_code == 200
    assert served("/office/evidence/foo").headers["location"] == "../foo"
    assert served("/office/nowhere").headers["location"] == "./?astray=nowhere"


def test_secrets_come_from_the_environment_or_from_files(tmp_path: Path) -> None:
    assert secrets.of_environment({}) == {}
    whole = secrets.of_environment(GIVEN)["auth"]
    assert set(whole) == set(secrets.VARIABLES.values()) and whole["cookie_secret"] == "c" * 32
    kept = tmp_path / "cookie"
    kept.write_text("d" * 40 + "\n", encoding="utf-8")
    from_file = secrets.of_environment(GIVEN | {"SHUCHU_COOKIE_SECRET_FILE": str(kept)})["auth"]
    assert from_file["cookie_secret"] == "d" * 40
    assert secrets.exported({"SHUCHU_STORE_FILE": str(kept)}) == {"SHUCHU_STORE": "d" * 40}
    assert secrets.exported({"SHUCHU_STORE": "x"}) == {}


@pytest.mark.parametrize("missing", list(GIVEN))
def test_a_part_of_the_secrets_is_not_enough(missing: str) -> None:
    with pytest.raises(SecretsError, match=missing):
        secrets.of_environment({name: value for name, value in GIVEN.items() if name != missing})


def test_a_weak_secret_or_a_lost_file_stops_the_app_without_telling_secrets(tmp_path: Path) -> None:
    with pytest.raises(SecretsError, match="32 characters") as caught:
        secrets.of_environment(GIVEN | {"SHUCHU_COOKIE_SECRET": "weak-and-told"})
    assert "weak-and-told" not in str(caught.value)
    drawn = re.findall(r"[0-9a-f]{64}", str(caught.value))
    assert drawn, "one that would do is offered"
    with pytest.raises(SecretsError, match="cannot be read"):
        secrets.of_environment(GIVEN | {"SHUCHU_COOKIE_SECRET_FILE": str(tmp_path / "nowhere")})


# Logs


def test_logs_tell_where_and_never_what() -> None:
    def failing(text: str) -> None:
        raise ValueError(text)

    try:
        failing("全市有党员17782人 password=geheim")
    except ValueError:
        record = logging.LogRecord("shuchu", logging.ERROR, "x.py", 1, "page %s failed", ("review",), sys.exc_info())
    record.document, record.quote = "0123456789ab", "17782人"
    line = logs.JsonLines().format(record)
    told = json.loads(line)
    assert "17782" not in line and "geheim" not in line and "\n" not in line
    assert told["message"] == "page review failed" and told["error"] == "ValueError" and told["document"] == "0123456789ab"
    assert told["where"][-1].endswith(" failing") and told["level"] == "error" and told["at"].endswith("+00:00")


# Files


def test_the_image_holds_only_what_it_needs_and_runs_as_nobody() -> None:
    last = DOCKERFILE[DOCKERFILE.rindex("\nFROM ") :]
    assert re.search(r"^USER 10001$", last, re.M) and re.search(r"useradd .*--uid 10001", last)
    assert "HEALTHCHECK" in last and "deploy.probe" in last and re.search(r'^CMD \["', last, re.M)
    sources = [
        source
        for line in re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.M)
        for source in line.split()[:-1]
    ]
    assert {"extract", "pages", "deploy", ".streamlit"} <= set(sources)
    assert [source for source in sources if not list(ROOT.glob(source))] == []
    assert not re.search(r"(?i)^(ARG|ENV).*(secret|password)", DOCKERFILE, re.M) and "tests" not in sources
    assert all(re.match(r"FROM [\w./-]+:[\w.-]*\d", line) for line in re.findall(r"^FROM .+$", DOCKERFILE, re.M))


@pytest.mark.parametrize("name", ["app-1", "app-2"])
def test_the_app_in_compose_is_read_only_and_has_no_rights(name: str) -> None:
    app = COMPOSE["services"][name]
    assert app["read_only"] is True and app["tmpfs"] == ["/tmp"] and app["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in app["security_opt"] and "mem_limit" in app and "ports" not in app
    assert app["depends_on"]["database"]["condition"] == "service_healthy"
    assert (DEPLOY / app["build"]["context"] / app["build"]["dockerfile"]).resolve() == DEPLOY / "Dockerfile"
    files = {variable: value for variable, value in app["environment"].items() if variable.endswith("_FILE")}
    assert all(value.removeprefix("/run/secrets/") in app["secrets"] for value in files.values())
    assert {each for each in app["environment"] if "SECRET" in each or "STORE" in each} == set(files)


def test_compose_holds_no_secret_and_every_part_exists() -> None:
    services, said = COMPOSE["services"], COMPOSE["secrets"]
    assert all(each["file"].startswith("./secrets/") for each in said.values())
    assert {name for service in services.values() for name in service.get("secrets", ())} == set(said)
    assert services["database"]["healthcheck"]["test"][1] == "pg_isready" and "ports" not in services["database"]
    assert COMPOSE["networks"]["inside"]["internal"] is True and services["database"]["networks"] == ["inside"]
    mounted = [volume.split(":")[0] for volume in services["nginx"]["volumes"] if volume.startswith("./")]
    assert len(mounted) == 3 and all((DEPLOY / path).is_file() for path in mounted)
    assert set(re.findall(r"server (app-\d):8501", (DEPLOY / "nginx" / "upstream.compose.conf").read_text())) == {"app-1", "app-2"}
    assert not list(DEPLOY.glob("secrets/*")), "secrets are made on the server"


@pytest.mark.parametrize("page", ["HOSTING.md", "HOSTING.zh-CN.md"])
def test_every_variable_is_in_the_handbook(page: str) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    sources = [DOCKERFILE, (DEPLOY / "compose.yaml").read_text(), (DEPLOY / "systemd" / "shuchu@.service").read_text()]
    sources += [path.read_text(encoding="utf-8") for path in (*DEPLOY.glob("*.py"), ROOT / "extract" / "access.py")]
    used = set(re.findall(r"SHUCHU_[A-Z_]+[A-Z]", "\n".join(sources)))
    spelt = set(re.findall(r"SHUCHU_[A-Z_]+[A-Z]", text))
    # `SHUCHU_OIDC_METADATA_URL`, `_CLIENT_ID` … is one row of the table
    spelt |= {f"SHUCHU_OIDC{name}" for name in re.findall(r"`(_[A-Z_]+)`", text)}
    assert {each for each in used if each.removesuffix("_FILE") not in spelt} == set()


def test_nginx_takes_the_configuration(tmp_path: Path) -> None:
    if not PROGRAM:
        pytest.skip("nginx is not installed")
    path = configured(tmp_path, 0, (8501, 8502))
    done = subprocess.run([PROGRAM, "-t", "-c", path], capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "[warn]" not in done.stderr, done.stderr


def test_the_proxy_lets_through_what_the_app_takes() -> None:
    """A larger upload is the app's to refuse, with a sentence."""
    said = (DEPLOY / "nginx" / "locations.conf").read_text(encoding="utf-8")
    config = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    through = int(re.search(r"client_max_body_size (\d+)m", said)[1])  # type: ignore[index]
    taken = int(re.search(r"maxUploadSize = (\d+)", config)[1])  # type: ignore[index]
    assert taken < through <= taken + 20


def test_the_unit_gives_up_what_it_does_not_need() -> None:
    unit = (DEPLOY / "systemd" / "shuchu@.service").read_text(encoding="utf-8")
    for line in ("User=shuchu", "ProtectSystem=strict", "NoNewPrivileges=true", "CapabilityBoundingSet=", "PrivateTmp=true"):
        assert f"\n{line}\n" in unit
    loaded = set(re.findall(r"LoadCredential=(\w+):", unit))
    assert set(re.findall(r"_FILE=%d/(\w+)", unit)) == loaded
