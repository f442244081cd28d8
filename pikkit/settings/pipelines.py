"""What the pods of pipelines are given on a cluster; it is compiled into the pipelines."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from pikkit.settings.step_resources import StepResources

Name = Annotated[str, Field(pattern=r"^([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?|)$")]
EVERY = "default"


class Toleration(BaseModel):
    """A taint of nodes that steps may run on all the same, as a pod has it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: str = ""
    operator: str = Field(default="Equal", pattern="^(Equal|Exists)$")
    value: str = ""
    effect: str = Field(default="", pattern="^(NoSchedule|PreferNoSchedule|NoExecute|)$")


def _resources() -> dict[str, StepResources]:
    """By step; docs/pipelines.md says what was measured."""
    small = StepResources(cpu="100m", memory="384Mi", memory_limit="1Gi", timeout_seconds=1800)
    large = StepResources(cpu="500m", memory="2Gi", memory_limit="6Gi")
    light = ("best_recipe", "notify", "notify_drift", "notify_failure", "notify_retrained", "plan_tuning")
    heavy = ("build_features", "ensemble", "refit", "tune")
    return {EVERY: StepResources(), **dict.fromkeys(light, small), **dict.fromkeys(heavy, large)}


class PipelineRules(BaseModel):
    """The section ``pipelines`` of the settings (``PIKKIT_PIPELINES__CONFIG_MAP``)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    config_map: Name = Field(
        default="pikkit", description="ConfigMap with settings as PIKKIT_ variables: the release's name; empty: none."
    )
    secret: Name = Field(
        default="pikkit",
        description="Secret with the secret settings as PIKKIT_ variables: the chart's existingSecret; empty: none.",
    )
    secret_keys: dict[str, dict[str, str]] = Field(
        default={},
        description='More of Secrets, by name, key and variable: {"pikkit-postgres": {"password": "PGPASSWORD"}}.',
    )
    variables: dict[str, str] = Field(default={}, description="More variables of every step, in the clear.")
    home: str = Field(default="/var/lib/pikkit", pattern="^/.+", description="The home of steps; a volume is there.")
    home_claim: Name = Field(default="", description="A claim that is every step's home; empty: a volume of its own.")
    scratch: str = Field(default="8Gi", pattern=r"^[0-9]+(Mi|Gi|Ti)$", description="At most so much in those volumes.")
    resources: dict[str, StepResources] = Field(
        default_factory=_resources, description='By step, or "default": what its pod asks for, may use, and how long.'
    )
    node_selector: dict[str, str] = Field(default={}, description="Labels of the nodes that steps run on.")
    tolerations: tuple[Toleration, ...] = Field(default=(), description="Taints that steps tolerate.")
    pull_secrets: tuple[str, ...] = Field(default=(), description="Secrets that open the images' registry.")
    pull_policy: str = Field(default="IfNotPresent", pattern="^(Always|Never|IfNotPresent)$")
    user: int = Field(default=10001, ge=1, description="The number that steps run as; never root.")
    retries: int = Field(default=2, ge=0, le=10, description="How often a step that failed is tried again.")
    retry_seconds: int = Field(default=30, ge=1, description="How long it waits then; twice as long each time.")
    root: str = Field(
        default="",
        description="Where runs' artifacts are, for `pikkit pipelines artifacts`: s3://BUCKET/PATH, a folder.",
    )

    def resources_of(self, step: str) -> StepResources:
        """What a step's pod may use."""
        return self.resources.get(step) or self.resources.get(EVERY) or StepResources()
