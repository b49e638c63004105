using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace ProvisionKms.AnswerFiles;

/// <summary>A RunSynchronousCommand of the specialize pass, as the file has it.</summary>
internal sealed partial record SetupCommand(AnswerFileElement Element, int? Order, string Path, string Description)
{
    private const string Mark = "ProvisionKms ";

    /// <summary>"Order is an integer between 1 and 500."
    /// https://learn.microsoft.com/windows-hardware/customize/desktop/unattend/microsoft-windows-deployment-runsynchronous-runsynchronouscommand-order</summary>
    public const int LastOrder = 500;

    /// <summary>Written by us and not edited since: the description holds a digest of the command.</summary>
    public bool IsOurs => OurDescription().Match(Description) is { Success: true } found && found.Groups["digest"].Value == Digest(Path);

    /// <summary>Called ours, but not as we wrote it.</summary>
    public bool IsAltered => !IsOurs && OurDescription().IsMatch(Description);

    public static SetupCommand Read(AnswerFileElement element) =>
        new(element, OrderOf(element), Text(element, UnattendNames.Path), Text(element, UnattendNames.Description).Trim());

    /// <param name="statePrefix">The prefix that is bound to the namespace of <c>action</c>; null when the element must bind one itself.</param>
    public static NewElement Make(int order, string path, int number, int count, string? statePrefix) => new(UnattendNames.RunSynchronousCommand)
    {
        Attributes =
        [
            .. statePrefix is null ? [($"xmlns:{UnattendNames.StatePrefix}", UnattendNames.StateNamespace)] : Array.Empty<(string, string)>(),
            ($"{statePrefix ?? UnattendNames.StatePrefix}:action", "add"),
        ],
        Children =
        [
            new(UnattendNames.Description, string.Create(CultureInfo.InvariantCulture, $"{Mark}{number}/{count} {Digest(path)}")),
            new(UnattendNames.Order, order.ToString(CultureInfo.InvariantCulture)),
            new(UnattendNames.Path, path),
        ],
    };

    private static int? OrderOf(AnswerFileElement element) =>
        int.TryParse(Text(element, UnattendNames.Order).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var order) ? order : null;

    private static string Text(AnswerFileElement element, string child) => element.ChildrenNamed(child).FirstOrDefault()?.Value ?? "";

    private static string Digest(string path) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)).AsSpan(0, 8));

    [GeneratedRegex(@"^ProvisionKms [0-9]+/[0-9]+ (?<digest>[0-9a-f]{16})$", RegexOptions.CultureInvariant)]
    private static partial Regex OurDescription();
}
