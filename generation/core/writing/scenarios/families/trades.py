# ruff: noqa: E501 - sentences stand whole on a line, to be read and searched
"""Situations of single trades: finance, sales, marketing, people work, support, operations."""

from __future__ import annotations

from generation.core.writing.scenarios.frames import frames

FINANCE = frames(
    "own:finance",
    (
        (
            "forecast variance explain monthly",
            "s",
            "Explains a variance before it is asked about",
            "Marks the largest gaps between forecast and actual, calls each budget owner for the cause, and the report goes out with a sentence beside every gap, so that nobody has to ask.",
            "The report with its comments",
        ),
        (
            "model spreadsheet build assumption",
            "s",
            "Separates assumptions from sums",
            "Moves every assumption of a spreadsheet onto one sheet with its source, and the reviewer can change a price without touching a formula.",
            "The assumptions sheet",
        ),
        (
            "reconcile account match close",
            "s",
            "Clears an open item to its receipt",
            "Traces an open item back to its receipt, notes the cause in the ledger, and the account balances before the month is closed.",
            "The ledger note and the receipt",
        ),
        (
            "invoice payment supplier process",
            "s",
            "Stops a double payment",
            "Notices that an invoice number differs by one letter from a paid one, holds the payment, and the supplier confirms the duplicate the same day.",
            "The held invoice and the confirmation",
        ),
        (
            "assumption challenge budget owner partner",
            "t",
            "Questions a number in a friendly way",
            "Puts last year's plan and result beside a budget request, asks the owner what will be different, and the team enters the lower figure that both agree on.",
            "The request with both figures",
        ),
        (
            "report insight management decision",
            "t",
            "Cuts a report to what is decided on",
            "Asks the readers of the management report which pages they used last quarter, drops the rest, and the team closes the month a day earlier.",
            "The report before and after",
        ),
        (
            "close process deadline month team",
            "t",
            "Shortens the monthly close",
            "Lists every step of the close with who waits for whom, moves the accruals forward, and the team finishes days earlier than in the month before.",
            "The list of steps with dates",
        ),
        (
            "budget round coordinate department",
            "w",
            "Runs a budget round without a second loop",
            "Gives every department one template and last year's lessons, meets each lead once before the deadline, and the budget passes without a second loop.",
            "The template and the approved budget",
        ),
        (
            "investment strategy return executive",
            "w",
            "Ranks investments on one page",
            "Ranks the investments of all departments by return and risk on one page, names the weakest assumption of each, and the executives agree on the first few in one session.",
            "The ranking and the decision",
        ),
        (
            "risk cash scenario plan",
            "w",
            "Plans for a year that goes wrong",
            "Calculates what happens to cash when sales drop in every department, agrees the steps with the leads beforehand, and the first step starts when the sign appears.",
            "The scenario sheet with its steps",
        ),
    ),
)

SALES = frames(
    "own:sales",
    (
        (
            "research account prospect outreach",
            "s",
            "Researches before the first call",
            "Reads a prospect's last press notes, opens the call with a question about them, and the prospect agrees to a second meeting in the same call.",
            "The call notes and the invitation",
        ),
        (
            "meeting book first contact follow",
            "s",
            "Follows up with something useful",
            "Sends a prospect the answer to a question from the first call within the day, proposes a date, and the next meeting stands in the calendar.",
            "The message and the calendar entry",
        ),
        (
            "quote prepare price guidance",
            "s",
            "Checks a quote against the call",
            "Compares a quote with the notes from the call before sending it, removes an item the buyer did not ask for, and the quote is signed without a change.",
            "The notes and the signed quote",
        ),
        (
            "crm record pipeline data",
            "s",
            "Keeps the next step in the record",
            "Ends each customer record with a next step and a date, and a colleague takes over the account during an absence without losing a deal.",
            "The account notes",
        ),
        (
            "negotiate contract procurement legal",
            "t",
            "Brings procurement in early",
            "Asks for the buyer's contract rules before the price talk, sends the critical clauses to legal the same day, and the team signs before the quarter ends.",
            "The clauses with their answers",
        ),
        (
            "lost deal learn review win",
            "t",
            "Asks a lost customer why",
            "Calls a customer who chose someone else, asks what tipped it, and the team changes the second slide of its offer after hearing the answer.",
            "The call notes and the changed slide",
        ),
        (
            "mentor associate coach outreach",
            "t",
            "Listens to calls together",
            "Listens to one recorded call a week with a newer colleague, picks one sentence to change, and the team hears it in the next live call.",
            "The notes on the recording",
        ),
        (
            "segment new market territory open",
            "t",
            "Tests a segment before chasing it",
            "Talks to a handful of buyers in a new segment, writes down their words for the problem, and the team takes them into its first message.",
            "The interview notes and the message",
        ),
        (
            "guideline price discount approach organisation",
            "w",
            "Sets a discount rule that holds",
            "Compares the discounts of all regions with what customers gave in return, drafts one rule with their leads, and exceptions no longer reach the director's desk.",
            "The rule and the exception log",
        ),
        (
            "account executive relationship strategy large",
            "w",
            "Plans a key account with all departments",
            "Writes a yearly plan for a key account with support, product and finance, reviews it with the customer, and the renewal is agreed before the contract ends.",
            "The account plan and the renewal",
        ),
    ),
)

