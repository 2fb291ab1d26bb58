"""The hosted app as an ASGI application: ``python -m streamlit run deploy/server.py``.

The same pages as ``app.py``; beside them `/health` and `/metrics` for the machines that look after it, and a guard
before the routes of Streamlit that carry files. Addresses of several levels lead to a page of one.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # Streamlit looks for modules beside this file

from app import PAGES  # noqa: E402
from deploy import health, logs, metrics, secrets, warm  # noqa: E402
from deploy.address import OneLevel  # noqa: E402
from deploy.guard import Guard  # noqa: E402
from deploy.shell import Shell  # noqa: E402

logs.as_json()
os.environ.update(secrets.exported())
warm.up()

app = st.App(
    str(ROOT / "app.py"),
    secrets=secrets.of_environment(),
    routes=[Route("/health", health.route), Route("/metrics", metrics.route)],
    middleware=[Middleware(Guard), Middleware(OneLevel), Middleware(Shell, pages=PAGES)],
)
