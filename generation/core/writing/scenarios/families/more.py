# ruff: noqa: E501 - sentences stand whole on a line, to be read and searched

"""Further situations of the families that every guide has, so that long rows do not run dry."""

from __future__ import annotations

from generation.core.writing.scenarios.frames import frames

MENTORING = frames(
    "mentoring",
    (
        (
            "help others peer support answer",
            "s",
            "Answers a question so it stays answered",
            "Answers a colleague's question on {work} by adding the answer to the guide, sends the link, and the next person finds it without asking.",
            "The guide's change log",
        ),
        (
            "share learn knowledge present",
            "s",
            "Shares a small discovery",
            "Records a short walkthrough of a trick that helped with {work}, posts it in the channel, and a colleague uses it the same week.",
            "The recording and the reply",
        ),
        (
            "onboard newcomer welcome",
            "s",
            "Keeps the first-day list current",
            "Goes through the first-day list with a newcomer, corrects the steps on {work} that no longer hold, and the next newcomer gets through it alone.",
            "The corrected list",
        ),
        (
            "mentor review feedback grow",
            "t",
            "Reviews by asking",
            "Reviews a colleague's draft on {work} with questions instead of corrections, waits for the second draft, and the colleague finds the gap unaided.",
            "Both drafts and the questions",
        ),
        (
            "unblock help team stuck",
            "t",
            "Keeps an hour free for questions",
            "Keeps an open hour for the team each week, notes which questions on {work} return, and the most frequent one ends with a page that answers it.",
            "The question log and the page",
        ),
        (
            "knowledge teach team spread",
            "t",
            "Lets others run the session",
            "Prepares a session on {work} together with a colleague who has never led one, stays in the back row, and the team asks for the next one.",
            "The session plan and the sign-up list",
        ),
        (
            "career accelerate encourage participate opportunity",
            "w",
            "Gives the stage to others",
            "Lets a colleague present the results of {work} to several teams, rehearses the hard questions beforehand, and the next invitation goes to that colleague.",
            "The invitation and the slides",
        ),
        (
            "mentor programme match organisation",
            "w",
            "Starts a mentoring scheme",
            "Sets up a mentoring scheme between several teams with a short written aim for each pair, checks after a quarter, and the pairs sign up for another one.",
            "The aims and the sign-up list",
        ),
        (
            "coach others develop team skill gap",
            "w",
            "Closes a skill gap across teams",
            "Asks the leads which skill {work} will need next year, plans paired assignments across several teams, and nobody has to be hired for it.",
            "The skill list and the assignments",
        ),
        (
            "teach lead expert delegate",
            "w",
            "Grows a second expert",
            "Picks a successor for the hardest decisions on {work}, decides together for a quarter, then only reviews, and other teams accept both names.",
            "The decision log with both names",
        ),
    ),
)

LEADERSHIP = frames(
    "leadership",
    (
        (
            "self manage own strength",
            "s",
            "Says early that two requests collide",
            "Tells the lead early that {work} and a second request will not fit into one week, proposes an order, and both are done as agreed.",
            "The agreed order",
        ),
        (
            "example standard behave",
            "s",
            "Keeps the agreed standard under pressure",
            "Keeps to the review step for {work} although the date is close, says so openly, and the review catches an error before {users} see it.",
            "The review with the caught error",
        ),
        (
            "team lead support manage",
            "t",
            "Clears the path for the team",
            "Asks everyone in the team what holds {work} up, brings the list to the people who can change it, and reports the answers until each is settled.",
            "The list with its answers",
        ),
        (
            "expectation performance manage agree",
            "t",
            "Agrees expectations in writing",
            "Writes down with each person what is expected of them on {work}, looks at it together every month, and the yearly review holds no surprises.",
            "The notes of the monthly talks",
        ),
        (
            "direction decide guide group",
            "t",
            "Explains the reason behind a choice",
            "Opens the work on {work} with a note on why it was chosen and what was turned down, so that the team can decide small points without asking.",
            "The opening note and the decisions made",
        ),
        (
            "culture performance high organisation lead",
            "w",
            "Rewards finding problems early",
            "Thanks the person who reported a flaw in {work} in front of several teams, fixes the cause with the leads, and the next reports come in earlier.",
            "The report log over a year",
        ),
        (
            "lead leader support develop team",
            "w",
            "Runs a round for fellow leads",
            "Brings the leads of several teams together once a month on one hard case from {work}, and each leaves with a step they report on next time.",
            "The list of steps with results",
        ),
        (
            "supervise direct work other assignment",
            "w",
            "Assigns by what people want to learn",
            "Matches assignments on {work} to what people in several teams want to learn, writes the matches down, and the hardest assignment finds a volunteer.",
            "The list of assignments",
        ),
        (
            "crisis calm uncertain",
            "w",
            "Keeps people informed in uncertainty",
            "Tells several teams every Friday what is known and unknown about {work}, even when little has changed, so that rumours stop setting the agenda.",
            "The Friday notes",
        ),
    ),
)

