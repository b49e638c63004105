using ProvisionKms.Diagnostics;

namespace ProvisionKms.Cli.Doctor;

/// <summary>One thing that was looked at on this machine.</summary>
/// <param name="Found">What is there, in a few words.</param>
/// <param name="Needed">Without it the main job cannot be done.</param>
/// <param name="Problem">What is wrong and what to do, or null when all is well.</param>
internal sealed record Check(string Name, string Found, bool Needed, Diagnostic? Problem = null)
{
    public string Status => Problem?.Severity switch
    {
        null or Severity.Note => "ok",
        Severity.Warning => "warning",
        _ => "missing",
    };
}
