"""What a guide is: the upload, its matrix, the company behind it, what was written and published.

One module a noun; everything is imported from here.
"""

from guides.models.cells import GuideCell
from guides.models.companies import Company, CompanyFact, CompanyPage
from guides.models.competencies import Competency
from guides.models.editions import GuideEdition, ShareLink
from guides.models.experiments import PromptExperiment
from guides.models.generations import CellGeneration, ExampleFeedback
from guides.models.guides import GuideArtifact, LevelingGuide, pdf_path, private_storage
from guides.models.levels import Level
from guides.models.parse_runs import ParseRun
from guides.models.written import Written

__all__ = [
    "CellGeneration",
    "Company",
    "CompanyFact",
    "CompanyPage",
    "Competency",
    "ExampleFeedback",
    "GuideArtifact",
    "GuideCell",
    "GuideEdition",
    "Level",
    "LevelingGuide",
    "ParseRun",
    "PromptExperiment",
    "ShareLink",
    "Written",
    "pdf_path",
    "private_storage",
]