COMMUNICATION = frames(
    "communication",
    (
        (
            "question answer respond channel",
            "s",
            "Closes the loop on a question",
            "Answers a question about {work} in the channel where it was asked, marks it as settled, and later readers find the answer by search.",
            "The channel thread",
        ),
        (
            "write email message clear concise",
            "s",
            "Puts the request in the first line",
            "Rewrites a long message about {work} so that the request and the date stand in the first line, and the answer arrives the same day.",
            "The message before and after",
        ),
        (
            "report document record accurate",
            "s",
            "Takes minutes that hold",
            "Takes minutes on {work} with decision, owner and date for each point, sends them within the hour, and nobody disputes them later.",
            "The minutes",
        ),
        (
            "discussion ask perspective listen",
            "t",
            "Asks the people who stayed silent",
            "Asks the colleagues who said nothing about {work} for their view in writing, adds their points, and the team changes its choice.",
            "The added points and the choice",
        ),
        (
            "message audience tailor adapt",
            "t",
            "Writes two versions for two audiences",
            "Writes one version of the news on {work} for {users} and one for the team, has each read by one person from it, so that questions stay away.",
            "Both versions",
        ),
        (
            "communicate update incident status",
            "t",
            "Keeps everyone posted in a disruption",
            "Posts what is known about the trouble with {work} at fixed times, even without news, so that {users} stop calling the people who repair it.",
            "The posts with their times",
        ),
        (
            "communicate organisation strategy wide",
            "w",
            "Answers the question behind the rumour",
            "Collects the rumours about {work} from several teams, answers each on one page with what is decided and what is not, and the corridor talk ends.",
            "The page with its answers",
        ),
        (
            "write publish share knowledge wide",
            "w",
            "Writes the reference for newcomers",
            "Writes the history of {work} with its turning points and reasons, lets several teams correct it, and new leads start from it.",
            "The history with its corrections",
        ),
        (
            "present persuade senior decision",
            "w",
            "Prepares the room before the meeting",
            "Talks to each head of department about {work} before the joint meeting, puts their doubts into the paper, and the meeting needs one hour instead of a series.",
            "The paper with the doubts answered",
        ),
    ),
)

EXECUTION = frames(
    "execution",
    (
        (
            "routine task perform process",
            "s",
            "Clears the routine without gaps",
            "Works through the routine steps of {work} in their order, marks each when done, and the colleague who takes over sees where to begin.",
            "The marked list of steps",
        ),
        (
            "request handle solve help",
            "s",
            "Sorts requests by what they need",
            "Sorts the requests on {work} into quick answers and real work each morning, closes the quick ones first, so that {users} wait less for both.",
            "The sorted requests",
        ),
        (
            "assist support deliver team goal",
            "s",
            "Takes the unloved part",
            "Takes on the part of {work} that stays on the list every week, writes down how it went, and the part takes half a morning from then on.",
            "The list and the write-up",
        ),
        (
            "project own end deliver feature",
            "t",
            "Brings a project home",
            "Takes {work} from first talk to handover, keeps a one-page log of decisions, and the team that runs it later starts from that log.",
            "The decision log and the handover note",
        ),
        (
            "speed pace action bias iterate",
            "t",
            "Decides what can be undone quickly",
            "Marks which decisions on {work} can be undone within a day, takes those at once, and the team waits only for the few that cannot.",
            "The list of decisions",
        ),
        (
            "manage multiple balance work demand",
            "t",
            "Limits the work in progress",
            "Caps the number of open items around {work}, makes the cap visible on the board, and the team finishes the oldest item before it takes a new one.",
            "The board with the cap",
        ),
        (
            "deliver programme large initiative",
            "w",
            "Cuts a programme into useful parts",
            "Cuts {work} into parts that are each useful on their own, agrees the order with several teams, and the first part is in use before the last is planned.",
            "The list of parts with dates of use",
        ),
        (
            "result business deliver budget",
            "w",
            "Reports results instead of activity",
            "Replaces the activity list for {work} by a page with expected and real results, and the executives move people on the strength of it.",
            "The results page",
        ),
    ),
)

