"""The secrets of the sign-in, from environment variables or from the files that they name.

Each of VARIABLES may stand in the environment itself, or as NAME_FILE with the path of a file that holds the value,
as Docker, Kubernetes and systemd (LoadCredential) hand secrets over. A ``.streamlit/secrets.toml`` does as well.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

VARIABLES = {
    "SHUCHU_OIDC_METADATA_URL": "server_metadata_url",
    "SHUCHU_OIDC_CLIENT_ID": "client_id",
    "SHUCHU_OIDC_CLIENT_SECRET": "client_secret",
    "SHUCHU_OIDC_REDIRECT_URI": "redirect_uri",
    "SHUCHU_COOKIE_SECRET": "cookie_secret",
}
SHORTEST = 32
"""Characters of a cookie secret: whoever guesses it signs in as anybody."""


class SecretsError(SystemExit):
    """The app must not start with these secrets; the message says what to do."""


def of_environment(environment: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """What st.login asks for, {} where nothing is set. Raises SecretsError for a part of it, or a weak one."""
    found = {variable: _value(environment, variable) for variable in VARIABLES}
    if not any(found.values()):
        return {}
    missing = [variable for variable, value in found.items() if not value]
    if missing:
        raise SecretsError(f"The sign-in needs {', '.join(missing)}, too (or each with _FILE and the path of a file).")
    if len(found["SHUCHU_COOKIE_SECRET"]) < SHORTEST:
        raise SecretsError(
            f"SHUCHU_COOKIE_SECRET has fewer than {SHORTEST} characters. This one was drawn at random just now and "
            f"would do: {secrets.token_hex(32)}"
        )
    return {"auth": {VARIABLES[variable]: value for variable, value in found.items()}}


def exported(environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Variables of the store whose value stands in a file, such as a URL with its password."""
    names = [name.removesuffix("_FILE") for name in environment if name == "SHUCHU_STORE_FILE"]
    return {name: _value(environment, name) for name in names}


def _value(environment: Mapping[str, str], variable: str) -> str:
    path = environment.get(f"{variable}_FILE")
    if not path:
        return environment.get(variable, "")
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise SecretsError(f"{variable}_FILE names {path}, which cannot be read: {error.strerror}.") from error
