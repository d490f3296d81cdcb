"""A group of commands that knows which one was meant."""

import click


class Group(click.Group):
    """As click's, but a name that is nearly that of a command is answered with that."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the first of `args` names."""
        name = args[0]
        if not self.get_command(ctx, name) and name[:1] != "-" and not ctx.resilient_parsing:
            from difflib import get_close_matches  # noqa: PLC0415 - only where it is needed

            near = get_close_matches(name, self.list_commands(ctx), n=1)
            fix = f"did you mean {near[0]!r}?" if near else f"{ctx.command_path} --help lists them"
            ctx.fail(f"there is no command {name!r}; {fix}")
        return super().resolve_command(ctx, args)
