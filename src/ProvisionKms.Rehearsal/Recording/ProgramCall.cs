namespace ProvisionKms.Rehearsal.Recording;

/// <summary>A program that was started inside a machine.</summary>
/// <param name="Program">Its name in lower case, without folder and <c>.exe</c>.</param>
/// <param name="CommandLine">As Windows hands it over, the program's own name included.</param>
/// <param name="Arguments">The same, split by the rules of Microsoft's C run time, without the program's own name.</param>
/// <param name="Directory">The current directory, as <c>C:\Windows</c>.</param>
public sealed record ProgramCall(string Program, string CommandLine, IReadOnlyList<string> Arguments, string Directory)
{
    /// <summary>The full path of the program that was started, as <c>C:\windows\system32\ping.exe</c>.</summary>
    public string Path { get; init; } = "";
}
