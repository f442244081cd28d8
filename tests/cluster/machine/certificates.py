"""The certificates and kubeconfigs of one life of the cluster, made by openssl."""

import base64
from pathlib import Path

from tests.cluster.machine.places import API_PORT, NODE, NODE_IP, Places
from tests.cluster.machine.running import run

SERVICE_IP = "10.96.0.1"
_KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
_NAMES = [
    "kubernetes",
    "kubernetes.default",
    "kubernetes.default.svc",
    "kubernetes.default.svc.cluster.local",
    "localhost",
]
USERS = {
    "admin": "/O=system:masters/CN=admin",
    "controller-manager": "/CN=system:kube-controller-manager",
    "scheduler": "/CN=system:kube-scheduler",
    "kubelet": f"/O=system:nodes/CN=system:node:{NODE}",
    "proxy": "/CN=system:kube-proxy",
}


def make_certificates(places: Places) -> None:
    """Make them, unless they are there."""
    folder = places.state / "pki"
    if places.kubeconfig.is_file():
        return
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("ca", "front-ca"):
        made = ["-keyout", str(folder / f"{name}.key"), "-out", str(folder / f"{name}.crt")]
        run(["openssl", "req", "-x509", *_KEY, "-days", "3650", "-subj", f"/CN=pikkit-{name}", *made])
    run(["openssl", "genrsa", "-out", str(folder / "sa.key"), "2048"])
    run(["openssl", "rsa", "-in", str(folder / "sa.key"), "-pubout", "-out", str(folder / "sa.pub")])
    names = [*(f"DNS:{name}" for name in _NAMES), *(f"IP:{ip}" for ip in ("127.0.0.1", NODE_IP, SERVICE_IP))]
    _sign(folder, "apiserver", "/CN=kube-apiserver", "ca", f"subjectAltName={','.join(names)}")
    _sign(folder, "front-proxy", "/CN=front-proxy-client", "front-ca", "")
    for user, subject in USERS.items():
        _sign(folder, user, subject, "ca", "")
        _kubeconfig(folder, user, 6443, f"{user}.kubeconfig")
    _kubeconfig(folder, "admin", API_PORT, "host.kubeconfig")


def _sign(folder: Path, name: str, subject: str, authority: str, extra: str) -> None:
    request, extensions = folder / f"{name}.csr", folder / f"{name}.ext"
    extensions.write_text(f"extendedKeyUsage=serverAuth,clientAuth\n{extra}\n")
    run(["openssl", "req", *_KEY, "-subj", subject, "-keyout", str(folder / f"{name}.key"), "-out", str(request)])
    signer = ["-CA", str(folder / f"{authority}.crt"), "-CAkey", str(folder / f"{authority}.key"), "-CAcreateserial"]
    out = ["-days", "3650", "-out", str(folder / f"{name}.crt"), "-extfile", str(extensions)]
    run(["openssl", "x509", "-req", "-in", str(request), *signer, *out])


def _kubeconfig(folder: Path, user: str, port: int, name: str) -> None:
    def encoded(file: str) -> str:
        return base64.b64encode((folder / file).read_bytes()).decode()

    file = folder / name
    file.write_text(
        "apiVersion: v1\nkind: Config\n"
        f'clusters: [{{name: pikkit, cluster: {{server: "https://127.0.0.1:{port}", '
        f"certificate-authority-data: {encoded('ca.crt')}}}}}]\n"
        f"users: [{{name: {user}, user: {{client-certificate-data: {encoded(f'{user}.crt')}, "
        f"client-key-data: {encoded(f'{user}.key')}}}}}]\n"
        f"contexts: [{{name: pikkit, context: {{cluster: pikkit, user: {user}}}}}]\ncurrent-context: pikkit\n"
    )
    file.chmod(0o600)
