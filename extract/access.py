"""Who may do what in a shared installation: roles, each with all that the one before may do."""

from __future__ import annotations

import getpass
import os
import platform
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from extract.errors import AccessError

ROLES = ("viewer", "reviewer", "curator", "admin")

ACTIONS = {"see": "viewer", "decide": "reviewer", "curate": "curator", "administer": "admin"}
"""What can be done → the lowest role that may. To curate is to import, to remove and to describe documents and to
change the catalogue."""

HOURS = 12
"""A session lasts so long after the sign-in, unless SHUCHU_SESSION_HOURS says otherwise."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at the app. `id` is what decisions are signed with; `role` is "" for one who may see nothing."""

    id: str
    name: str
    role: str

    def may(self, action: str) -> bool:
        """Whether the role allows one of ACTIONS."""
        return self.role in ROLES and ROLES.index(self.role) >= ROLES.index(ACTIONS[action])

    def require(self, action: str) -> None:
        """Raises AccessError where the role does not allow the action."""
        if not self.may(action):
            needed, own = ACTIONS[action], self.role or "none"
            message = f"This needs the role “{needed}”; you have “{own}”. Ask an administrator for it."
            raise AccessError("access_refused", message, needed=needed, role=own)


@dataclass(frozen=True, slots=True)
class Rules:
    """How a role is told from what the identity provider says of somebody.

    `admins` are addresses that are always administrators, so that a new installation has one; `claim` names the
    claim that holds roles or groups, `names` says which of its values mean which role, and `otherwise` is the role
    of everybody else who can sign in, "" for none.
    """

    admins: frozenset[str] = frozenset()
    claim: str = "roles"
    names: Mapping[str, str] | None = None
    otherwise: str = ""
    hours: float = HOURS

    def role(self, address: str, claims: Mapping[str, Any], kept: str = "") -> str:
        """The role of somebody; `kept` is what the table of members says, which stands before the claim."""
        if address in self.admins:
            return ROLES[-1]
        return kept or self._claimed(claims.get(self.claim)) or self.otherwise

    def _claimed(self, said: object) -> str:
        """The highest role that a claim names; other values, of other programs, mean nothing here."""
        values: Iterable[object] = said if isinstance(said, list | tuple) else [said]
        names = self.names or {each: each for each in ROLES}
        found = [names[value] for value in values if isinstance(value, str) and value in names]
        return max(found, key=ROLES.index, default="")


def local() -> Person:
    """Whoever runs the program on this machine, as user@machine: they may do everything."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):  # a container's user without an entry in its list of users
        name = str(os.getuid()) if hasattr(os, "getuid") else "user"
    return Person(f"{name}@{platform.node()}", name, ROLES[-1])


def rules(environment: Mapping[str, str] | None = None) -> Rules:
    """The rules of the environment variables SHUCHU_ADMINS, _ROLE_CLAIM, _ROLES, _DEFAULT_ROLE and _SESSION_HOURS.

    SHUCHU_ROLES is a list such as ``group-a=reviewer,group-b=admin``. Raises AccessError for what is no role.
    """
    said = os.environ if environment is None else environment
    names = dict(_pair(each) for each in _list(said.get("SHUCHU_ROLES", "")))
    otherwise = said.get("SHUCHU_DEFAULT_ROLE", "")
    for role in [*names.values(), *([otherwise] if otherwise else [])]:
        if role not in ROLES:
            raise _misconfigured(f"{role!r} is no role; there are {', '.join(ROLES)}")
    admins = frozenset(each.casefold() for each in _list(said.get("SHUCHU_ADMINS", "")))
    claim = said.get("SHUCHU_ROLE_CLAIM") or "roles"
    return Rules(admins, claim, names or None, otherwise, _hours(said.get("SHUCHU_SESSION_HOURS", "")))


def address(claims: Mapping[str, Any]) -> str:
    """What somebody is known by: a checked e-mail address in small letters, else the provider's own number for them.

    An address that its provider says is not verified could be anybody's.
    """
    mail = claims.get("email")
    if isinstance(mail, str) and mail and claims.get("email_verified") is not False:
        return mail.casefold()
    return str(claims.get("sub") or "")


def is_expired(claims: Mapping[str, Any], now: float, hours: float = HOURS) -> bool:
    """Whether the sign-in is longer ago than a session lasts; one without a time is."""
    begun = claims.get("iat")
    return not isinstance(begun, int | float) or now - begun > hours * 3600


def _list(text: str) -> list[str]:
    return [each.strip() for each in text.split(",") if each.strip()]


def _pair(text: str) -> tuple[str, str]:
    name, sign, role = text.rpartition("=")
    if not sign:
        raise _misconfigured(f"SHUCHU_ROLES has {text!r}, which is not of the form group=role")
    return name.strip(), role.strip()


def _hours(text: str) -> float:
    try:
        hours = float(text or HOURS)
    except ValueError:
        hours = 0
    if not 0 < hours < 24 * 366:
        raise _misconfigured(f"SHUCHU_SESSION_HOURS is {text!r}, which is no number of hours")
    return hours


def _misconfigured(reason: str) -> AccessError:
    return AccessError("access_misconfigured", f"The sign-in is not set up rightly: {reason}.", reason=reason)
