"""What a cluster usually has: DNS, the Gateway API with Envoy Gateway, volumes."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from tests.cluster.machine.images import own_name
from tests.cluster.machine.modules import gateway_module
from tests.cluster.machine.node import kubectl
from tests.cluster.machine.places import MANIFESTS, NODE, Places
from tests.cluster.machine.running import PATIENCE, WITHIN, ClusterError, part, run, wait_until

VOLUMES = 24
SYSTEM = "envoy-gateway-system"


def install_addons(places: Places) -> None:
    """Install them; done again, nothing changes."""
    with part("DNS"):
        text = (MANIFESTS / "coredns.yaml").read_text().replace("localhost/coredns:1", own_name(places, "coredns"))
        kubectl(places, "apply", "-f", "-", given=text)
        kubectl(places, "-n", "kube-system", "rollout", "status", "deployment/coredns", WITHIN)
    with part("volumes"):
        refresh_volumes(places)
    with part("Gateway API and Envoy Gateway"):
        _install_gateway(places)


def refresh_volumes(places: Places) -> None:
    """Volumes on this disk, made anew where one was released: nothing here provisions them on demand."""
    known = kubectl(places, "get", "pv", "-o", "jsonpath={range .items[*]}{.metadata.name} {.status.phase}{'\\n'}{end}")
    phases = {name: phase for name, _, phase in (line.partition(" ") for line in known.splitlines() if line)}
    wanted = []
    for name in worn(phases):
        if name in phases:
            kubectl(places, "delete", "pv", name, "--ignore-not-found", "--wait=true")
        folder = places.volumes / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o777)
        wanted.append(_volume(name, str(folder)))
    storage_class = (MANIFESTS / "storage.yaml").read_text()
    kubectl(places, "apply", "-f", "-", given="---\n".join([storage_class, *wanted]))


def worn(phases: Mapping[str, str]) -> list[str]:
    """The volumes to make anew, of those that are known: a claim may take a Pending one at any moment, so it stays."""
    names = [f"local-{number}" for number in range(VOLUMES)]
    return [name for name in names if phases.get(name, "Released") in {"Released", "Failed"}]


def _volume(name: str, folder: str) -> str:
    here = f"{{key: kubernetes.io/hostname, operator: In, values: [{NODE}]}}"
    node = f"{{nodeSelectorTerms: [{{matchExpressions: [{here}]}}]}}"
    return (
        f"apiVersion: v1\nkind: PersistentVolume\nmetadata: {{name: {name}}}\nspec:\n  capacity: {{storage: 20Gi}}\n"
        f"  accessModes: [ReadWriteOnce]\n  persistentVolumeReclaimPolicy: Retain\n  storageClassName: standard\n"
        f"  local: {{path: {folder}}}\n  nodeAffinity: {{required: {node}}}\n"
    )


def _install_gateway(places: Places) -> None:
    chart = _chart(places)
    definitions = chart / "charts" / "crds" / "crds"
    files = ["-f", str(definitions / "gatewayapi-crds.yaml"), "-f", str(definitions / "generated")]
    kubectl(places, "apply", "--server-side", "--force-conflicts", *files)
    kubectl(places, "wait", "crd", "--all", "--for=condition=Established", WITHIN)
    _forget_interrupted(places)
    helm = [str(places.programs / "helm"), "--kubeconfig", str(places.kubeconfig)]
    # Its job asks for nothing, and what asks for nothing gets nothing beside what asked: install waited minutes for it.
    set_values = ["--set", "crds.enabled=false,certgen.job.resources.requests.cpu=100m",
                  "--set", f"global.images.envoyProxy.image={own_name(places, 'envoy')}"]  # fmt: skip
    run([
        *helm, "upgrade", "--install", "eg", str(chart), "-n", SYSTEM, "--create-namespace", "--skip-crds", *set_values,
        "--wait", WITHIN,
    ], seconds=PATIENCE + 60)  # fmt: skip
    text = (MANIFESTS / "gateway.yaml").read_text().replace("localhost/envoy:1", own_name(places, "envoy"))
    wait_until("the Gateway is taken", lambda: _applied(places, text))
    kubectl(places, "-n", "gateway", "wait", "gateway/gateway", "--for=condition=Programmed", WITHIN)


def _forget_interrupted(places: Places) -> None:
    """What a run that was broken off had begun: Helm takes it for going on, and refuses every other for ever."""
    begun = "owner=helm,name=eg,status in (pending-install,pending-upgrade,pending-rollback)"
    kubectl(places, "-n", SYSTEM, "delete", "secret", "-l", begun, "--ignore-not-found")


def _applied(places: Places, text: str) -> bool:
    """The first resource of a new kind may be refused while the server still learns of it."""
    try:
        return bool(kubectl(places, "apply", "--server-side", "-f", "-", given=text))
    except ClusterError:
        return False


def _chart(places: Places) -> Path:
    """Envoy Gateway's chart as its module has it, with the image filled in."""
    target = places.state / "envoy-gateway-chart"
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(gateway_module() / "charts" / "gateway-helm", target)
    for file in [target, *target.rglob("*")]:
        file.chmod(0o755 if file.is_dir() else 0o644)
    values = (target / "values.tmpl.yaml").read_text()
    values = values.replace("${GatewayImage}", own_name(places, "envoy-gateway"))
    (target / "values.yaml").write_text(values.replace("${GatewayImagePullPolicy}", "Never"))
    return target
