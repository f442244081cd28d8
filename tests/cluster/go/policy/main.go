// policy: kube-router's network policy controller alone. The CNI plugin of the test cluster connects pods; this decides
// who may talk to whom, by iptables and ipset in the node's network namespace.
package main

import (
	"flag"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"

	"github.com/cloudnativelabs/kube-router/v2/pkg/controllers/netpol"
	"github.com/cloudnativelabs/kube-router/v2/pkg/healthcheck"
	"github.com/cloudnativelabs/kube-router/v2/pkg/options"
	"github.com/cloudnativelabs/kube-router/v2/pkg/utils"
	"github.com/coreos/go-iptables/iptables"
	core "k8s.io/api/core/v1"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/klog/v2"
)

func main() {
	kubeconfig := flag.String("kubeconfig", "", "how to reach the API server")
	node := flag.String("hostname-override", "", "name of the node")
	services := flag.String("service-cluster-ip-range", "10.96.0.0/16", "addresses of Services")
	klog.InitFlags(nil)
	flag.Parse()
	if err := run(*kubeconfig, *node, *services); err != nil {
		klog.Fatal(err)
	}
}

func run(kubeconfig, node, services string) error {
	rest, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		return err
	}
	client, err := kubernetes.NewForConfig(rest)
	if err != nil {
		return err
	}
	config := options.NewKubeRouterConfig()
	config.HostnameOverride = node
	config.ClusterIPCIDRs = []string{services}
	config.EnableIPv4, config.EnableIPv6 = true, false
	config.IPTablesSyncPeriod = time.Minute
	tables, err := iptables.NewWithProtocol(iptables.ProtocolIPv4)
	if err != nil {
		return err
	}
	sets, err := utils.NewIPSet(false)
	if err != nil {
		return err
	}
	factory := informers.NewSharedInformerFactory(client, 0)
	pods, policies := factory.Core().V1().Pods().Informer(), factory.Networking().V1().NetworkPolicies().Informer()
	namespaces := factory.Core().V1().Namespaces().Informer()
	stop := make(chan struct{})
	health := make(chan *healthcheck.ControllerHeartbeat, 16)
	go func() { // nobody asks after its health; the channel must not fill up
		for range health {
		}
	}()
	factory.Start(stop)
	factory.WaitForCacheSync(stop)
	controller, err := netpol.NewNetworkPolicyController(client, config, pods, policies, namespaces, &sync.Mutex{},
		map[core.IPFamily]utils.IPTablesHandler{core.IPv4Protocol: tables},
		map[core.IPFamily]utils.IPSetHandler{core.IPv4Protocol: sets})
	if err != nil {
		return err
	}
	_, err = pods.AddEventHandler(controller.PodEventHandler)
	if err == nil {
		_, err = policies.AddEventHandler(controller.NetworkPolicyEventHandler)
	}
	if err == nil {
		_, err = namespaces.AddEventHandler(controller.NamespaceEventHandler)
	}
	if err != nil {
		return err
	}
	var done sync.WaitGroup
	done.Add(1)
	go controller.Run(health, stop, &done)
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM)
	<-signals
	close(stop)
	done.Wait()
	return nil
}
