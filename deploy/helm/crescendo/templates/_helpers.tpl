{{- define "crescendo.name" -}}
{{- if contains .Chart.Name .Release.Name }}{{ .Release.Name }}{{ else }}{{ .Release.Name }}-{{ .Chart.Name }}{{ end }}
{{- end }}

{{- define "crescendo.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "crescendo.labels" -}}
{{ include "crescendo.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end }}

{{- define "crescendo.image" -}}
{{- $image := .Values.image }}
{{- if $image.digest }}{{ $image.repository }}@{{ $image.digest }}{{ else }}{{ $image.repository }}:{{ $image.tag | default .Chart.AppVersion }}{{ end }}
{{- end }}

{{/* The memory of a server (docs/memory.md), with 512 MiB for each worker and the images that it decodes. */}}
{{- define "crescendo.resources" -}}
{{- if .Values.resources }}
{{- toYaml .Values.resources }}
{{- else }}
{{- $memory := printf "%dMi" (add 384 (mul 512 .Values.workers) .Values.memoryMiB .Values.replayMemoryMiB) -}}
requests:
  cpu: {{ add1 .Values.workers | quote }}
  memory: {{ $memory }}
limits:
  memory: {{ $memory }}
{{- end }}
{{- end }}

{{/* Rules between values, which a schema says badly. The server has the same ones for who may call. */}}
{{- define "crescendo.check" -}}
{{- $values := .Values }}
{{- if not (or $values.tls.secret $values.insecure) }}
{{- fail "give tls.secret, or insecure: true, which serves everybody in the cluster's network in plain text" }}
{{- end }}
{{- if and $values.tokens.secret (not $values.tls.secret) }}
{{- fail "tokens.secret needs tls.secret: tokens must not travel in plain text" }}
{{- end }}
{{- if and $values.tls.clientAuthority (not $values.tls.secret) }}
{{- fail "tls.clientAuthority needs tls.secret, whose ca.crt signs the clients' certificates" }}
{{- end }}
{{- if and $values.tls.secret (not (or $values.tokens.secret $values.tls.clientAuthority $values.insecure)) }}
{{- fail "TLS does not say who may call: give tokens.secret, tls.clientAuthority: true, or insecure: true" }}
{{- end }}
{{- range $id, $dataset := $values.datasets }}
{{- range $root := kindIs "slice" $dataset.root | ternary $dataset.root (list $dataset.root) }}
{{- $volume := regexFind "^/data/[^/]+" $root | trimPrefix "/data/" }}
{{- if not (hasKey $values.volumes $volume) }}
{{- fail (printf "datasets.%s.root: %s is in none of the volumes, which are mounted at /data/NAME (volumes: %s)" $id $root (keys $values.volumes | sortAlpha | join ", ")) }}
{{- end }}
{{- end }}
{{- end }}
{{- $drain := 40 }}
{{- $least := add $values.preStopSeconds $drain }}
{{- if lt (int $values.terminationGracePeriodSeconds) (int $least) }}
{{- fail (printf "terminationGracePeriodSeconds: %v is less than preStopSeconds and the %v s that a server takes to stop: give %v" $values.terminationGracePeriodSeconds $drain $least) }}
{{- end }}
{{- if and $values.autoscaling.enabled (gt (int $values.autoscaling.minReplicas) (int $values.autoscaling.maxReplicas)) }}
{{- fail (printf "autoscaling.minReplicas: %v is more than maxReplicas: %v" $values.autoscaling.minReplicas $values.autoscaling.maxReplicas) }}
{{- end }}
{{- end }}

{{/* What `crescendo serve --config` reads; the state's URL is a secret and comes as an option. */}}
{{- define "crescendo.config" -}}
{{- $values := .Values -}}
listen: 0.0.0.0:{{ $values.port }}
workers: {{ $values.workers }}
memory_mib: {{ $values.memoryMiB }}
replay_memory_mib: {{ $values.replayMemoryMiB }}
{{- if $values.storageTimeoutSeconds }}
storage_timeout_seconds: {{ $values.storageTimeoutSeconds }}
{{- end }}
# Trainers are in other pods.
shared_memory: "off"
insecure: {{ $values.insecure }}
{{- if $values.tls.secret }}
tls:
  certificate: /etc/crescendo/tls/tls.crt
  key: /etc/crescendo/tls/tls.key
  {{- if $values.tls.clientAuthority }}
  client_authority: /etc/crescendo/tls/ca.crt
  {{- end }}
{{- end }}
{{- if $values.tokens.secret }}
token_file: /etc/crescendo/tokens/{{ $values.tokens.key }}
{{- end }}
datasets:
  {{- toYaml $values.datasets | nindent 2 }}
{{- with $values.runs }}
runs:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}
