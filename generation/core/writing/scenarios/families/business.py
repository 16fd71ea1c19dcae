# ruff: noqa: E501 - sentences stand whole on a line, to be read and searched

"""Situations around customers, products and money, and in care."""

from __future__ import annotations

from generation.core.writing.scenarios.frames import frames

PRODUCT = frames(
    "product",
    (
        (
            "user need problem understand requirement",
            "s",
            "Asks what the request is for",
            "Asks the requester of {work} what they do today without it, adds the answer to the ticket, and the {piece} solves that case.",
            "The ticket with the answer",
        ),
        (
            "prioritise requirement story backlog",
            "s",
            "Writes a story with an example",
            "Writes the story for {work} with one real example and a test for done, and the developer builds it without a question.",
            "The story with its example",
        ),
        (
            "feature feedback test validate",
            "s",
            "Watches someone use it",
            "Watches a person use {work} without helping, notes where they hesitate, and the wording at that point is changed in the next release.",
            "The observation notes and the new wording",
        ),
        (
            "product discovery research assumption",
            "t",
            "Tests the riskiest assumption first",
            "Names the assumption that could sink {work}, tests it with a clickable sketch, and the team changes the plan before any code is written.",
            "The sketch and the test notes",
        ),
        (
            "prioritise value outcome roadmap",
            "t",
            "Cuts what does not serve the outcome",
            "Asks of each entry for {work} which outcome it moves, removes the ones without an answer, and the team ships the rest on time.",
            "The roadmap before and after",
        ),
        (
            "metric outcome success adopt measure",
            "t",
            "Defines success before the build",
            "Agrees with the team what use of {work} would count as a success, checks after the release, and the part that nobody used is removed.",
            "The success measure and the usage chart",
        ),
        (
            "vision strategy remit product lifecycle",
            "t",
            "Gives the team a clear no",
            "Writes half a page on what {work} is not meant to be, discusses it with the team, and later requests are declined with reference to it.",
            "The half-page and a declined request",
        ),
        (
            "mvp experiment launch learn iterate",
            "t",
            "Learns from a rough version",
            "Releases a rough version of {work} to a few willing customers, collects what they miss, and the team builds only that.",
            "The list of what was missed and the release note",
        ),
        (
            "vision strategy organisation portfolio",
            "w",
            "Chooses where not to invest",
            "Compares the products around {work} by use and upkeep, proposes to retire one, and the freed teams move to the agreed priority.",
            "The comparison and the retirement plan",
        ),
        (
            "market opportunity business value",
            "w",
            "Makes the case for a new market",
            "Talks to buyers in a new segment, sizes the demand around {work} with its assumptions named, and the executives decide on it in one session.",
            "The business case with its assumptions",
        ),
        (
            "roadmap align team cross outcome",
            "w",
            "Ties several roadmaps together",
            "Links the roadmaps of several teams to one outcome for {work}, shows the gaps, and the teams agree who closes which.",
            "The linked roadmap",
        ),
        (
            "lifecycle value money invest benefit",
            "w",
            "Checks the benefit after launch",
            "Compares the promised and the real benefit of {work} a year later, publishes both, and the next investment round asks every team for the same.",
            "The benefit review",
        ),
    ),
)

