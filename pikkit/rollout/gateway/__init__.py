"""Rollouts between two Deployments behind an HTTPRoute: the chart's mode "deployment"."""
