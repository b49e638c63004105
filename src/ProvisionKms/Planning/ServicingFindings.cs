using ProvisionKms.Diagnostics;

namespace ProvisionKms.Planning;

/// <summary>What a reader of the plan must know about the servicing stack that will make it.</summary>
internal static class ServicingFindings
{
    public static void Add(PlanningScope scope)
    {
        if (scope.Facts.Servicing is not { } servicing)
        {
            return;
        }

        if (servicing.Problem is { } problem)
        {
            scope.Diagnostics.Add(
                Codes.ServicingStackSilent, $"{scope.Facts.Title}: its servicing stack does not name its edition: {problem}", hint: Codes.ServicingStackSilent.Hint);
        }

        if (servicing.Version is { } dism && Version.TryParse(scope.Facts.Version, out var windows) && IsOlder(dism, windows))
        {
            scope.Diagnostics.Add(
                Codes.DismOlderThanImage, $"{scope.Facts.Title} is Windows {windows}, and this machine's DISM is {dism}, which is older", hint: Codes.DismOlderThanImage.Hint);
        }
    }

    /// <summary>
    /// "It cannot be used with Windows images that are more recent": https://learn.microsoft.com/windows-hardware/manufacture/desktop/what-is-dism
    /// An update of the same release is no other Windows.
    /// </summary>
    private static bool IsOlder(Version dism, Version windows) =>
        new Version(dism.Major, dism.Minor) < new Version(windows.Major, windows.Minor) ||
        (dism.Major == windows.Major && dism.Minor == windows.Minor && dism.Build < windows.Build && !EditionConsensus.IsSameWindows(dism.Build, windows.Build));
}