CUSTOMER = frames(
    "customer",
    (
        (
            "customer client enquiry request respond",
            "s",
            "Calls back with an answer",
            "Tells the customer when an answer on {work} will come, asks the expert, and calls back on that day with a solution instead of a delay.",
            "The call log with promise and answer",
        ),
        (
            "customer user need listen empathy",
            "s",
            "Reads the request to the end",
            "Reads the whole history before answering on {work}, names what was already tried, and the customer confirms the solution in the first reply.",
            "The reply and the confirmation",
        ),
        (
            "complaint problem resolve client",
            "s",
            "Turns a complaint into a fix",
            "Apologises for a mistake in {work}, corrects it while the customer waits, and reports the cause so that the form is changed.",
            "The case and the changed form",
        ),
        (
            "client contact available service",
            "s",
            "Stays reachable during a change",
            "Tells the people who rely on {work} whom to ask during a change, answers through one inbox, and no request is left open overnight.",
            "The inbox with closed requests",
        ),
        (
            "customer insight feedback collect research",
            "t",
            "Brings customers' words to the team",
            "Listens to a few calls about {work} each month, sorts them by cause, and the team removes the top cause from its list.",
            "The call notes by cause",
        ),
        (
            "customer journey experience improve",
            "t",
            "Walks the customer's way",
            "Goes through {work} as a customer would, marks each wait on one page, and the team removes the longest one first.",
            "The page with the marked waits",
        ),
        (
            "client relationship trust expectation",
            "t",
            "Repairs a strained relationship",
            "Visits an unhappy customer with a list of promises on {work}, reports on each weekly, and the customer signs the renewal.",
            "The list of promises and the renewal",
        ),
        (
            "accessibility inclusive user usability",
            "t",
            "Opens the service to more people",
            "Tries {work} with a keyboard and a screen reader, lists what fails, and the team closes every entry on the list before the release.",
            "The list with closed entries",
        ),
        (
            "customer centric organisation culture",
            "w",
            "Puts customers' voice on the agenda",
            "Plays short customer recordings on {work} to the leads of several teams every month, and each meeting ends with one change and an owner.",
            "The list of changes with owners",
        ),
        (
            "service design strategy segment",
            "w",
            "Changes the service promise",
            "Compares what customers of {work} expect with what departments deliver, proposes a promise all can keep, and the complaints on it stop.",
            "The promise and the complaint register",
        ),
        (
            "partner key account client negotiate",
            "w",
            "Settles a contract across departments",
            "Brings legal, sales and delivery together over a major customer's wishes on {work}, settles one offer, and the customer signs it.",
            "The signed offer",
        ),
    ),
)

DESIGN = frames(
    "design",
    (
        (
            "design visual interface wireframe",
            "s",
            "Sketches before polishing",
            "Draws a few rough sketches of {work}, shows them to a colleague before polishing one, and the chosen one is built without changes.",
            "The sketches with the marked choice",
        ),
        (
            "usability test prototype user",
            "s",
            "Tests a draft with real users",
            "Tries a draft of {work} on a few {users}, notes where they stop, changes the label that misled them, and the next ones get through without help.",
            "The test notes and the new label",
        ),
        (
            "pattern component style consistent",
            "s",
            "Uses the pattern that exists",
            "Builds {work} from the existing components, asks before adding a new one, and the engineer needs no extra styles.",
            "The design file",
        ),
        (
            "research interview insight user",
            "t",
            "Lets research settle a debate",
            "Interviews people who use {work}, shows the team short clips, and a long debate about the layout ends in one meeting.",
            "The clips and the decision",
        ),
        (
            "design system component library",
            "t",
            "Adds a component for the team",
            "Turns a layout from {work} into a documented component, reviews it with engineers, and the team uses it for the next screen.",
            "The component page and the next screen",
        ),
        (
            "critique review design feedback",
            "t",
            "Runs a useful design critique",
            "Opens the critique of {work} with the question to be answered, keeps comments to that, and the team leaves with one direction.",
            "The critique notes",
        ),
        (
            "experience strategy vision journey",
            "w",
            "Maps the whole journey on one wall",
            "Maps {work} across departments with photos and quotes, walks the leads along it, and they agree which break to mend first.",
            "The journey map with the marked break",
        ),
        (
            "design system standard organisation accessibility",
            "w",
            "Makes accessibility a release rule",
            "Writes the accessibility checks for {work} with several teams, trains a person in each, and a release without them no longer goes out.",
            "The checks and the release record",
        ),
    ),
)

