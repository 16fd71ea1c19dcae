"""Makes the first attempt at one stage stand still, so that a test can kill its worker there."""

import os
import time
from pathlib import Path

from django.apps import AppConfig


class WorkersUnderTest(AppConfig):
    name = "tests.workers"
    label = "workers_under_test"

    def ready(self) -> None:
        stage, folder = os.environ.get("HOLD_STAGE"), os.environ.get("HOLD_FOLDER")
        if stage and folder:
            _hold_in(stage, Path(folder))


def _hold_in(stage: str, folder: Path) -> None:
    from generation.stages import extract, parse, write

    def held(function):
        def wrapper(*args, **kwargs):
            mark = folder / "pid"
            if not mark.exists():
                mark.write_text(str(os.getpid()))
                time.sleep(120)
            return function(*args, **kwargs)

        return wrapper

    if stage == "extract":
        extract.read_file = held(extract.read_file)
    elif stage == "parse":
        parse.recover = held(parse.recover)
    elif stage == "generate":
        write._written_offline = held(write._written_offline)
