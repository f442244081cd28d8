"""A component as a task of a pipeline, with all that its pod is given on a cluster."""

from typing import Any

from kfp import kubernetes

from pikkit.pipelines.step_variables import SECRET, SHOWN
from pikkit.settings.pipelines import PipelineRules

ONCE = frozenset({"notify", "notify_drift", "notify_failure", "notify_retrained", "quality_gate"})
"""Never tried again: they would tell people twice, or ask again what was answered."""
HOME_VOLUME, SCRATCH_VOLUME = "pikkit-home", "pikkit-tmp"


class Steps:
    """Makes tasks. Called with a component and its arguments, it is what the component itself would be."""

    def __init__(self, rules: PipelineRules | None = None) -> None:
        """``rules``: of the cluster that the pipeline is compiled for; None: it runs here, with this machine's."""
        self._rules = rules

    def __call__(self, component: Any, **arguments: Any) -> Any:
        """A task.

        It is cached only if all it depends on is among its arguments: a component that has a port for settings also
        reads the variables of its pod, which are no part of the cache's key.
        """
        task = component(**arguments)
        inputs = component.component_spec.inputs or {}
        task.set_caching_options("settings" not in inputs)
        if self._rules:
            _place(task, component.python_func.__name__, self._rules)
        return task


def _place(task: Any, step: str, rules: PipelineRules) -> None:
    if step not in ONCE and rules.retries:
        _retry(task, step, rules)
    _limit(task, step, rules)
    _give_variables(task, rules)
    _give_volumes(task, rules)
    _choose_nodes(task, rules)


def _retry(task: Any, step: str, rules: PipelineRules) -> None:
    """Argo counts the longest time from the first start on, so it must hold every try and every wait."""
    tries, waits = rules.retries + 1, rules.retry_seconds * 2**rules.retries
    longest = tries * (rules.resources_of(step).timeout_seconds or 86_400) + waits
    task.set_retry(rules.retries, f"{rules.retry_seconds}s", 2.0, f"{longest}s")


def _limit(task: Any, step: str, rules: PipelineRules) -> None:
    given = rules.resources_of(step)
    for amount, limit in (
        (given.cpu, task.set_cpu_request),
        (given.memory, task.set_memory_request),
        (given.cpu_limit, task.set_cpu_limit),
        (given.memory_limit, task.set_memory_limit),
    ):
        if amount:
            limit(amount)
    if given.timeout_seconds:
        kubernetes.set_timeout(task, given.timeout_seconds)


def _give_variables(task: Any, rules: PipelineRules) -> None:
    """Each variable comes from one place, whatever order the driver puts them in.

    They are set as one: kfp's setter of a variable reads the source of every caller (``inspect.stack``) each time.
    """
    variables = {"HOME": rules.home, "PIKKIT_HOME": rules.home, "TMPDIR": "/tmp", **rules.variables}  # noqa: S108
    task.container_spec.env = (task.container_spec.env or {}) | variables
    taken = set(rules.variables) | {variable for keys in rules.secret_keys.values() for variable in keys.values()}
    if rules.config_map:
        shown = {name: name for name in SHOWN if name not in taken}
        kubernetes.use_config_map_as_env(task, rules.config_map, shown, optional=True)
    if rules.secret:
        secret = {name: name for name in SECRET if name not in taken}
        kubernetes.use_secret_as_env(task, rules.secret, secret, optional=True)
    for name, keys in rules.secret_keys.items():
        kubernetes.use_secret_as_env(task, name, keys)


def _give_volumes(task: Any, rules: PipelineRules) -> None:
    """Anybody may write to an empty folder's volume, whatever number the step runs as."""
    if rules.home_claim:
        kubernetes.mount_pvc(task, rules.home_claim, rules.home)
    else:
        kubernetes.empty_dir_mount(task, HOME_VOLUME, rules.home, size_limit=rules.scratch)
    kubernetes.empty_dir_mount(task, SCRATCH_VOLUME, "/tmp", size_limit=rules.scratch)  # noqa: S108


def _choose_nodes(task: Any, rules: PipelineRules) -> None:
    for label, value in rules.node_selector.items():
        kubernetes.add_node_selector(task, label, value)
    for toleration in rules.tolerations:
        kubernetes.add_toleration(task, **toleration.model_dump(exclude_defaults=True))
    if rules.pull_secrets:
        kubernetes.set_image_pull_secrets(task, list(rules.pull_secrets))
    kubernetes.set_image_pull_policy(task, rules.pull_policy)
    kubernetes.set_security_context(task, run_as_user=rules.user, run_as_non_root=True)
