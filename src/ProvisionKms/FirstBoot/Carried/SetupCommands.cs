using System.Text;

namespace ProvisionKms.FirstBoot.Carried;

/// <summary>Commands for RunSynchronous of an answer file that write files with nothing but cmd.exe's own echo.</summary>
internal static class SetupCommands
{
    /// <summary>"Path is a string with a maximum length of 259 characters."
    /// https://learn.microsoft.com/windows-hardware/customize/desktop/unattend/microsoft-windows-deployment-runsynchronous-runsynchronouscommand-path</summary>
    internal const int LongestCommand = 259;

    /// <summary>Below a folder that ordinary users cannot write to; exists only while the commands run.</summary>
    internal const string Workshop = @"%SystemRoot%\Pkms";

    /// <summary>Command extensions on and delayed expansion off, whatever policies say; no AutoRun.</summary>
    internal const string Shell = "cmd /d /e:on /v:off /c ";

    /// <summary>Every statement names its file, so a short name by way of the current directory is worth it.</summary>
    private const string Start = $"{Shell}cd /d \"{Workshop}\"&";

    private static readonly int Room = LongestCommand - Start.Length - CommandLineText.LoopStart.Length - CommandLineText.LoopEnd.Length;

    /// <summary>What writes a file, in its order; the first statement starts it afresh.</summary>
    /// <param name="name">The file's name in the workshop.</param>
    /// <param name="badLine">The first line that cannot be written, from 1; 0 when all can.</param>
    internal static IReadOnlyList<string> Statements(string name, byte[] content, out int badLine)
    {
        badLine = 0;
        var statements = new List<string>();
        var lines = Encoding.Latin1.GetString(content).Split("\r\n");
        for (var i = 0; i < lines.Length; i++)
        {
            var isLast = i == lines.Length - 1;
            if (!IsPrintable(lines[i]) || EchoedLine.Statements(lines[i], name, !isLast, Room) is not { } made)
            {
                badLine = i + 1;
                return [];
            }

            statements.AddRange(made);
        }

        return statements.Count == 0 ? [$"type nul>{name}"] : [statements[0][1..], .. statements.Skip(1)];
    }

    /// <summary>
    /// Few commands for all files. Each is filled with the next statements of one file, then of the others: only within a
    /// file does the order matter.
    /// </summary>
    internal static IEnumerable<string> Pack(IEnumerable<IReadOnlyList<string>> files)
    {
        var waiting = files.Select(f => new Queue<string>(f)).ToList();
        while (waiting.RemoveAll(f => f.Count == 0) >= 0 && waiting.Count > 0)
        {
            var body = waiting[0].Dequeue();
            foreach (var file in waiting)
            {
                while (file.TryPeek(out var next) && Command($"{body}&{next}").Length <= LongestCommand)
                {
                    body = $"{body}&{file.Dequeue()}";
                }
            }

            yield return Command(body);
        }
    }

    /// <summary>Runs a batch file in the workshop. Whatever comes of it, Windows Setup goes on.</summary>
    internal static string Run(string batch) => $@"{Start}call .\{batch}&exit 0";

    private static string Command(string body) =>
        Start + (CommandLineText.NeedsLoop(body) ? CommandLineText.LoopStart + body + CommandLineText.LoopEnd : body);

    private static bool IsPrintable(string line) => line.All(c => c is '\t' or (>= ' ' and <= '~'));
}
