"""Have tasks do the work of a build."""

from collections.abc import Callable, Iterator, Sequence

from feedpub.feeds import Members
from feedpub.model import OUTPUT, Places
from feedpub.pipeline._context import Context
from feedpub.pipeline._look import Look
from feedpub.pipeline._means import Means
from feedpub.pipeline._pages import Pages
from feedpub.pipeline._read import Others
from feedpub.pipeline._render import Job, Rendered
from feedpub.pipeline._survey import Survey
from feedpub.pipeline.cluster.bodies import BodiesElsewhere
from feedpub.pipeline.cluster.engine import Engine
from feedpub.pipeline.cluster.output import Bucket, BucketOutput
from feedpub.pipeline.cluster.ranges import OutlinesElsewhere, SurveyElsewhere
from feedpub.pipeline.cluster.rendered import PagesElsewhere, render_elsewhere
from feedpub.pipeline.memory.bodies import Bodies
from feedpub.pipeline.memory.made import Made
from feedpub.pipeline.output import Marks, OutputFolder


class AsTasks(Means):
    """Tasks of an executor, with ``out/`` in a folder, or in a `bucket` of which `lock` is held."""

    memory = "elsewhere"

    def __init__(
        self,
        engine: Engine,
        bucket: Bucket | None = None,
        lock: str = "",
        upload: Callable[[], None] = lambda: None,
    ) -> None:
        """Take an engine; `upload` is called when everything is published."""
        self._upload = upload
        self._engine = engine
        self._bucket = bucket
        self._lock = lock
        self._survey: SurveyElsewhere | None = None

    @property
    def objects(self) -> set[str]:
        """The objects in the store that the next build may want."""
        return self._survey.objects if self._survey else set()

    def marks(self, places: Places) -> Marks:
        """Return what tells which files of ``out/`` are as they were."""
        return self._bucket or super().marks(places)

    def output(self, context: Context) -> OutputFolder:
        """Return what will hold the output."""
        if self._bucket is None:
            return super().output(context)
        return BucketOutput(
            self._bucket,
            context.cache,
            self._engine,
            self._lock,
            self._upload,
            force=context.options.force,
            allowed=context.options.replace,
            is_shared=context.places.output != OUTPUT,
        )

    def survey(self, context: Context, members: Members) -> Survey:
        """Return the ranges of the project."""
        outlines = OutlinesElsewhere(context, self._engine)
        self._survey = SurveyElsewhere(context, outlines, members, self._engine)
        return self._survey

    def bodies(
        self,
        context: Context,
        survey: Survey,
        others: Others,
        *,
        world_changed: bool,
    ) -> Bodies:
        """Return the bodies of its documents."""
        if not isinstance(survey, SurveyElsewhere):
            return super().bodies(context, survey, others, world_changed=world_changed)
        return BodiesElsewhere(context, survey, others, self._engine, world_changed=world_changed)

    def pages(
        self, context: Context, look: Look, members: Members, *, world_changed: bool
    ) -> Pages:
        """Return the pages of its entries."""
        return PagesElsewhere(context, look, members, self._engine, world_changed=world_changed)

    def render(
        self, jobs: Sequence[Job], bodies: Bodies, context: Context
    ) -> Iterator[tuple[Job, Rendered | Made]]:
        """Yield each job with its files."""
        if not isinstance(bodies, BodiesElsewhere):
            return super().render(jobs, bodies, context)
        return render_elsewhere(jobs, bodies, context, self._engine)