MARKETING = frames(
    "own:marketing",
    (
        (
            "content write post channel",
            "s",
            "Writes from a customer's question",
            "Takes a question that customers ask support every week, answers it in a short article, and support begins to send the link instead of typing the answer.",
            "The article and the support replies",
        ),
        (
            "report campaign number metric",
            "s",
            "Reports what a campaign changed",
            "Puts sign-ups before and after a campaign on one chart, notes what else happened that week, and the lead decides on a repeat without asking for more.",
            "The chart with its note",
        ),
        (
            "learn fundamental skill develop pick",
            "s",
            "Learns a channel on a small budget",
            "Sets up a small test in a new channel with a stop date, writes down what each step cost, and a colleague repeats it from the notes.",
            "The test notes",
        ),
        (
            "brief agency design creative",
            "t",
            "Writes a brief on one page",
            "Writes an agency brief on one page with the audience, the single message and what is off limits, and the team accepts the first draft.",
            "The brief and the first draft",
        ),
        (
            "audience research insight segment",
            "t",
            "Reads reviews before writing",
            "Collects the words customers use in reviews, builds the landing page from them, and the team sees visitors stay instead of leaving at the headline.",
            "The page and the review list",
        ),
        (
            "budget channel performance accountable",
            "t",
            "Ends a campaign that does not pay",
            "Ends a campaign at the agreed limit although it took weeks to build, writes up what it taught, and the team moves the budget the same day.",
            "The limit and the write-up",
        ),
        (
            "long-term project business drive strategy",
            "w",
            "Builds a plan beyond the next launch",
            "Builds a long plan with sales and product that names the one audience to win, reviews it each quarter, and several departments plan their launches around it.",
            "The plan and its reviews",
        ),
        (
            "recognise external expert speak knowledge",
            "w",
            "Shares own figures with the trade",
            "Publishes what a failed campaign taught, with its figures, speaks about it at a trade meeting, and other companies ask to compare notes.",
            "The article and the invitations",
        ),
        (
            "guidance teach influence company decision",
            "w",
            "Gives other departments a say early",
            "Sends the draft message to several departments before the design starts, takes in what sales hears from buyers, and nobody rewrites it after the launch.",
            "The draft with its comments",
        ),
    ),
)

PEOPLE = frames(
    "own:people",
    (
        (
            "training coordinate feedback organise",
            "s",
            "Asks a month after the training",
            "Asks the people of a training a month later what they still use, passes the answers to the trainer, and the next session drops the part nobody used.",
            "The answers and the new agenda",
        ),
        (
            "schedule candidate reply interview",
            "s",
            "Tells candidates where they stand",
            "Sends each candidate a message at the end of the week, even without news, and nobody has to call to ask whether the position is still open.",
            "The messages of one position",
        ),
        (
            "question policy leave answer",
            "s",
            "Answers a policy question with the page",
            "Answers a question on parental leave by improving the page it should have been on, sends the link, and the question does not come back.",
            "The page before and after",
        ),
        (
            "advise manager development plan coach",
            "t",
            "Prepares a manager for a hard talk",
            "Rehearses a hard talk with a manager, asks for examples instead of labels, and the team member leaves it with one agreed change in writing.",
            "The written agreement",
        ),
        (
            "onboard new join programme",
            "t",
            "Walks through onboarding as a newcomer",
            "Goes through the first week with a newcomer as an observer, notes each wait, and the team removes the longest one before the next start.",
            "The notes and the new plan",
        ),
        (
            "data turnover survey analyse",
            "t",
            "Looks behind a survey figure",
            "Talks to a few people behind a low survey figure, finds that a rota causes it, and the team changes the rota before the next survey.",
            "The notes and the new rota",
        ),
        (
            "leadership programme department design",
            "w",
            "Builds a programme around real tasks",
            "Builds a leadership programme with several departments around tasks that wait to be done, and each participant hands over a finished one at the end.",
            "The tasks with their results",
        ),
        (
            "succession plan people strategy",
            "w",
            "Names a successor for every key role",
            "Goes through the key roles of all departments with their leads, names who could follow and what they lack, and the next vacancy is filled from the list.",
            "The list and the filled vacancy",
        ),
        (
            "pay fair structure review",
            "w",
            "Finds an unfair gap and closes it",
            "Compares pay for the same work over all departments, finds a gap that nobody can explain, and the executives close it with the next budget.",
            "The comparison and the decision",
        ),
    ),
)

