# ruff: noqa: E501 - sentences stand whole on a line, to be read and searched

"""What people in a role family work on, by scope, and who receives it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Role:
    """A role family. `work` holds, for each of the five scopes, singular phrases that name a thing
    in that role's work; `piece` is one unit of what it delivers (no article, begins with a
    consonant); `users` receive it (plural)."""

    name: str
    pattern: re.Pattern[str]
    piece: tuple[str, ...]
    users: tuple[str, ...]
    work: tuple[tuple[str, ...], ...]


def make_role(name: str, pattern: str, piece: str, users: str, *work: str) -> Role:
    """A role from its lines: parts separated by bars, work by scope."""
    return Role(
        name,
        re.compile(rf"\b(?:{pattern})", re.IGNORECASE),
        _split(piece),
        _split(users),
        tuple(_split(line) for line in work),
    )


def _split(line: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in line.split("|"))


GENERAL = make_role(
    "general",
    r"$^",
    "report|request|document",
    "requesters|customers|colleagues in other offices",
    "the weekly report|a customer request|the price list|the contact list|the order form|the room plan",
    "the intake form|the supplier list|the monthly report|the event plan|the training calendar|"
    "the onboarding guide|the customer survey",
    "the team's request queue|the weekly planning|the team calendar|the handover routine|"
    "the holiday cover|the team's knowledge page|the approval routine",
    "the shared request process|the common booking system|the joint project plan|"
    "the handover between departments|the shared archive|the supplier review",
    "the yearly plan|the complaints process|the supplier policy|the move to the new office|"
    "the records policy|the yearly customer event",
)

ROLES: tuple[Role, ...] = (
    make_role(
        "care",
        r"nurs|care (?:assistant|worker|manager|giver)|caregiver|midwi|clinic|patient|paramedic|therap|"
        r"physician|ward\b|pflege|hebamme|medical",
        "care plan|shift report|handover",
        "patients|families|colleagues on the next shift",
        "the morning medication round|the wound dressing of a patient|the admission form|"
        "the fluid chart|the falls assessment|the meal order",
        "the care plan of a new patient|the pain chart|the discharge plan|the mobilisation plan|"
        "the family meeting|the wound record",
        "the shift handover|the medication check on the ward|the emergency trolley|"
        "the induction on the ward|the falls protocol|the bed plan",
        "the transfer between wards|the medication process with the pharmacy|"
        "the shared wound standard|the discharge process with social services|the joint emergency training",
        "the hygiene standard|the falls programme|the training concept for all wards|"
        "the medication safety programme|the care quality report",
    ),
    make_role(
        "it_operations",
        r"sre\b|site reliability|devops|infrastructure|platform engineer|system(?:s)? (?:admin|engineer)|sysadmin|"
        r"operations engineer|network engineer|it support|it operations|cloud|security (?:engineer|analyst)|database admin",
        "change|deployment|fix",
        "developers|service owners|users",
        "the disk alert|the backup check|the restart script|the access request form|"
        "the certificate renewal|the log filter",
        "the staging environment|the backup job|the patch schedule|the status page|"
        "the log rotation|the mail server",
        "the on-call rota|the deployment pipeline|the alerting setup|the database failover|"
        "the team's incident runbook|the capacity plan",
        "the shared cluster|the service level agreement|the secrets store|"
        "the move to the new data centre|the common logging setup|the network between sites",
        "the disaster recovery plan|the hosting budget|the reliability standard|"
        "the cloud strategy|the security baseline|the incident process",
    ),
    make_role(
        "finance",
        r"financ|account(?:ant|ing)|controll|audit|treasur|payroll|tax|bookkeep|procurement|purchas",
        "report|forecast|booking",
        "budget holders|auditors|project leads",
        "the travel expense check|the invoice match|the bank reconciliation|"
        "the supplier record|the cost centre list|the month-end checklist",
        "the accrual list|the cost report|the budget template|the payment run|"
        "the asset register|the expense page",
        "the monthly close|the forecast process|the budget review|the reminder routine|"
        "the management report|the audit file",
        "the budget round with the departments|the shared cost allocation|"
        "the purchasing process with operations|the revenue forecast with sales|the joint project report",
        "the yearly budget|the investment plan|the pricing policy|the audit programme|"
        "the change of the finance system",
    ),
    make_role(
        "data",
        r"data\b|analyst|analytics|scientist|machine learning|statistic|business intelligence|research(?:er)? engineer",
        "report|dashboard|query",
        "decision makers|product managers|readers",
        "the weekly sales query|the churn chart|the duplicate check|the sign-up chart|"
        "the date column in the order table|the survey export",
        "the churn report|the forecast sheet|the sign-up dashboard|the pricing test|"
        "the customer segment table|the delivery-time report",
        "the team's metric catalogue|the nightly data load|the forecast model|"
        "the experiment dashboard|the customer data model|the data quality report",
        "the shared customer table|the definition of an active customer|the experiment platform|"
        "the reporting between sales and finance|the common event tracking",
        "the data strategy|the yearly metric review|the data access policy|"
        "the reporting platform|the data governance process",
    ),
    make_role(
        "design",
        r"design|ux\b|ui\b|user experience|user research|creative|content strateg",
        "design|screen|prototype",
        "users|customers|visitors",
        "the error message on the payment form|the icon set|the empty search page|the date picker|"
        "the confirmation e-mail|the button states in the menu",
        "the booking flow|the settings page|the onboarding tour|the mobile menu|the invoice view|"
        "the sign-up form",
        "the checkout redesign|the team's component library|the navigation of the app|"
        "the help centre|the account area|the research plan",
        "the shared design system|the accessibility standard|the journey from offer to invoice|"
        "the pattern library|the redesign of web and app",
        "the design language|the research practice|the brand refresh|the accessibility policy|"
        "the experience strategy",
    ),
    make_role(
        "product",
        r"product (?!design|engineer|market)|product$|programme? manag|project manag|delivery manag|scrum|agile",
        "feature|release|story",
        "customers|users|sales colleagues",
        "the wording of the invitation e-mail|the sign-up survey|the help text on the payment page|"
        "the filter on the order list|the cancellation form|the reminder setting",
        "the onboarding checklist|the invoice download|the trial sign-up|the saved search|"
        "the refund request|the guest invitation",
        "the onboarding flow|the mobile checkout|the pricing page|the reporting area|"
        "the team's backlog|the subscription renewal",
        "the shared customer profile|the move to yearly plans|the partner integration|"
        "the joint release calendar|the account migration",
        "the product strategy|the pricing model|the entry into a new market|the portfolio review|"
        "the retirement of the old app",
    ),
    make_role(
        "marketing",
        r"market|brand|content|communications|social media|growth|public relations|editor|copywrit",
        "campaign|newsletter|landing page",
        "subscribers|customers|sales colleagues",
        "the subject line of the newsletter|the event banner|the product flyer|"
        "the social media post|the webinar reminder|the customer quote page",
        "the spring newsletter|the webinar series|the landing page for the new plan|"
        "the case study|the trade fair stand|the referral campaign",
        "the content calendar|the launch campaign|the lead scoring|the brand guide|"
        "the search campaign|the event programme",
        "the launch plan with sales and product|the lead handover to sales|"
        "the customer story programme|the regional campaign plan|the joint partner campaign",
        "the brand strategy|the yearly marketing budget|the market entry plan|"
        "the positioning of the product range|the agency selection",
    ),
    make_role(
        "sales",
        r"sales|account (?:executive|manager)|business development|partnership|pre-?sales|commercial",
        "proposal|quote|deal",
        "buyers|prospects|account managers",
        "the follow-up on a trial request|the quote for a renewal|the call list|"
        "the contact record of a customer|the meeting summary|the demo booking",
        "the renewal of a customer contract|the demo script|the trial follow-up|"
        "the territory plan|the reference call|the proposal template",
        "the pipeline review|the forecast sheet|the discount guideline|the lead handover|"
        "the win-loss review|the onboarding of new accounts",
        "the handover from sales to support|the joint account plan|the partner programme|"
        "the pricing guide for all regions|the contract process with finance",
        "the yearly sales plan|the market entry|the commission model|the key account strategy|"
        "the sales process",
    ),
    make_role(
        "support",
        r"support|customer (?:success|service|care|experience)|help ?desk|service desk|call cent",
        "reply|case|help article",
        "customers|callers|colleagues on the next shift",
        "a refund request|a login problem|the address change form|a delivery question|"
        "the reply template for late orders|a billing question",
        "the refund queue|the help page on invoices|the chat greeting|the returns form|"
        "the callback list|the text of the status page",
        "the team's ticket queue|the escalation path|the team's knowledge base|the shift handover|"
        "the rota for the busy season|the reply template library",
        "the handover to engineering|the shared complaint register|the customer survey|"
        "the escalation process between teams|the self-service portal",
        "the service promise|the support strategy|the choice of contact channels|"
        "the complaint policy|the move to self-service",
    ),
    make_role(
        "people",
        r"people|human resources|hr\b|talent|recruit|learning and development|office manag|culture",
        "policy|programme|job advert",
        "managers|new joiners|applicants",
        "the interview schedule|the welcome e-mail|the leave form|the training booking|"
        "the reference letter|the candidate reply",
        "the onboarding checklist|the interview guide|the exit survey|the training calendar|"
        "the parental leave page|the job advert",
        "the hiring process|the onboarding programme|the feedback round|the training catalogue|"
        "the job description library|the absence report",
        "the promotion round between departments|the manager training|the salary review with finance|"
        "the shared hiring plan|the return-to-work process",
        "the pay structure|the people strategy|the hybrid work policy|the leadership programme|"
        "the staff survey",
    ),
    make_role(
        "operations",
        r"operation|logistic|warehouse|supply chain|production (?:manag|plan|lead|work)|manufactur|facilit|quality manag|plant\b|field (?:service|op)|(?:mechanical|civil|electrical|chemical|process|industrial) engineer",
        "process|shipment|checklist",
        "suppliers|requesters|colleagues on site",
        "the goods-in checklist|the stock count|the booking form|the shift log|"
        "the equipment list|the delivery note",
        "the supplier onboarding|the packing station|the weekly stock report|the returns process|"
        "the maintenance plan|the visitor process",
        "the shift plan|the order intake|the warehouse layout|the maintenance calendar|"
        "the request queue|the quality check",
        "the handover between purchasing and warehouse|the shared planning board|"
        "the supplier review|the delivery process between sites|the joint stock forecast",
        "the site strategy|the business continuity plan|the supplier policy|"
        "the operating budget|the planning process for all sites",
    ),
    make_role(
        "engineering",
        r"engineer|develop|software|program|architect|technical|tech\b|frontend|backend|full.?stack|mobile|test|qa\b",
        "change|release|fix",
        "users|support colleagues|customers",
        "the date filter|the export button|the password reset|the search field|the error page|"
        "the invoice preview|the sort button",
        "the invoice export|the notification settings page|the file upload|the audit log|"
        "the import job|the checkout form|the search page",
        "the team's build pipeline|the billing service|the nightly import|the payment module|"
        "the team's test suite|the alerting setup|the reporting service",
        "the shared login service|the event format between teams|the public API|"
        "the database migration|the common component library|the search platform",
        "the platform roadmap|the data retention policy|the architecture of the core product|"
        "the incident process|the move off the old system|the new customer portal",
    ),
)


@lru_cache(maxsize=1024)
def role_of(title: str) -> Role:
    """The role family that a title or a guide's name belongs to."""
    return next((role for role in ROLES if role.pattern.search(title)), GENERAL)


def role_for(role_title: str, guide_title: str) -> Role:
    """The role family of a guide: its title helps where the role's says nothing ("All roles")."""
    role = role_of(role_title)
    return role if role is not GENERAL else role_of(guide_title)
