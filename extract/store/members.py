"""Who has which role: a list to which only is added, so that it also says who gave it and when."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select

from extract.access import ROLES
from extract.errors import StoreError
from extract.store.schema import members


@dataclass(frozen=True, slots=True)
class Member:
    """A role that somebody was given; "" where it was taken away. `at` is UTC, ISO 8601."""

    id: str
    role: str
    who: str
    at: str


def role_of(connection: Connection, id: str) -> str:
    """The role that somebody has now, "" for none."""
    asked = select(members.c.role).where(members.c.id == id).order_by(members.c.number.desc()).limit(1)
    return connection.execute(asked).scalar() or ""


def members_of(connection: Connection) -> list[Member]:
    """Those who have a role now, by id."""
    last = select(func.max(members.c.number)).group_by(members.c.id)
    asked = select(members).where(members.c.number.in_(last), members.c.role != "").order_by(members.c.id)
    return [Member(row.id, row.role, row.who, row.at) for row in connection.execute(asked)]


def give(connection: Connection, id: str, role: str, who: str, at: str) -> bool:
    """Give somebody a role, "" to take theirs away; False where they have it already. Raises StoreError."""
    if role and role not in ROLES:
        raise StoreError("no_role", f"There is no role “{role}”; there are {', '.join(ROLES)}.", role=role)
    if role_of(connection, id) == role:
        return False
    connection.execute(insert(members).values(id=id, role=role, who=who, at=at))
    return True
