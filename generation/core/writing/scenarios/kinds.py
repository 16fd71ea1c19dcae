# ruff: noqa: E501 - sentences stand whole on a line, to be read and searched

"""What kind of thing a role works on, and which situations make sense for which kind.

`S` runs or is used (a service, a form), `P` is done again and again (a handover, a routine), `J` has
an end (a launch, a move), `Q` is a single question, `D` is read (a plan, a list). "Rehearses the loss of the yearly budget" is
what this prevents.
"""

from __future__ import annotations

import re
from functools import lru_cache

from generation.core.writing.scenarios.frames import Frame

_HEADS = {
    "S": "service failover pipeline database cluster server platform page form filter field button module job "
    "import export store setup portal app library login upload log search view menu flow checkout api "
    "trolley load system screen tour picker preview reset rotation environment network area suite "
    "download sign-up centre station centre set table column alert script "
    "reminder setting states client dashboard query tracking format profile component navigation "
    "library message greeting",
    "P": "process routine handover rota round review close check planning onboarding intake count queue "
    "path induction dressing renewal reconciliation match booking follow-up cover selection scoring "
    "run allocation control transfer reporting session survey training "
    "practice exercise deployment release programme meeting test order",
    "Q": "request problem question",
    "J": "move launch entry refresh redesign change retirement decision campaign event integration "
    "office newsletter series stand conference programme rollout migration positioning "
    "strategy roadmap self-service",
}
_KIND = {word: kind for kind, words in _HEADS.items() for word in words.split()}
_TAIL = re.compile(r"\s(?:of|for|with|into|to|on|in|from|between|and|off|that|against)\s.*$")

_ONLY = {
    "S": (
        "Makes patching routine|Rehearses the worst day|Trains teams for a breach|"
        "Sets up a connection by the book|Removes personal data from a test|"
        "Follows the runbook and mends it|Leads an incident to its review|Cleans up a noisy alert|"
        "Sees the limit before it is reached|Plans for the failure of a part|"
        "Designs for the next growth step|Watches someone use it|Opens the service to more people|"
        "Makes on-call bearable|Fixes a fault and proves it|Makes a deployment repeatable|"
        "Splits a part that grew too large|Agrees an interface before the build|"
        "Tests the unhappy path too|Uses the pattern that exists|Adds a component for the team|"
        "Leaves the place tidier|Pays off a debt that slows the team|Reviews for the risky part|"
        "Writes a story with an example|Keeps to the agreed interface"
    ),
    "SP": (
        "Lists how it could be misused|Agrees a service level with users|"
        "Steers a disruption across teams|Leads the fix of a failure|Finds what makes it slow|"
        "Finds the cause before the fix|Counts defects by cause|Spots a problem before it lands|"
        "Renegotiates what nobody questioned|Draws what the system does|Reports a near miss|"
        "Removes a hazard from the routine|Writes the procedure with its users|"
        "Corrects an outdated instruction|Prepares teams for an audit|"
        "Removes a cause instead of its effects|Makes sure no one knows it alone|"
        "Automates the weekly chore|Stays reachable during a change|Lets research settle a debate|"
        "Builds expertise that others can use|Runs a review that finds the cause|"
        "Puts a risk before those who decide|Proposes a fix nobody asked for|"
        "Keeps everyone posted in a disruption|Solves a problem that teams share|Walks the customer's way"
    ),
    "SD": (
        "Closes an access nobody needs|Adds a check that catches repeats|Traces a mistake to its source|"
        "Checks a figure before passing it on|Corrects records at their source|"
        "Repairs the data behind a report|Presents the result in the demo|Sketches before polishing|"
        "Tests a draft with real users|Asks for an example before building|"
        "Fixes a small annoyance unasked|Clears up an odd booking"
    ),
    "SJ": (
        "Brings a project home|Retires an old system|Replaces copies with a shared part|Rolls a change out in stages|"
        "Writes the design before the build|Chooses a technology for the long run|"
        "Records a technical decision|Tests the riskiest assumption first|Chooses where not to invest|"
        "Checks the plan against the market|Warns before the budget is spent|"
        "Moves money to where it works|Learns from a rough version|Gives the team a clear no"
    ),
    "P": (
        "Takes a manual step away|Unifies a process across teams|Redesigns a process end to end|"
        "Follows the routine and notes a gap|Samples finished work each month|"
        "Agrees a handover with partners|Tries the new way first|Stops at an unclear order|"
        "Makes the safe way the easy way|Backs a suggestion with an example"
    ),
    "PD": "Builds a small helper|Lets teams improve the rules|Challenges a step that lost its reason",
    "PJ": (
        "Takes over a share in a crunch|Moves a decision closer to the work|"
        "Maps the whole journey on one wall"
    ),
    "J": (
        "Stops a project that stalls|Takes an unpopular decision|Celebrates what was learned|"
        "Moves budget to what works|Runs a launch as one plan"
    ),
    "SPD": (
        "Takes on a gap between teams|Leads the team through a change|"
        "Brings a change through the organisation|Finds out who is affected|"
        "Uses the tool instead of the workaround|Finds the group that behaves differently|"
        "Saves a step in a daily routine|Asks why the step exists"
    ),
    "SPJ": (
        "Widens the path to promotion|Draws the target picture|Explains a hard topic with a picture|Brings a supplier to the table|"
        "Finds a cost nobody needs|Checks the benefit after launch|Defines success before the build|"
        "Ties several roadmaps together"
    ),
}
_KINDS_OF_FRAME = {
    headline: frozenset(kinds) for kinds, lines in _ONLY.items() for headline in lines.split("|")
}


@lru_cache(maxsize=2048)
def kind_of(work: str) -> str:
    """`the transfer between wards` → `P`; what is in no list is something to be read: `D`."""
    head = _TAIL.sub("", work).split()[-1].lower()
    return _KIND.get(head, "D")


def makes_sense(frame: Frame, work: str) -> bool:
    """Whether the situation can happen to this kind of thing."""
    kinds = _KINDS_OF_FRAME.get(frame.headline)
    return kinds is None or kind_of(work) in kinds
