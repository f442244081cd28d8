"""The configuration files of containerd, the CNI plugin, the kubelet and kube-proxy."""

import json

from tests.cluster.machine.places import Places

CONTAINERD = """version = 2
root = "{cache}/containerd"
state = "{run}/containerd"
[grpc]
  address = "{run}/containerd.sock"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "localhost/pause:1"
  restrict_oom_score_adj = true
  disable_apparmor = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "{state}/cni"
  [plugins."io.containerd.grpc.v1.cri".containerd]
    snapshotter = "overlayfs"
    discard_unpacked_layers = true
    default_runtime_name = "runc"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
      runtime_type = "io.containerd.runc.v2"
      [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
        SystemdCgroup = false
"""
KUBELET = """apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
authentication:
  anonymous: {{enabled: false}}
  webhook: {{enabled: true}}
  x509: {{clientCAFile: {state}/pki/ca.crt}}
authorization: {{mode: Webhook}}
cgroupDriver: cgroupfs
failCgroupV1: false
enforceNodeAllocatable: []
failSwapOn: false
clusterDNS: [10.96.0.10]
clusterDomain: cluster.local
containerRuntimeEndpoint: unix://{run}/containerd.sock
resolvConf: {state}/resolv.conf
evictionHard: {{memory.available: 1Mi, nodefs.available: 1%, imagefs.available: 1%}}
imageGCHighThresholdPercent: 100
imageGCLowThresholdPercent: 99
serializeImagePulls: false
nodeStatusUpdateFrequency: 5s
syncFrequency: 10s
volumeStatsAggPeriod: 0s
maxPods: 200
"""
PROXY = """apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
clientConnection: {{kubeconfig: {state}/pki/proxy.kubeconfig}}
clusterCIDR: 10.244.0.0/16
mode: iptables
conntrack: {{maxPerCore: 0, min: 0, tcpEstablishedTimeout: 0s, tcpCloseWaitTimeout: 0s}}
"""


def write_files(places: Places) -> None:
    """Write them into the state folder."""
    known = {"cache": places.cache, "state": places.state, "run": places.run}
    for name, text in {"containerd.toml": CONTAINERD, "kubelet.yaml": KUBELET, "proxy.yaml": PROXY}.items():
        (places.state / name).write_text(text.format(**known))
    (places.state / "resolv.conf").write_text("nameserver 127.0.0.1\n")
    ipam = {
        "type": "host-local", "ranges": [[{"subnet": "10.244.0.0/24"}]], "routes": [{"dst": "0.0.0.0/0"}],
        "dataDir": str(places.state / "addresses"),
    }  # fmt: skip
    bridge = {"type": "bridge", "bridge": "cni0", "isGateway": True, "ipMasq": True, "hairpinMode": True, "ipam": ipam}
    plugins = [bridge, {"type": "portmap", "capabilities": {"portMappings": True}}]
    (places.state / "cni").mkdir(exist_ok=True)
    conf = {"cniVersion": "1.0.0", "name": "pikkit", "plugins": plugins}
    (places.state / "cni" / "10-bridge.conflist").write_text(json.dumps(conf))
