namespace ProvisionKms.Tests.FirstBoot.Wine;

/// <summary>
/// Runs the commands of an answer file as Windows Setup does: each by CreateProcess, its variables expanded before, one
/// after the other, whatever its exit code.
/// </summary>
internal sealed class SpecializePass(WinePrefix wine)
{
    private static byte[]? _program;

    /// <returns>What commands ended with another exit code than 0, by their number from 1.</returns>
    internal string Run(IEnumerable<string> commands)
    {
        wine.Require();
        wine.Write(@"C:\pkms\setup.exe", _program ??= MingwProgram.Compile("setup.c"));
        wine.Write(@"C:\pkms\commands.txt", string.Concat(commands.Select(c => c + "\n")));
        return wine.RunProgram(@"C:\pkms\setup.exe").Output;
    }
}
