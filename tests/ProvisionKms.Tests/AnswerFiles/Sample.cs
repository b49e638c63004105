using System.Text;
using ProvisionKms.AnswerFiles;
using ProvisionKms.Catalog;

namespace ProvisionKms.Tests.AnswerFiles;

internal static class Sample
{
    public const string Namespace = "urn:schemas-microsoft-com:unattend";

    /// <summary>Windows Server 2019 Standard.</summary>
    public static readonly ProductKey Key = ProductKey.Parse("N69G4-B89J2-4G8F4-WWYCC-J464C");

    /// <summary>Windows Server 2019 Datacenter.</summary>
    public static readonly ProductKey OtherKey = ProductKey.Parse("WMDGN-G9PQG-XVVXX-R3X43-63DFG");

    public static readonly AnswerFileRequest Image = new(Key, ["amd64"], InstallMedia: false);

    public static readonly AnswerFileRequest Media = new(Key, ["amd64"], InstallMedia: true);

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Merges text and gives text.</summary>
    public static string Merge(string text, AnswerFileRequest? request = null) =>
        Encoding.UTF8.GetString(AnswerFileMerge.Merge(Utf8(text), "unattend.xml", request ?? Image).Content!);

    /// <summary>An answer file with these settings elements.</summary>
    public static string Unattend(string settings) => $"""
        <?xml version="1.0" encoding="utf-8"?>
        <unattend xmlns="{Namespace}">
        {settings}
        </unattend>

        """.ReplaceLineEndings("\n");

    /// <summary>An answer file whose specialize pass has Shell-Setup for amd64 with this inside.</summary>
    public static string ShellSetup(string content) => Unattend($"""
          <settings pass="specialize">
            <component name="Microsoft-Windows-Shell-Setup" processorArchitecture="amd64" publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS">
        {content}
            </component>
          </settings>
        """);

    /// <summary>An answer file whose windowsPE pass has Setup for amd64 with this inside.</summary>
    public static string WindowsSetup(string content) => Unattend($"""
          <settings pass="windowsPE">
            <component name="Microsoft-Windows-Setup" processorArchitecture="amd64" publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS">
        {content}
            </component>
          </settings>
        """);
}
