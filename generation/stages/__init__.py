"""How a guide comes about, stage by stage: each from its claim to its stored rows.

A stage claims its job, calls the pure core, stores the result and adds the next job in one
transaction. What can be expected becomes a status; surprises propagate, and the job is tried again.
"""

from __future__ import annotations


def register_stages() -> None:
    """Make the stages known to the kernel; pages start them by name."""
    from accounts.model.trials import TRY_MODEL
    from generation.stages import extract, parse, research, try_model, write
    from guides import work
    from guides.company.research import RESEARCH
    from levelingai.jobs.kinds import JobKind, register
    from levelingai.llm.setup import preload_model

    register(
        JobKind(
            work.EXTRACT,
            extract.extract,
            queue="extract",
            is_wanted=work.is_wanted,
            give_up=extract.give_up,
        )
    )
    register(
        JobKind(
            work.PARSE,
            parse.parse,
            queue="parse",
            is_wanted=work.is_wanted,
            give_up=parse.give_up,
            preload=preload_model,
        )
    )
    register(
        JobKind(
            work.GENERATE,
            write.write,
            queue="generate",
            is_wanted=work.is_wanted,
            give_up=write.give_up,
            preload=write.preload,
        )
    )
    register(
        JobKind(
            RESEARCH,
            research.research,
            queue="research",
            is_wanted=research.is_wanted,
            give_up=research.give_up,
            preload=preload_model,
        )
    )
    register(
        JobKind(
            TRY_MODEL,
            try_model.try_model,
            queue="research",  # the queue of writing may be busy for long
            is_wanted=try_model.is_wanted,
            give_up=try_model.give_up,
        )
    )
