"""One module per outside tool, its traps named in comments. Stages call these; they import only the model."""