PROBLEM_SOLVING = frames(
    "problem_solving",
    (
        (
            "past similar experience existing",
            "s",
            "Looks for a case that came before",
            "Searches the old cases for one like {work}, uses the part that fits, and notes in the ticket what was different so that others see it.",
            "The link to the old case",
        ),
        (
            "decide clear basic risk",
            "s",
            "Weighs a small risk aloud",
            "Names the risk of a shortcut in {work} to the reviewer before taking it, and the two agree a safer order the same day.",
            "The note on the agreed order",
        ),
        (
            "evaluate option technical performance",
            "t",
            "Compares by measuring",
            "Builds the two likeliest options for {work} in a rough form, measures both on the same case, and the team chooses on the result.",
            "The measurements of both options",
        ),
        (
            "conflict trade-off balance stakeholder",
            "t",
            "Finds the option nobody had listed",
            "Asks each side in a dispute over {work} what they could live without, drafts an option from the answers, and the team accepts it.",
            "The draft with the answers",
        ),
        (
            "strategy decision long-term ambiguous",
            "w",
            "Decides in steps when the facts are thin",
            "Splits a large decision on {work} into a cheap first step and a later one, names what would stop it, and several teams can start safely.",
            "The decision paper with its stop conditions",
        ),
        (
            "solution innovate complex organisation",
            "w",
            "Borrows a solution from another field",
            "Studies how another trade solved what {work} struggles with, tries the idea with one team, and the other teams ask for it after seeing the result.",
            "The trial report",
        ),
    ),
)

COLLABORATION = frames(
    "collaboration",
    (
        (
            "available offer assist deadline",
            "s",
            "Offers help with a clear limit",
            "Offers a colleague an afternoon on {work}, asks which part helps most, and the part is finished by the evening.",
            "The finished part",
        ),
        (
            "input idea willing opinion",
            "s",
            "Adds an idea and lets it go",
            "Puts an idea for {work} on the team's list with its drawback, accepts that another one is chosen, and the chosen one is finished on time.",
            "The list with the chosen idea",
        ),
        (
            "consensus discuss team decision",
            "t",
            "Turns opinions into a shared list",
            "Collects the team's opinions on {work} as for and against on one page, merges what is said twice, and the vote is over in minutes.",
            "The page and the vote",
        ),
        (
            "project colleague progress inform",
            "t",
            "Tells neighbours before it affects them",
            "Tells the colleagues next in line about a change to {work} a week ahead, asks what it breaks for them, and the team adjusts the date.",
            "The message and the adjusted date",
        ),
        (
            "collaborate organisation initiative lead cross",
            "w",
            "Plans a joint project with all its leads",
            "Plans {work} with a lead from each of several teams, rotates who presents, and every team reports the result as its own.",
            "The presentations of each team",
        ),
        (
            "culture share open work",
            "w",
            "Opens the plans to other teams",
            "Publishes the plan for {work} while it is still a draft, invites other teams to mark clashes, and the clashes are settled before the quarter.",
            "The draft with the marked clashes",
        ),
    ),
)

LEARNING = frames(
    "learning",
    (
        (
            "fundamental pick quick new",
            "s",
            "Keeps a list of open questions",
            "Keeps a list of what is still unclear about {work}, settles one entry a day with a colleague or a guide, and the list is empty by the month's end.",
            "The list with its answers",
        ),
        (
            "advice accept improve examine",
            "s",
            "Repeats a task to get it right",
            "Repeats a part of {work} that went wrong on old data, compares with the first try, and the reviewer finds no error in the next one.",
            "Both versions",
        ),
        (
            "share learn team experiment",
            "t",
            "Shares a failed attempt",
            "Tells the team about an attempt on {work} that failed and why, adds it to the guide, and a colleague saves a week by reading it.",
            "The entry in the guide",
        ),
        (
            "knowledge breadth business domain",
            "t",
            "Learns the neighbour's job for a day",
            "Spends a day with the people who receive {work}, notes what they do with it, and the team drops a field that nobody reads.",
            "The notes and the dropped field",
        ),
        (
            "curiosity role-model continuous growth",
            "w",
            "Makes time for learning visible",
            "Reports to several teams which hours went into learning around {work} and what came of them, and other leads put such hours into their plans.",
            "The report and the plans",
        ),
        (
            "knowledge landscape external trend",
            "w",
            "Brings outside practice home",
            "Visits another company to see how it handles {work}, writes up what fits and what does not, and several teams try the part that fits.",
            "The write-up and the trial",
        ),
    ),
)

