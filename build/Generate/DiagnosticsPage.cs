using System.Globalization;
using System.Text;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.Generate;

/// <summary>docs/diagnostics.md: every code, with what the code itself knows of cause and remedy.</summary>
internal static class DiagnosticsPage
{
    private static readonly (int Thousand, string Name)[] Ranges =
    [
        (1, "Recipe and usage"),
        (2, "The image"),
        (3, "This machine"),
        (4, "Apply"),
        (5, "Verification"),
        (9, "Our bug"),
    ];

    public static GeneratedFile File()
    {
        var page = new StringBuilder("""
            # Diagnostics

            <!-- Generated from the list of codes by: dotnet run --project build/Generate -->

            Every finding is printed on one line, in the form that MSBuild, editors and CI systems parse:
            `recipes/x.yaml(4,11): error PKMS1004: unknown platform 'ovh-dedicted'; did you mean 'ovh-dedicated'?`
            Errors end the work; the thousands of the first error's code give the exit code. Warnings and notes do not.


            """);
        foreach (var (thousand, name) in Ranges)
        {
            var codes = Codes.All.Where(c => c.Number / 1000 == thousand).ToList();
            page.Append(CultureInfo.InvariantCulture, $"## {thousand}xxx: {name} (exit code {(int)codes[0].ExitCode})\n\n");
            foreach (var code in codes)
            {
                page.Append(CultureInfo.InvariantCulture, $"""
                    ### {code.Id}: {code.Title}

                    {code.Severity}. {code.Cause}

                    **Remedy:** {code.Remedy}


                    """);
            }
        }

        return new GeneratedFile("docs/diagnostics.md", page.ToString().ReplaceLineEndings("\n").TrimEnd('\n') + "\n");
    }
}
