"""Documents → taxonomy."""

from taxonomy.build.builder import BuildProblem, Source, build, build_role, builder

__all__ = ["BuildProblem", "Source", "build", "build_role", "builder"]