FINANCE = frames(
    "finance",
    (
        (
            "invoice cost record account",
            "s",
            "Clears up an odd booking",
            "Notices an odd amount in {work}, traces it to its invoice, and the booking is corrected before the month is closed.",
            "The corrected booking with its invoice",
        ),
        (
            "budget spend track",
            "s",
            "Warns before the budget is spent",
            "Compares spending on {work} with the budget each week, warns its owner early, and the order is postponed in time.",
            "The comparison and the postponed order",
        ),
        (
            "forecast budget plan month",
            "t",
            "Explains the gap, not only shows it",
            "Adds a sentence of cause to each gap in {work}, checks it with the owners, and the review meeting ends with actions instead of questions.",
            "The report with causes and actions",
        ),
        (
            "cost reduce saving contract value",
            "t",
            "Finds a cost nobody needs",
            "Goes through the contracts behind {work} line by line, finds a licence without users, and the team cancels it before the renewal.",
            "The contract list and the cancellation",
        ),
        (
            "investment business case return",
            "w",
            "Tests a business case against history",
            "Compares the business case for {work} with how earlier ones turned out, corrects the assumptions, and the executives approve a smaller first step.",
            "The corrected case and the approval",
        ),
        (
            "budget organisation allocate vendor strategy",
            "w",
            "Moves money to where it works",
            "Lists which departments leave budget for {work} unused, proposes a shift with their leads, and the next quarter starts with the new split.",
            "The budget table before and after",
        ),
        (
            "control process finance audit",
            "w",
            "Makes a control simple enough to use",
            "Rebuilds the approval rule for {work} with several departments, tests it on past cases, and the auditors accept it without a finding.",
            "The rule and the audit report",
        ),
    ),
)

STRATEGY = frames(
    "strategy",
    (
        (
            "business goal understand context align",
            "s",
            "Links the task to its goal",
            "Writes beside {work} which goal of the team it serves, asks when it is unclear, and a part that serves none is dropped before it costs time.",
            "The ticket with the goal and the dropped part",
        ),
        (
            "business value impact result",
            "s",
            "Checks whether anyone uses the result",
            "Asks a few {users} a week later whether {work} helped, notes the answers, and the field that confused them is changed.",
            "The answers and the changed field",
        ),
        (
            "business decision commercial market",
            "t",
            "Weighs a change by its benefit",
            "Estimates with the team what {work} costs and brings in, writes the sums on one page, and the team starts with the cheaper half.",
            "The page with the sums",
        ),
        (
            "strategy goal objective okr align",
            "t",
            "Connects the team's work to the strategy",
            "Goes through the strategy paper with the team, marks where {work} serves it, and the entries without a link leave the plan.",
            "The marked plan",
        ),
        (
            "market competitor trend industry",
            "t",
            "Checks the plan against the market",
            "Compares {work} with what competitors offer, shows the team the differences that buyers asked about, and the plan changes in one place.",
            "The comparison and the changed plan",
        ),
        (
            "vision strategy define organisation long-term",
            "w",
            "Writes a strategy people can use",
            "Writes the strategy for {work} on a few pages with what will not be done, tests it on open decisions, and several teams settle theirs by it.",
            "The strategy paper and the settled decisions",
        ),
        (
            "strategy review change business growth",
            "w",
            "Changes course on evidence",
            "Reviews the assumptions behind {work} with the executives every half year, shows which one failed, and the plan of the organisation is changed.",
            "The review paper and the new plan",
        ),
        (
            "business impact drive result organisation",
            "w",
            "Follows a goal through to its result",
            "Breaks the organisation's goal for {work} into measures for several teams, reviews them monthly, and people move as soon as a measure stands still.",
            "The measure sheet with monthly notes",
        ),
        (
            "invest priority scenario risk",
            "w",
            "Prepares for more than one future",
            "Writes short scenarios for {work} with an early sign for each, agrees the answers with the leads, and the first sign triggers the agreed step.",
            "The scenario paper and the triggered step",
        ),
    ),
)

SALES = frames(
    "sales",
    (
        (
            "prospect lead call contact pipeline",
            "s",
            "Prepares a call in writing",
            "Reads the last notes on {work}, writes down the open questions, and the call ends with a date for the next step in the record.",
            "The call notes with the date",
        ),
        (
            "proposal quote offer customer",
            "s",
            "Writes an offer the buyer can use",
            "Writes the offer for {work} in the buyer's own words from the call, and the buyer forwards it without asking for changes.",
            "The offer and the forwarded message",
        ),
        (
            "negotiate deal close objection",
            "t",
            "Trades instead of discounting",
            "Answers a price request on {work} with a smaller scope, keeps the price list intact, and the customer signs the smaller version.",
            "The signed version and the price list",
        ),
        (
            "forecast pipeline review target",
            "t",
            "Keeps the forecast honest",
            "Goes through {work} with the team each week, removes deals without a next step, and the forecast holds at the end of the month.",
            "The forecast and the month's result",
        ),
        (
            "market segment partner strategy territory",
            "w",
            "Opens a segment with a plan",
            "Works out with other departments what buyers in a new segment need from {work}, tests it on a few accounts, and the regions adopt the plan.",
            "The segment plan and the test results",
        ),
        (
            "account executive relationship contract",
            "w",
            "Widens a single contact to a network",
            "Introduces leads from several departments to their opposite numbers at a key account, and {work} no longer depends on one contact.",
            "The contact map",
        ),
    ),
)

