using System.Diagnostics;

namespace ProvisionKms.Tests.AnswerFiles;

/// <summary>xmllint of libxml2: a judge that is not .NET.</summary>
internal static class Xmllint
{
    public static void Accepts(IReadOnlyList<string> files) => Run(["--noout", "--nonet", .. files]);

    /// <summary>How many elements the path selects; its prefix u is the unattend namespace.</summary>
    public static string Count(string file, string path) => Run(["--nonet", "--xpath", $"count({LocalNames(path)})", file]).Trim();

    /// <summary>xmllint binds no prefixes on its command line, so u:name is spelled out.</summary>
    private static string LocalNames(string path) =>
        System.Text.RegularExpressions.Regex.Replace(path, @"u:(\w+)", $"*[local-name()='$1' and namespace-uri()='{Sample.Namespace}']");

    private static string Run(IReadOnlyList<string> arguments)
    {
        Process process;
        try
        {
            process = Process.Start(new ProcessStartInfo("xmllint", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("xmllint is not installed (Debian package libxml2-utils)");
            throw;
        }

        using (process)
        {
            var errors = process.StandardError.ReadToEndAsync();
            var text = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, errors.Result);
            return text;
        }
    }
}
