# ruff: noqa: E501 - sentences stand whole on a line, to be read and searched

"""Situations about a subject that the definition or the competency names: `{topic}`."""

from __future__ import annotations

from generation.core.writing.scenarios.frames import frames

TOPIC_FRAMES = frames(
    "topic",
    (
        (
            "understand know basic aware",
            "s",
            "Explains {topic} in own words",
            "Writes half a page on {topic} with a case from {work}, has it checked by a more experienced colleague, and corrects the part that was wrong, so that newcomers can use it.",
            "The half-page with its corrections",
        ),
        (
            "apply use work",
            "s",
            "Asks about {topic} before starting",
            "Checks what {topic} means for {work} before starting, asks one specific question, and the review finds nothing to redo.",
            "The question and the review",
        ),
        (
            "learn follow",
            "s",
            "Finds a gap in {topic}",
            "Notices while working on {work} that a point about {topic} is missing from the checklist, proposes the wording, and the team adds it the same week.",
            "The checklist with the added point",
        ),
        (
            "read practise",
            "s",
            "Practises {topic} on a past case",
            "Works through a past case of {topic} with a colleague, compares the result with what was done then, and solves the next one in {work} without help.",
            "The worked case",
        ),
        (
            "deep expert advise",
            "t",
            "Answers the team's questions on {topic}",
            "Collects the team's recurring questions on {topic}, answers them on one page with cases from {work}, and colleagues settle such points without waiting.",
            "The page and the questions it closed",
        ),
        (
            "apply improve",
            "t",
            "Checks {topic} before a release",
            "Goes through {work} with {topic} in mind, marks the weak points in a short list, and the team closes them before {users} are affected.",
            "The list with closed points",
        ),
        (
            "share teach",
            "t",
            "Runs a session on {topic}",
            "Prepares a session for the team on {topic} with exercises from {work}, and colleagues who attended review each other's cases from then on.",
            "The exercises and the later reviews",
        ),
        (
            "decide trade-off",
            "t",
            "Settles a debate about {topic}",
            "Ends a long debate about {topic} with a small trial in {work}, writes down what it showed, and the team follows the result.",
            "The trial note",
        ),
        (
            "standard across strategy",
            "w",
            "Writes the common guide to {topic}",
            "Brings people from several teams together on {topic}, agrees a guide with cases from {work}, and other teams name it in their plans.",
            "The guide and the plans that name it",
        ),
        (
            "risk assess review",
            "w",
            "Reviews {topic} across teams",
            "Reviews how several teams deal with {topic}, shows their leads the gaps in one table, and each gap has an owner by the end of the month.",
            "The table with owners",
        ),
        (
            "expert advise external",
            "w",
            "Advises other teams on {topic}",
            "Holds an open hour on {topic} for other teams, turns the cases into a reference around {work}, and fewer of them need the hour each month.",
            "The reference and the hour's log",
        ),
        (
            "invest roadmap",
            "w",
            "Makes the case for {topic}",
            "Puts the cost of weak {topic} into figures for {work}, proposes a plan to the executives, and the plan gets its budget.",
            "The figures and the approved plan",
        ),
        (
            "topic domain knowledge learn",
            "s",
            "Applies {topic} to a live case",
            "Reads up on {topic}, applies it to {work}, and asks a more experienced colleague to look for the weak spot until none is left.",
            "The review comments, each marked as settled",
        ),
        (
            "topic advanced apply design",
            "t",
            "Brings {topic} into the team's work",
            "Tests on {work} where {topic} pays off and where it does not, writes a short guideline, and the team uses it in the next review.",
            "The guideline and a review that cites it",
        ),
        (
            "topic standard several teams",
            "w",
            "Sets the line on {topic}",
            "Compares how several teams handle {topic}, writes a recommendation with {work} as the worked case, and the other teams adopt it within the quarter.",
            "The recommendation and the list of adopters",
        ),
    ),
)
