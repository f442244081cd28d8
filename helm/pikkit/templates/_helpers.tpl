{{- define "pikkit.name" -}}
{{- if contains "pikkit" .Release.Name }}{{ .Release.Name | trunc 40 | trimSuffix "-" }}{{ else }}{{ printf "%s-pikkit" .Release.Name | trunc 40 | trimSuffix "-" }}{{ end -}}
{{- end }}

{{/* Labels of an object: (list $ "part") */}}
{{- define "pikkit.selector" -}}
app.kubernetes.io/name: pikkit
app.kubernetes.io/instance: {{ (index . 0).Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end }}
{{- define "pikkit.match" -}}
{app.kubernetes.io/name: pikkit, app.kubernetes.io/instance: {{ (index . 0).Release.Name }}, app.kubernetes.io/component: {{ index . 1 }}}
{{- end }}
{{- define "pikkit.labels" -}}
{{ include "pikkit.selector" . }}
app.kubernetes.io/version: {{ (index . 0).Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ (index . 0).Release.Service }}
{{- end }}

{{- define "pikkit.image" -}}
{{- $ := index . 0 -}}
image: {{ $.Values.image.registry }}/{{ index . 1 }}:{{ default $.Chart.AppVersion $.Values.image.tag }}
imagePullPolicy: {{ $.Values.image.pullPolicy }}
{{- end }}

{{/* What PodSecurity's level "restricted" asks of a pod and of a container. */}}
{{- define "pikkit.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 0
fsGroup: 10001
fsGroupChangePolicy: OnRootMismatch
seccompProfile: {type: RuntimeDefault}
{{- end }}
{{- define "pikkit.containerSecurity" -}}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: {drop: [ALL]}
terminationMessagePolicy: FallbackToLogsOnError
{{- end }}
{{- define "pikkit.pod" -}}
serviceAccountName: {{ include "pikkit.name" . }}
automountServiceAccountToken: false
enableServiceLinks: false
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- end }}

{{/* A change of the configuration starts pods anew. */}}
{{- define "pikkit.checksums" -}}
checksum/config: {{ include (print .Template.BasePath "/config.yaml") . | sha256sum }}
{{- end }}

{{- define "pikkit.trackingUri" -}}
{{- if .Values.mlflow.enabled }}http://{{ include "pikkit.name" . }}-mlflow:5000{{ else }}{{ .Values.mlflow.trackingUri }}{{ end -}}
{{- end }}

{{- /* The model of an arm: what the values say, unless a rollout has pinned a version of that same model. */}}
{{- define "pikkit.rolledOut" -}}
{{- $uri := .uri }}
{{- if .live }}
{{- $template := .live.spec.template }}
{{- $model := regexReplaceAll "^models:/([^/@]+).*$" .uri "${1}" }}
{{- $pinned := regexFind (printf "models:/%s/[0-9]+" (regexQuoteMeta $model)) ((index $template.spec.containers 0).args | default list | join " ") }}
{{- $promoted := get ($template.metadata.annotations | default dict) "pikkit.io/model-version" }}
{{- if and $pinned (or .isCandidate (eq (toString $promoted) (base $pinned))) }}{{ $uri = $pinned }}{{ end }}
{{- end }}
{{- $uri }}
{{- end }}
{{- define "pikkit.predictorHost" -}}
{{ include "pikkit.name" . }}-scores.{{ .Release.Namespace }}.svc.cluster.local
{{- end }}
{{- define "pikkit.predictorUrl" -}}
{{- if eq .Values.predictor.mode "kserve" -}}http://{{ include "pikkit.name" . }}-predictor
{{- else if and .Values.gateway.enabled .Values.gateway.service -}}http://{{ include "pikkit.predictorHost" . }}
{{- else -}}http://{{ include "pikkit.name" . }}-predictor{{- end -}}
{{- end }}

{{- define "pikkit.postgresSecret" -}}
{{- default (printf "%s-postgres" (include "pikkit.name" .)) .Values.postgres.existingSecret -}}
{{- end }}

{{/* Where a part finds its settings; a password is put into an address by Kubernetes, never by this chart. */}}
{{- define "pikkit.env" -}}
envFrom:
  - configMapRef: {name: {{ include "pikkit.name" . }}}
  {{- if .Values.existingSecret }}
  - secretRef: {name: {{ .Values.existingSecret }}}
  {{- end }}
env:
  {{- if .Values.postgres.embedded }}
  {{- $address := printf "pikkit:$(POSTGRES_PASSWORD)@%s-postgres:5432/pikkit" (include "pikkit.name" .) }}
  - name: POSTGRES_PASSWORD
    valueFrom: {secretKeyRef: {name: {{ include "pikkit.postgresSecret" . }}, key: password}}
  - {name: PIKKIT_STORE_URL, value: "postgresql://{{ $address }}"}
  - {name: PIKKIT_FEATURES_ONLINE_URL, value: "postgresql://{{ $address }}"}
  - {name: PIKKIT_FEATURES_REGISTRY_URL, value: "postgresql+psycopg://{{ $address }}"}
  {{- else }}
  - {name: PIKKIT_CHART, value: {{ .Chart.Version | quote }}}
  {{- end }}
{{- end }}

{{/* What starts is given ten minutes: on a busy node imports alone may take three, and one that is killed begins anew. */}}
{{- define "pikkit.probes" -}}
{{- $port := index . 0 }}{{ $live := index . 1 }}{{ $ready := index . 2 -}}
startupProbe:
  exec: {command: [python, /opt/code/probe.py, "http://127.0.0.1:{{ $port }}{{ $ready }}"]}
  periodSeconds: 3
  timeoutSeconds: 5
  failureThreshold: 200
readinessProbe:
  httpGet: {path: {{ $ready }}, port: {{ $port }}}
  periodSeconds: 3
  timeoutSeconds: 3
livenessProbe:
  httpGet: {path: {{ $live }}, port: {{ $port }}}
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 6
lifecycle:
  preStop: {sleep: {seconds: 5}}
{{- end }}
