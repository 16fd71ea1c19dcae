"""A guide on its way through the pipeline, with tasks run as functions and a clock set by hand."""

import itertools
import time
import uuid

from django.utils import timezone

from generation.core.writing import Example
from generation.core.writing.offline import CellText
from guides.enums import GuideStatus
from guides.generations import planning as generating
from guides.matrix import store as matrix_store
from guides.models import GuideArtifact
from levelingai.jobs import queue
from levelingai.jobs.models import Job
from levelingai.llm import setup as model
from levelingai.llm.breaker import Breaker
from levelingai.llm.models import LLMCall
from levelingai.llm.provider import provider_for
from tests.factories import LevelingGuideFactory
from tests.levelingai.llm.helpers import make_matrix

MOST_TASKS = 60
"""No way through the pipeline of these tests takes more: one that does never ends."""


def use_model(settings, llmsim, profile="ok", **more):
    """Point the installation at the simulator, as a provider that nothing is known of yet."""
    values = {
        "LLM_PROVIDER": "openai",
        "LLM_BASE_URL": llmsim.base_url,
        "LLM_API_KEY": f"sim-profile-{profile};test={uuid.uuid4().hex}",
        "LLM_MODEL": "gpt-4o-mini",
        "LLM_MODEL_SMALL": "gpt-4o-mini",
        "LLM_TIMEOUT_SECONDS": 2,
        "LLM_CALL_DEADLINE_SECONDS": 10,
        "LLM_PRICE_PER_MILLION": (1.0, 0.5, 4.0),
        "LLM_SPEND_CAP_DAILY": None,
        **more,
    }
    for name, value in values.items():
        setattr(settings, name, value)


def make_guide(competencies=3, **fields):
    """A guide of four levels whose matrix stands and whose examples are still to be written."""
    guide = LevelingGuideFactory(
        **{"status": GuideStatus.MATRIX_PARSED, "role_title": "Archivist", **fields}
    )
    artifact = GuideArtifact.objects.create(guide=guide, type="matrix", sha256="0" * 64)
    matrix_store.store_matrix(guide, make_matrix(competencies), artifact, version=1)
    return guide


class Clock:
    """The time of the provider's breaker, which tests move on instead of sleeping."""

    def __init__(self):
        self.ahead_s = 0.0

    def __call__(self):
        return time.monotonic() + self.ahead_s

    def take_over(self):
        """Set the clock of the provider as it is configured now."""
        provider = provider_for(model.client_settings())
        provider.breaker = Breaker(clock=self)
        return self


def work_off(messages, clock=None):
    """Run every task in turn; what was put off is due at once. Returns the waits in seconds."""
    waits = []
    for _ in range(MOST_TASKS):
        if not messages:
            return waits
        late = Job.objects.open().filter(due_at__gt=timezone.now())
        for run in late:
            waits.append(round((run.due_at - timezone.now()).total_seconds()))
            if clock:
                clock.ahead_s += waits[-1]
        late.update(due_at=None)
        task, args = messages.popleft()
        task(*args)
    raise AssertionError(f"Still not done after {MOST_TASKS} tasks.")


def write(guide, clock=None):
    """The guide's examples, from the first to the last task; returns the waits in between."""
    with queue.foreground() as messages:
        assert generating.begin_generation(guide)
        waits = work_off(messages, clock)
    guide.refresh_from_db()
    return waits


def requests(guide):
    return LLMCall.objects.filter(subject_id=guide.pk).count()


def write_three(matrix, role_title, *, places, shown):
    """Stands in for the built-in writer's choice: three new examples for every cell, each time."""
    return {
        (cell.level, cell.competency): CellText(
            "ready", tuple(_new_example(cell.definition) for _ in range(3))
        )
        for cell in matrix.cells
    }


_DONE = itertools.count()
_THINGS = ("shelf plan", "lending list", "box register", "map index", "deed file", "photo log")


def _new_example(definition):
    number = next(_DONE)
    word = "".join(chr(ord("a") + int(digit)) for digit in f"{number:05}")
    thing = _THINGS[number % len(_THINGS)]
    return Example(
        f"Mends the {thing} {word}",
        f"Mends the {thing} {word} with colleagues and files a note on {word}, so that nobody has "
        f"to ask about the {thing} again.",
        f"The note on the {thing}",
        definition.split("\n")[0],
        origin="manual",
    )
