# docker buildx bake -f images/docker-bake.hcl          (what the release workflow does)
variable "REGISTRY" { default = "ghcr.io/pikkit" }
variable "TAG" { default = "0.1.0" }
variable "REVISION" { default = "unknown" }

group "default" {
  targets = ["image"]
}

target "image" {
  name       = target
  matrix     = { target = ["predictor", "drift-detector", "drift-detector-alibi", "api", "storage", "pipeline", "postgres"] }
  context    = "."
  dockerfile = "images/Dockerfile"
  target     = target
  platforms  = ["linux/amd64"]
  args       = { VERSION = TAG, REVISION = REVISION }
  # The local runner of pipelines knows a Python image by its name.
  tags       = concat(["${REGISTRY}/${target}:${TAG}"], target == "pipeline" ? ["${REGISTRY}/${target}:${TAG}-python3.11"] : [])
  attest     = ["type=provenance,mode=max", "type=sbom"]
}
