# ruff: noqa: E501 - sentences stand whole on a line, to be read and searched
"""Situations of single trades: software, operations of systems, data, design, product."""

from __future__ import annotations

from generation.core.writing.scenarios.frames import frames

ENGINEERING = frames(
    "own:engineering",
    (
        (
            "review code colleague pull request",
            "s",
            "Reviews a colleague's code with care",
            "Runs a colleague's change before commenting, asks about the one case it misses, and the fix is merged the same day without a meeting.",
            "The review thread",
        ),
        (
            "write test change own unit",
            "s",
            "Writes the test first",
            "Writes a failing test for the reported case before touching the code, and the test passes with the fix and stays in the suite.",
            "The commit with test and fix",
        ),
        (
            "refactor module clean simplify hard",
            "s",
            "Makes a change easy, then makes it",
            "Splits a long function before adding to it, keeps both steps in separate commits, and the reviewer approves each within the day.",
            "The pair of commits",
        ),
        (
            "debug bug troubleshoot log issue",
            "s",
            "Narrows a bug down by halves",
            "Narrows a bug down to one commit, writes the steps into the ticket, and the author confirms the cause without a long debugging session.",
            "The ticket with the commit",
        ),
        (
            "pair learn onboard codebase language",
            "s",
            "Learns a new part by documenting it",
            "Reads an unknown module with its tests, draws the calls on one page, asks the owner to correct the drawing, and newcomers start from it.",
            "The corrected drawing",
        ),
        (
            "deliver feature estimate task story",
            "s",
            "Delivers a feature in small pull requests",
            "Cuts a feature into small pull requests that can each be released, and reviewers answer within hours instead of days.",
            "The list of pull requests",
        ),
        (
            "standard review quality coding team",
            "t",
            "Lets a tool argue about style",
            "Collects the style comments of a month of reviews, turns them into linter rules with the team, so that reviews are about behaviour from then on.",
            "The rules and the reviews",
        ),
        (
            "pipeline build improve automate speed",
            "t",
            "Speeds up the build everyone waits for",
            "Measures each step of the build, caches the slowest one, and the team gets its test results before the coffee is cold.",
            "The build times before and after",
        ),
        (
            "design feature complex system document",
            "t",
            "Gets a design attacked before it is built",
            "Writes a short design with the part that worries most at the top, asks the team to attack it, and drops one component before any code is written, so that there is less to maintain.",
            "The design document with its comments",
        ),
        (
            "mentor junior engineer code teach",
            "t",
            "Teaches through a real pull request",
            "Reviews a junior colleague's pull request side by side, lets them find the missing case themselves, and the team sees that check in their next change.",
            "Both pull requests",
        ),
        (
            "incident production fix on-call",
            "t",
            "Fixes the alarm as well as the fault",
            "Repairs a fault that customers reported first, adds the alert that should have found it, and the team hears of the next one before anyone calls.",
            "The alert and its first firing",
        ),
        (
            "debt technical system reduce several teams",
            "w",
            "Makes technical debt a shared decision",
            "Lists the debt that several teams trip over with hours lost per month, agrees with their leads on the first ones, and those hours drop out of the next quarter's log.",
            "The list with its hours",
        ),
        (
            "architecture standard technology direction",
            "w",
            "Retires a library without a big bang",
            "Writes a bridge between the old and the new library, lets several teams move one service at a time, and the old one is deleted on the agreed day.",
            "The migration list with its last entry",
        ),
        (
            "strategy vision engineering organisation quality",
            "w",
            "Turns a principle into a default",
            "Builds the agreed security and test checks into the service template, and every team that starts a service has them without reading a guideline.",
            "The template and the services built from it",
        ),
        (
            "hire talent engineer lead influence",
            "w",
            "Opens design reviews to all teams",
            "Opens the weekly design review to every team, rotates the chair, and a problem found there saves another team a rewrite.",
            "The review notes",
        ),
    ),
)

IT_OPERATIONS = frames(
    "own:it_operations",
    (
        (
            "monitor alert metric log troubleshoot",
            "s",
            "Turns a hunch into a graph",
            "Puts request errors and deployments on one graph, sees that the errors begin with one of them, and the change is rolled back within the hour.",
            "The graph with the rollback",
        ),
        (
            "configure linux server script automate",
            "s",
            "Writes the change down as code",
            "Puts a manual server setting into the configuration code, applies it to a test machine first, and the next server comes up right without a checklist.",
            "The commit and the new server",
        ),
        (
            "network tls certificate protocol",
            "s",
            "Explains a failed connection step by step",
            "Follows a failed connection from name lookup to certificate, writes each step into the ticket, and the expired link in the chain is replaced the same day.",
            "The ticket with its steps",
        ),
        (
            "kubernetes cluster deploy container scale",
            "t",
            "Rehearses a node failure",
            "Takes a node out of the test cluster during working hours with the team watching, finds a service without a second copy, and gets it fixed before it matters.",
            "The rehearsal notes and the fix",
        ),
        (
            "database performance scale failover",
            "t",
            "Finds the query behind the slow hour",
            "Finds the query behind a slow hour, shows the owning team its plan, and the new index brings response times back under the agreed limit.",
            "The query plan before and after",
        ),
        (
            "security harden access secret rotate",
            "t",
            "Rotates secrets without a night shift",
            "Scripts the rotation of secrets, tries it on a small service, and the team rotates the rest in working hours without an outage.",
            "The script and the rotation log",
        ),
        (
            "reliability slo availability large scale production",
            "w",
            "Lets error budgets settle disputes",
            "Agrees error budgets with several product teams, shows them on one page, and releases pause by rule instead of by argument.",
            "The budgets and a paused release",
        ),
        (
            "design system platform architecture build",
            "w",
            "Gives teams a paved road",
            "Builds a service template with logging, alerts and deployment, moves one team over as a trial, and other teams follow because it saves them a week.",
            "The template and the teams on it",
        ),
    ),
)

