namespace ProvisionKms.AnswerFiles;

/// <summary>
/// What an answer file calls things.
/// https://learn.microsoft.com/windows-hardware/customize/desktop/unattend/components-b-unattend
/// </summary>
internal static class UnattendNames
{
    public const string Namespace = "urn:schemas-microsoft-com:unattend";

    public const string Root = "unattend";
    public const string Servicing = "servicing";
    public const string Settings = "settings";
    public const string Component = "component";
    public const string UserData = "UserData";
    public const string ProductKey = "ProductKey";
    public const string Key = "Key";
    public const string WillShowUI = "WillShowUI";
    public const string RunSynchronous = "RunSynchronous";
    public const string RunSynchronousCommand = "RunSynchronousCommand";
    public const string Order = "Order";
    public const string Path = "Path";
    public const string Description = "Description";

    public const string Pass = "pass";
    public const string WasPassProcessed = "wasPassProcessed";
    public const string Name = "name";
    public const string ProcessorArchitecture = "processorArchitecture";

    public const string WindowsPE = "windowsPE";
    public const string OfflineServicing = "offlineServicing";
    public const string Specialize = "specialize";

    /// <summary>Carries UserData/ProductKey/Key in the windowsPE pass.</summary>
    public const string WindowsSetup = "Microsoft-Windows-Setup";

    /// <summary>Carries ProductKey in the specialize pass.</summary>
    public const string ShellSetup = "Microsoft-Windows-Shell-Setup";

    /// <summary>Carries RunSynchronous in the specialize pass.</summary>
    public const string Deployment = "Microsoft-Windows-Deployment";

    /// <summary>The namespace of the attribute <c>action</c> that every item of a list has; wcm by custom.</summary>
    public const string StateNamespace = "http://schemas.microsoft.com/WMIConfig/2002/State";

    public const string StatePrefix = "wcm";

    public const string Amd64 = "amd64";

    /// <summary>
    /// In the order Windows runs them and Windows System Image Manager writes them.
    /// https://learn.microsoft.com/windows-hardware/manufacture/desktop/how-configuration-passes-work
    /// </summary>
    private static readonly string[] PassOrder =
        [WindowsPE, OfflineServicing, "generalize", Specialize, "auditSystem", "auditUser", "oobeSystem"];

    /// <summary>
    /// Architectures that an installation can have. wow64 is not one: it marks the 32-bit twin of a component
    /// that also exists natively.
    /// </summary>
    private static readonly string[] NativeArchitectures = ["x86", Amd64, "arm", "arm64", "ia64"];

    public static bool IsNative(string architecture) => NativeArchitectures.Contains(architecture, StringComparer.OrdinalIgnoreCase);

    /// <summary>The place of a pass in <see cref="PassOrder"/>; -1 for a name that is no pass.</summary>
    public static int RankOf(string? pass) => Array.FindIndex(PassOrder, p => Same(p, pass));

    /// <summary>Attribute values are compared as Windows compares names: without regard to case.</summary>
    public static bool Same(string? left, string? right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