SUPPORT = frames(
    "own:support",
    (
        (
            "ticket resolve common knowledge base",
            "s",
            "Mends the article that failed",
            "Notices that customers come back after reading a help article, finds the missing step with one of them on the line, and adds it, so that the same question stops.",
            "The article's change history",
        ),
        (
            "escalate case handle urgent",
            "s",
            "Escalates with the steps to repeat",
            "Repeats a customer's problem on a test account, writes the steps into the case, and the expert confirms the cause without asking back.",
            "The case with its steps",
        ),
        (
            "angry difficult calm empathy call",
            "s",
            "Calms a call by naming the next step",
            "Lets an upset caller finish, says what will happen by when, keeps to it, and the caller confirms the solution in the survey.",
            "The call notes and the survey",
        ),
        (
            "trend ticket analyse improve",
            "t",
            "Counts contacts by cause",
            "Sorts a week of contacts by cause instead of by product, shows the list to the team, and the top cause gets a fix in the next plan.",
            "The list by cause",
        ),
        (
            "knowledge document solution share",
            "t",
            "Turns hard cases into articles",
            "Writes an article after each hard case with a colleague as reader, and the team closes the next similar case on first contact.",
            "The articles and the closed cases",
        ),
        (
            "quality review reply tone feedback",
            "t",
            "Reviews replies with the team",
            "Picks a few replies each week, asks the team what a customer would feel on reading them, and the template loses its coldest sentence.",
            "The replies and the template",
        ),
        (
            "product team cross improve process",
            "w",
            "Gets a cause fixed at its source",
            "Puts the yearly cost of one repeated question before the product and sales departments, agrees who changes what, and the question disappears from the queue.",
            "The cost sheet and the contact figures",
        ),
        (
            "service strategy channel organisation",
            "w",
            "Changes which channel does what",
            "Compares what each channel solves on first contact over all departments, moves the slow topics to callbacks, and the waiting times stay the same even in the busy season.",
            "The comparison and the waiting times",
        ),
    ),
)

OPERATIONS = frames(
    "own:operations",
    (
        (
            "check stock count accuracy",
            "s",
            "Finds out why a count differs",
            "Recounts a shelf that does not match the list, follows the last bookings, and corrects the label that sent parcels to the wrong place, so that the next count is right.",
            "Both counts and the label",
        ),
        (
            "safety shift equipment maintain",
            "s",
            "Reports a fault before it stops the line",
            "Hears an unusual noise during the shift, enters it in the maintenance log with time and place, and the part is changed before it fails.",
            "The log entry",
        ),
        (
            "schedule order urgent priority",
            "s",
            "Swaps two orders in time",
            "Sees that an urgent order waits behind a large one, checks both dates with their owners, swaps them in the schedule, and both leave on time.",
            "The changed schedule",
        ),
        (
            "layout waste flow walk",
            "t",
            "Shortens a walk everyone makes",
            "Counts how often the team walks to the far shelf, moves the most used parts with their agreement, and the shift gets more orders packed in the same hours.",
            "The layout before and after",
        ),
        (
            "supplier delay vendor quality",
            "t",
            "Agrees a rule with a late supplier",
            "Presents a month of late deliveries to a supplier, agrees a day's notice in writing, and the team plans its shifts without waiting at the gate.",
            "The delivery list and the agreement",
        ),
        (
            "site standard cross process roll",
            "w",
            "Lets the quickest site teach the others",
            "Visits every site to see how returns are handled, lets the quickest one write the guide, and all departments use it from the next season.",
            "The guide and the return times",
        ),
        (
            "capacity demand plan season",
            "w",
            "Prepares several sites for the season",
            "Compares last season's peaks of all departments with this year's orders, agrees shared shifts with the site leads, and no site has to turn orders away.",
            "The shift agreement and the order list",
        ),
    ),
)

FAMILIES = (FINANCE, SALES, MARKETING, PEOPLE, SUPPORT, OPERATIONS)
