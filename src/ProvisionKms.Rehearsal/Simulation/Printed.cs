using ProvisionKms.Rehearsal.Recording;

namespace ProvisionKms.Rehearsal.Simulation;

/// <summary>Answers as programs of Windows print them: lines that end in CRLF.</summary>
internal static class Printed
{
    public static CallAnswer Silence { get; } = new(0);

    public static CallAnswer Lines(int exitCode, params string[] lines) =>
        new(exitCode, string.Concat(lines.Select(line => line + "\r\n")));

    public static CallAnswer Succeeded(string line) => Lines(0, line);
}
