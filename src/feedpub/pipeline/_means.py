"""Say what does the work of a build, and where its output goes.

This is the one place where a build whose stages run elsewhere differs from one of this process: see
`feedpub.pipeline.cluster`.
"""

from collections.abc import Iterator, Sequence

from feedpub.feeds import Members
from feedpub.model import OUTPUT, Places
from feedpub.pipeline._context import Context
from feedpub.pipeline._look import Look
from feedpub.pipeline._pages import Pages
from feedpub.pipeline._read import Others
from feedpub.pipeline._render import Job, Rendered, render_feeds
from feedpub.pipeline._survey import Survey
from feedpub.pipeline.memory.bodies import Bodies
from feedpub.pipeline.memory.documents import Documents
from feedpub.pipeline.memory.made import Made
from feedpub.pipeline.output import FolderMarks, Marks, OutputFolder


class Means:
    """This process and those that it starts, with ``out/`` in a folder.

    What one kind of means remembers, another one can't use: it is marked with `memory`.
    """

    memory = ""

    def marks(self, places: Places) -> Marks:
        """Return what tells which files of ``out/`` are as they were."""
        return FolderMarks(places.out)

    def output(self, context: Context) -> OutputFolder:
        """Return what will hold the output."""
        return OutputFolder(
            context.out,
            force=context.options.force,
            allowed=context.options.replace,
            is_shared=context.places.output != OUTPUT,
        )

    def survey(self, context: Context, members: Members) -> Survey:
        """Return the ranges of the project."""
        return Survey(context, Documents(context), members)

    def bodies(
        self,
        context: Context,
        survey: Survey,
        others: Others,
        *,
        world_changed: bool,  # noqa: ARG002 - what is remembered here is looked at each time
    ) -> Bodies:
        """Return the bodies of its documents."""
        return Bodies(context, survey.documents, others, survey.load)

    def pages(
        self, context: Context, look: Look, members: Members, *, world_changed: bool
    ) -> Pages:
        """Return the pages of its entries."""
        return Pages(context, look, members, world_changed=world_changed)

    def render(
        self, jobs: Sequence[Job], bodies: Bodies, context: Context
    ) -> Iterator[tuple[Job, Rendered | Made]]:
        """Yield each job with its files, as `render_feeds` does."""
        return render_feeds(jobs, bodies.entries, context)