MARKETING = frames(
    "marketing",
    (
        (
            "content write copy channel post",
            "s",
            "Tests a headline before sending",
            "Writes a plain and a playful headline for {work}, sends both to a small group, and the one that more readers opened goes to everyone.",
            "The test result",
        ),
        (
            "campaign brand guideline audience",
            "s",
            "Checks a claim before it is printed",
            "Asks for the source of a claim in {work}, rewrites it so that it holds, and the approval comes back without a correction.",
            "The source and the approved text",
        ),
        (
            "campaign measure conversion channel",
            "t",
            "Moves budget to what works",
            "Compares the channels of {work} by sign-ups instead of clicks, shows the team the table, and the budget moves to the one that pays that month.",
            "The channel table and the new budget",
        ),
        (
            "launch message position audience",
            "t",
            "Sharpens the message with customers",
            "Tests the message of {work} on a few customers, drops the words they misread, and the sales colleagues use the new text in their calls.",
            "The test notes and the call script",
        ),
        (
            "brand strategy market position",
            "w",
            "Settles what the brand stands for",
            "Collects what customers and several teams say about {work}, writes the brand promise on one page, and all channels use it.",
            "The page and the channels",
        ),
        (
            "campaign integrated cross region launch",
            "w",
            "Runs a launch as one plan",
            "Joins sales, support and product in one launch plan for {work}, rehearses the first week, and customers get the same answer everywhere.",
            "The launch plan and the rehearsal notes",
        ),
    ),
)

CARE = frames(
    "care",
    (
        (
            "patient care plan nursing assess",
            "s",
            "Plans care around the patient",
            "Asks the patient what matters most before planning {work}, writes it at the top of the plan, and the next shift follows it.",
            "The care plan with the patient's wish",
        ),
        (
            "medication dose check safe",
            "s",
            "Stops at an unclear order",
            "Notices an unclear dose during {work}, holds it back, calls the prescriber, and the corrected order is in the chart before the round goes on.",
            "The corrected order in the chart",
        ),
        (
            "document record observe report",
            "s",
            "Writes down a change at once",
            "Notes a change in a patient's breathing with the time, tells the nurse in charge, and the plan is changed in the same shift.",
            "The entry with its time",
        ),
        (
            "family relative talk empathy",
            "t",
            "Explains the next step to families",
            "Sits down with a family, explains what happens next in plain words, writes down their questions, and the team answers each within the day.",
            "The question list with answers",
        ),
        (
            "emergency resuscitation team respond",
            "t",
            "Leads the debrief after an emergency",
            "Gathers the team after an emergency, notes what was missing, and the trolley list is corrected in the same shift.",
            "The debrief notes and the new list",
        ),
        (
            "hygiene standard infection fall prevent",
            "t",
            "Makes the safe way the easy way",
            "Moves the material for {work} to where it is needed, agrees the new place with the team, and the weekly check finds nothing missing.",
            "The weekly check before and after",
        ),
        (
            "care standard quality ward develop",
            "w",
            "Renews a care standard with the wards",
            "Reviews falls and complaints around {work} with several wards, rewrites the standard, and every ward trains it before it comes into force.",
            "The standard and the training lists",
        ),
        (
            "error review case safety system",
            "w",
            "Leads a case review without blame",
            "Leads a case review on {work} with the wards concerned, finds the gap in the process, and the changed form is in use the next month.",
            "The review notes and the changed form",
        ),
    ),
)

FAMILIES = (PRODUCT, CUSTOMER, DESIGN, FINANCE, STRATEGY, SALES, MARKETING, CARE)
