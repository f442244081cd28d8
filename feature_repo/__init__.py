"""Feast's face of ``pikkit.features.views.view``: the same views as entities, sources, feature views and a service.

Nothing here names a place: every path is relative to the features folder that ``pikkit.features.feast.feast_store``
applies these definitions to, which then holds ``feature_store.yaml``, the registry, the view files and the online
store. Look into it with Feast's own command: ``feast -c .pikkit/features feature-views list``.
"""