INFLUENCE = frames(
    "influence",
    (
        (
            "impact contribute subsystem small",
            "s",
            "Improves a corner others use",
            "Simplifies a step of {work} that colleagues from another desk rely on, tells them, and they drop their own workaround the same week.",
            "The message and the dropped workaround",
        ),
        (
            "stakeholder describe important explain",
            "s",
            "Draws who needs what",
            "Draws on one page who needs {work} and what for, checks it with a few of them, and the page is used at the next planning.",
            "The page",
        ),
        (
            "team impact adopt practice",
            "t",
            "Starts a habit the team keeps",
            "Begins to close each piece of {work} with a short note on what was learned, invites others to add theirs, and the team makes it a rule.",
            "The notes and the rule",
        ),
        (
            "evangelise community promote share",
            "w",
            "Wins users for a new way",
            "Presents the new procedure for {work} at the monthly open hour, helps the first team to switch, and that team brings the next one along.",
            "The list of teams that switched",
        ),
        (
            "impact organisation company business",
            "w",
            "Changes a plan from outside the team",
            "Finds that a plan of another department would harm {work}, brings figures and an alternative, and the department changes its plan.",
            "The figures and the changed plan",
        ),
        (
            "impact multiple team wide technical",
            "w",
            "Leaves a tool that others depend on",
            "Turns a solution built for {work} into a template, writes the guide, and several teams use it for their own cases without help.",
            "The template and the list of users",
        ),
    ),
)

PROCESS = frames(
    "process",
    (
        (
            "follow enforce process team",
            "s",
            "Keeps the agreed step in a rush",
            "Keeps the agreed check for {work} on a busy day, explains why to the requester, and the check finds a missing entry.",
            "The check with the missing entry",
        ),
        (
            "process team challenge improve enforce",
            "t",
            "Removes a meeting and nothing is missed",
            "Replaces a standing meeting on {work} with a written round for a month, asks who missed it, and the team gives the hour back.",
            "The calendar before and after",
        ),
        (
            "adapt adjust process change feedback",
            "t",
            "Adjusts the routine after listening",
            "Asks each person in the team which step of {work} costs most, changes that step first, and the next round of answers names another one.",
            "Both rounds of answers",
        ),
        (
            "define process team guide change",
            "w",
            "Designs a process with an exit",
            "Designs a common way for {work} with a date on which it ends unless renewed, and several teams keep it because it was worth keeping.",
            "The process with its end date",
        ),
    ),
)

OWNERSHIP = frames(
    "ownership",
    (
        (
            "complete independent review instruct",
            "s",
            "Delivers without being chased",
            "Sends a short status on {work} before anyone asks, names the next step and its date, and the lead stops checking in.",
            "The status messages",
        ),
        (
            "motivate urgent commit goal",
            "s",
            "Sets an own checkpoint",
            "Sets a checkpoint for {work} well before the due date, invites a colleague to look, and the last gap is closed in time.",
            "The checkpoint note",
        ),
        (
            "own goal area performance result",
            "t",
            "Keeps score for own area",
            "Keeps one page with the figures for {work}, comments each change in a sentence, and the team talks about causes instead of numbers.",
            "The page with its comments",
        ),
        (
            "latitude independent determine objective",
            "w",
            "Sets own goals and publishes them",
            "Sets the yearly goals for {work} without being asked, publishes them with the reason for each, so that other departments can plan with them.",
            "The goals with their reasons",
        ),
    ),
)

STRATEGY = frames(
    "strategy",
    (
        (
            "business principle basic goal",
            "s",
            "Asks what a delay would cost",
            "Asks the requester what a week's delay of {work} would cost, notes the answer in the ticket, and the order of the day changes because of it.",
            "The note and the changed order",
        ),
        (
            "goal business impact team outcome",
            "t",
            "Stops when the goal is reached",
            "Agrees with the team what result of {work} is enough, checks it each month, and moves on once it is reached so that time is free for the next goal.",
            "The agreed result and the monthly check",
        ),
        (
            "technology direction business future",
            "w",
            "Links the plan to next year's needs",
            "Asks several departments what they will need from {work} next year, ranks the answers by cost, and the budget follows the ranking.",
            "The ranking and the budget",
        ),
        (
            "strategy define north direction remit",
            "w",
            "Says what will not be done",
            "Adds a list of what will not be done to the strategy for {work}, discusses it with other teams, and later requests outside it are declined at once.",
            "The list and a declined request",
        ),
    ),
)

FAMILIES = (
    MENTORING,
    LEADERSHIP,
    COMMUNICATION,
    EXECUTION,
    PROBLEM_SOLVING,
    COLLABORATION,
    LEARNING,
    INFLUENCE,
    PROCESS,
    OWNERSHIP,
    STRATEGY,
)
