"""The processes of a control plane and its one node."""

from tests.cluster.machine.places import API_PORT, NODE, NODE_IP, Places
from tests.cluster.machine.processes import start, stop
from tests.cluster.machine.running import PATIENCE, ClusterError, run, wait_until

SERVICES = "10.96.0.0/16"
ORDER = [
    "etcd",
    "containerd",
    "apiserver",
    "controller-manager",
    "scheduler",
    "proxy",
    "kubelet",
    "policy",
    "relay-inside",
    "relay",
]


def kubectl(places: Places, *arguments: str, given: str | None = None, seconds: float = PATIENCE + 60) -> str:
    """What kubectl says, as the administrator."""
    command = [str(places.programs / "kubectl"), "--kubeconfig", str(places.kubeconfig), *arguments]
    return run(command, given=given, seconds=seconds)


def start_control_plane(places: Places) -> None:
    """Start etcd, the API server, the controllers, the scheduler; the API is ready when this returns."""
    http = "http://127.0.0.1"
    start(places, "etcd", [
        "etcd", "--data-dir", str(places.state / "etcd"), "--listen-client-urls", f"{http}:2379",
        "--advertise-client-urls", f"{http}:2379", "--listen-peer-urls", f"{http}:2380",
        "--initial-advertise-peer-urls", f"{http}:2380", "--initial-cluster", f"default={http}:2380",
        "--unsafe-no-fsync", "--auto-compaction-retention=1",
    ])  # fmt: skip
    start(places, "apiserver", [*_program(places, "kube-apiserver"), *_api_server(places)])
    _relay(places)
    wait_until("the API server is ready", lambda: kubectl(places, "get", "--raw", "/readyz") == "ok")
    pki = places.state / "pki"
    for name in ("controller-manager", "scheduler"):
        own = pki / f"{name}.kubeconfig"
        common = [f"--{kind}={own}" for kind in ("kubeconfig", "authentication-kubeconfig", "authorization-kubeconfig")]
        extra = _controllers(pki) if name == "controller-manager" else []
        command = [*_program(places, f"kube-{name}"), *common, "--leader-elect=false", "--bind-address=127.0.0.1"]
        start(places, name, [*command, *extra])


def start_node(places: Places) -> None:
    """Start what runs pods and routes to them; the node is ready when this returns."""
    proxy = [*_program(places, "kube-proxy"), f"--config={places.state}/proxy.yaml", f"--hostname-override={NODE}"]
    start(places, "proxy", proxy)
    own = f"--kubeconfig={places.state}/pki/kubelet.kubeconfig"
    start(places, "kubelet", [
        *_program(places, "kubelet"), f"--config={places.state}/kubelet.yaml", own, f"--hostname-override={NODE}",
        f"--node-ip={NODE_IP}", f"--root-dir={places.state}/kubelet",
    ])  # fmt: skip
    wait_until("the node is ready", lambda: " Ready" in kubectl(places, "get", "node", NODE))
    admin = f"--kubeconfig={places.state}/pki/admin.kubeconfig"
    start(places, "policy", [str(places.programs / "policy"), admin, f"--hostname-override={NODE}"])


def stop_all(places: Places, *, but: frozenset[str] = frozenset()) -> None:
    """End every process, the last first."""
    for name in reversed([one for one in ORDER if one not in but]):
        stop(places, name)


def is_up(places: Places) -> bool:
    """Whether the API answers and the node is ready."""
    if not places.kubeconfig.is_file():
        return False
    try:
        return " Ready" in kubectl(places, "get", "node", NODE, seconds=10)
    except ClusterError:
        return False


def _program(places: Places, name: str) -> list[str]:
    return [str(places.programs / "kubernetes"), name]


def _api_server(places: Places) -> list[str]:
    pki = places.state / "pki"
    front = [f"--requestheader-{kind}-headers=X-Remote-{kind.title()}" for kind in ("username", "group")]
    return [
        "--etcd-servers=http://127.0.0.1:2379", "--bind-address=0.0.0.0", f"--advertise-address={NODE_IP}",
        "--secure-port=6443", f"--tls-cert-file={pki}/apiserver.crt", f"--tls-private-key-file={pki}/apiserver.key",
        f"--client-ca-file={pki}/ca.crt", f"--kubelet-client-certificate={pki}/admin.crt",
        f"--kubelet-client-key={pki}/admin.key", "--kubelet-preferred-address-types=InternalIP",
        f"--service-account-key-file={pki}/sa.pub", f"--service-account-signing-key-file={pki}/sa.key",
        "--service-account-issuer=https://kubernetes.default.svc", f"--requestheader-client-ca-file={pki}/front-ca.crt",
        *front, "--requestheader-extra-headers-prefix=X-Remote-Extra-",
        "--requestheader-allowed-names=front-proxy-client",
        f"--proxy-client-cert-file={pki}/front-proxy.crt", f"--proxy-client-key-file={pki}/front-proxy.key",
        "--authorization-mode=Node,RBAC", "--enable-admission-plugins=NodeRestriction",
        f"--service-cluster-ip-range={SERVICES}", "--allow-privileged=true",
    ]  # fmt: skip


def _controllers(pki: object) -> list[str]:
    return [
        "--use-service-account-credentials=true", f"--service-account-private-key-file={pki}/sa.key",
        f"--root-ca-file={pki}/ca.crt", f"--cluster-signing-cert-file={pki}/ca.crt",
        f"--cluster-signing-key-file={pki}/ca.key", "--cluster-cidr=10.244.0.0/16", "--allocate-node-cidrs=false",
        f"--service-cluster-ip-range={SERVICES}",
    ]  # fmt: skip


def _relay(places: Places) -> None:
    """The API at 127.0.0.1 of the machine, by a socket between the two networks."""
    socket = places.run / "api.sock"
    start(places, "relay-inside", ["socat", f"UNIX-LISTEN:{socket},fork,unlink-early", "TCP:127.0.0.1:6443"])
    listen = f"TCP-LISTEN:{API_PORT},bind=127.0.0.1,fork,reuseaddr"
    start(places, "relay", ["socat", listen, f"UNIX-CONNECT:{socket}"], inside=False)
