"""Briefs, clients and replies for the tests of the model client and the writer."""

import itertools
import json
import threading
import time
from contextlib import contextmanager
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from generation.core.company.company_brief import CompanyContext, Fact
from generation.core.recovery.matrix import Matrix, MatrixCell, MatrixCompetency, MatrixLevel
from generation.core.writing.cell_brief import CellBrief
from generation.core.writing.prompts.v1 import SCHEMA
from levelingai.llm.client import ChatClient, ClientSettings
from levelingai.llm.provider import Provider
from levelingai.llm.types import Reply, Usage

MESSAGES = [
    {"role": "system", "content": f"Write three examples as JSON. {json.dumps(SCHEMA)}"},
    {"role": "user", "content": "Level: L2\nDefinition: Breaks a project into small tasks."},
]
HANGING_S = 6
"""A call that keeps its short deadline takes less on any machine, one that does not takes more."""


def ask(client, messages=MESSAGES, **more):
    return client.complete(
        messages, schema=SCHEMA, schema_name="cell_examples", purpose="generate_examples", **more
    )


class Clock:
    """Stands still until the test moves it."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


LEVELS = (
    ("L1", "Associate Archivist", "with guidance", "an assigned box"),
    ("L2", "Archivist", "on their own", "a collection"),
    ("L3", "Senior Archivist", "together with the team", "the team's collections"),
    ("L4", "Principal Archivist", "across several teams", "the collections of several teams"),
)
COMPETENCIES = (
    "Cataloguing", "Conservation", "Reader service", "Acquisition", "Digitisation", "Planning",
    "Mentoring", "Outreach", "Metadata", "Storage", "Loans", "Reporting",
)  # fmt: skip


def make_matrix(competencies=12):
    """A guide of four levels; 12 competencies make 48 cells."""
    names = COMPETENCIES[:competencies]
    return Matrix(
        levels=tuple(MatrixLevel(code, title) for code, title, _, _ in LEVELS),
        competencies=tuple(MatrixCompetency(name, "Archive") for name in names),
        cells=tuple(
            MatrixCell(
                level,
                row,
                f"Takes up questions of {name.lower()} {how}.\n"
                f"• Records decisions about {thing} so that others find them\n"
                f"• Keeps the plan for {name.lower()} of {thing} up to date",
            )
            for row, name in enumerate(names)
            for level, (_, _, how, thing) in enumerate(LEVELS)
        ),
        title="Archivist",
    )


COMPANY = CompanyContext(
    name="Northbank Archive",
    website="https://northbank.example",
    words="A regional archive with a reading room.",
    facts=(
        Fact("f1", "The archive lends maps to schools.", "we lend maps to schools"),
        Fact("f2", "The reading room opens on Saturdays.", "open on Saturdays"),
    ),
)


def make_brief(level=1, competency=0, matrix=None, **more):
    return CellBrief(
        matrix=matrix or make_matrix(),
        level=level,
        competency=competency,
        **{"role_title": "Archivist", "company": COMPANY, **more},
    )


def make_briefs(competencies=12, **more):
    matrix = make_matrix(competencies)
    return [make_brief(cell.level, cell.competency, matrix, **more) for cell in matrix.cells]


def make_settings(llmsim, profile="ok", **more):
    """Settings with short times. The profile travels in the key."""
    return ClientSettings(
        **{
            "base_url": llmsim.base_url,
            "api_key": f"sim-profile-{profile}",
            "model": "gpt-4o-mini",
            "timeout_s": 0.5,
            "call_deadline_s": 8.0,
            "price_per_million": (Decimal(1), Decimal("0.5"), Decimal(4)),
            **more,
        }
    )


def make_client(llmsim, profile="ok", **more):
    """A client that knows nothing yet of its provider, and the list that it records in."""
    records = []
    settings = make_settings(llmsim, profile, **more)
    return ChatClient(settings, records.append, provider=Provider(settings)), records


def make_reply(text, **more):
    return Reply(
        **{
            "text": text,
            "model": "model-x",
            "request_id": "req-1",
            "tokens_in": 100,
            "tokens_cached": 0,
            "tokens_out": 50,
            "cost": None,
            "duration_s": 0.1,
            "finish_reason": "stop",
            "usage": Usage(1, 100, 0, 50, None, 0.1),
            **more,
        }
    )


def examples_text(*examples):
    return json.dumps({"examples": list(examples)})


DONE = b"data: [DONE]\n\n"


def event(data):
    """One server-sent event."""
    return b"data: " + json.dumps(data, ensure_ascii=False).encode() + b"\n\n"


def chunk(finish=None, **delta):
    """One piece of a streamed chat completion."""
    return event({"model": "m", "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]})


def whole(text):
    """A chat completion that comes at once."""
    choice = {"message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
    return json.dumps({"model": "m", "choices": [choice]}).encode()


def refusal(message, **more):
    return 400, json.dumps({"error": {"message": message, "type": "invalid_request_error", **more}})


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        with self.server.model.counted(body):
            try:
                self.speak(iter(self.server.model.answer(body)))
            except OSError:
                self.close_connection = True

    def speak(self, items):
        status, kind, first = 200, "text/event-stream", next(items)
        while isinstance(first, float):  # no server says anything before it has something to say
            time.sleep(first)
            first = next(items)
        if isinstance(first, tuple):
            status, kind, first = first[0], "application/json", first[1].encode()
        elif first == "json":
            kind, first = "application/json", next(items)
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        for item in itertools.chain([first], items):
            if isinstance(item, float):
                time.sleep(item)
            else:
                self.wfile.write(b"%x\r\n%b\r\n" % (len(item), item))
        self.wfile.write(b"0\r\n\r\n")

    def log_message(self, *_):
        pass


class ModelServer:
    """A server on the loopback address that answers as a test says.

    `answer(body)` yields events, and pauses in seconds. After pauses that come first, `(status,
    text)` is a plain answer, and `"json"` says that no event stream follows.
    """

    def __init__(self, answer):
        self.answer = answer
        self.bodies = []
        self.under_way = self.peak = 0
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self._server.daemon_threads = True
        self._server.model = self

    @contextmanager
    def counted(self, body):
        with self._lock:
            self.bodies.append(body)
            self.under_way += 1
            self.peak = max(self.peak, self.under_way)
        try:
            yield
        finally:
            with self._lock:
                self.under_way -= 1

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, args=[0.02], daemon=True).start()
        self.base_url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()

    def client(self, **more):
        """A client with short times that knows nothing yet of this server."""
        values = {"timeout_s": 0.5, "call_deadline_s": 20.0, "max_retries": 0, **more}
        settings = ClientSettings(self.base_url, "", "model", **values)
        return ChatClient(settings, lambda _: None, provider=Provider(settings))
