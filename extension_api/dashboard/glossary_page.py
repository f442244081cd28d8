"""What the words of the pages mean."""

from flask import render_template

from pikkit.extension_api.dashboard.blueprint import blueprint
from pikkit.pages.glossary import GLOSSARY


@blueprint.get("/glossary")
def glossary() -> str:
    """Explain every term that pages use."""
    return render_template("dashboard/glossary.html", title="Glossary", glossary=GLOSSARY)