DATA = frames(
    "own:data",
    (
        (
            "analyse test ab experiment result guidance",
            "s",
            "Reads a test without wishful thinking",
            "Writes down before opening the results which difference would count, finds a smaller one, and reports it as no effect, so that nobody builds on noise.",
            "The note written beforehand and the report",
        ),
        (
            "query sql clean data maintain",
            "s",
            "Leaves a query others can read",
            "Rewrites a long query in named steps with a comment on each filter, and a colleague changes the date range without help.",
            "The query in the shared folder",
        ),
        (
            "model build feature predict train",
            "t",
            "Beats a simple baseline first",
            "Compares a new model with the plain average the team uses today, shows where it wins and where it loses, and the team puts only the winning part into use.",
            "The comparison table",
        ),
        (
            "explain insight stakeholder present product",
            "t",
            "Answers the question behind the request",
            "Asks what decision hangs on a requested dashboard, answers it with one chart and a sentence, and the team is spared a dashboard that nobody would open.",
            "The chart and the closed request",
        ),
        (
            "standard experiment platform define across",
            "w",
            "Makes experiments comparable",
            "Agrees with several teams how long a test runs and who counts as a user, builds it into the platform, so that the results of different teams can be compared.",
            "The rules in the platform",
        ),
        (
            "strategy data organisation govern quality",
            "w",
            "Stops two truths about one number",
            "Finds that departments count customers in their own ways, settles one rule with their leads, and the yearly report goes out with a single figure.",
            "The rule and the report",
        ),
    ),
)

DESIGN = frames(
    "own:design",
    (
        (
            "assist interview note user research",
            "s",
            "Writes quotes, not opinions",
            "Takes notes of user interviews as quotes with the minute beside them, and the designer finds the clip for a disputed point within seconds.",
            "The notes with their minutes",
        ),
        (
            "usability test plan run prototype",
            "s",
            "Changes one thing between tests",
            "Runs a usability test on one task at a time, changes the label where people stop, and the next visitors finish the task without help.",
            "Both test sheets",
        ),
        (
            "handoff engineer specification detail",
            "s",
            "Designs the empty and the broken state",
            "Draws the empty, loading and error states before the handover, and the engineer builds the screen without inventing any of them.",
            "The design file",
        ),
        (
            "insight synthesis research roadmap shape",
            "t",
            "Puts findings where plans are made",
            "Sorts the findings of several studies by how often they came up, brings the top ones to the planning, and the team drops a planned feature for one of them.",
            "The sorted findings and the roadmap",
        ),
        (
            "system component consistency accessible",
            "t",
            "Fixes contrast once for everyone",
            "Corrects a colour in the component library after measuring its contrast, tells the team what changes, and every screen passes the check with the next release.",
            "The measurement and the changed component",
        ),
        (
            "practice research organisation lead culture",
            "w",
            "Brings everyone to see a user",
            "Sets up a monthly hour in which people from several teams watch a user at work, and each hour ends with one change that a team takes on.",
            "The calendar and the list of changes",
        ),
    ),
)

PRODUCT = frames(
    "own:product",
    (
        (
            "user story write criteria backlog",
            "s",
            "Writes a story from a phone call",
            "Listens to a support call, writes the story in the caller's words with one test for done, and the developer builds it without a follow-up question.",
            "The story and the call note",
        ),
        (
            "metric data understand learn",
            "s",
            "Checks what a feature did after launch",
            "Looks at the use of a small feature a month after launch, finds that most people stop at one field, and the field is dropped in the next release.",
            "The usage chart and the release note",
        ),
        (
            "discovery experiment assumption hypothesis lean",
            "t",
            "Sells it before building it",
            "Puts a button for an unbuilt feature in front of a few customers, counts who presses it, and the team drops the idea before writing code.",
            "The count and the decision note",
        ),
        (
            "prioritise trade-off stakeholder roadmap conflict",
            "t",
            "Names what a yes would cost",
            "Answers a wish from sales with the two entries it would push out of the quarter, and the sales colleagues withdraw it after seeing the list.",
            "The list with both entries",
        ),
        (
            "mentor coach product manager team",
            "w",
            "Coaches through a real roadmap",
            "Sits with product managers of several teams over their live roadmaps, asks of each entry what would prove it wrong, and every second entry gains a measure.",
            "The roadmaps before and after",
        ),
        (
            "vision strategy market organisation portfolio",
            "w",
            "Writes the press note first",
            "Writes the press note of a product before its plan, tests it on sales and a few customers, and several teams cut work that the note does not need.",
            "The press note and the shortened plans",
        ),
    ),
)

FAMILIES = (ENGINEERING, IT_OPERATIONS, DATA, DESIGN, PRODUCT)
