namespace ProvisionKms.Rehearsal.Simulation;

/// <summary>The last part of a Windows path, in lower case.</summary>
internal static class FileName
{
    public static string Of(string path) => path.Trim('"')[(path.Trim('"').LastIndexOfAny(['\\', '/']) + 1)..].ToLowerInvariant();
}
