"""The bet store in a Supabase project, over its API by the ``supabase`` SDK."""
