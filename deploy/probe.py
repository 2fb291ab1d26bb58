"""``python -m deploy.probe URL``: exit status 0 where the address answers 200, for a container's health check."""

from __future__ import annotations

import sys
from urllib.error import URLError
from urllib.request import urlopen

PATIENCE = 15


def main(url: str) -> int:
    """0 or 1; what the app said goes to standard output."""
    try:
        with urlopen(url, timeout=PATIENCE) as answer:
            print(answer.read(1000).decode(errors="replace"))
            return 0
    except (URLError, OSError) as error:
        print(error)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
